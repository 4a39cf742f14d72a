"""What somebody means who writes to the city's number. Knows no table."""
import re
from collections.abc import Collection
from dataclasses import dataclass

from pendopo.analysis.messages_in import keyword
from pendopo.kit.codes import Mistyped, parse_record_code

HELP = frozenset({"BANTUAN", "HELP", "INFO", "KODE", "CODE"})
STOP, START = frozenset({"BERHENTI", "STOP"}), frozenset({"MULAI", "START"})
STATUS = frozenset({"STATUS", "CEK"})
SECRET, ANONYMOUS = frozenset({"RAHASIA", "SECRET"}), frozenset({"ANONIM", "ANONYMOUS"})
EVERYWHERE = frozenset({"LAPOR", "ADUAN", "REPORT"})         # words for the whole city, known in every city
CODE = re.compile(r"\s*(LAP[\s.\-]*2\d{3}[\s.\-]*[0-9OIL]{4,9}[\s.\-]*[0-9A-Z])(?![0-9A-Z])[\s:,.]*", re.IGNORECASE)
BEGUN = re.compile(r"\s*LAP[\s.\-]*2\d{3}", re.IGNORECASE)   # a code was meant


@dataclass(frozen=True)
class Meant:
    """`sort`: help stop start about report talk. "about" with an empty code: a code was meant and is none."""
    sort: str
    code: str = ""
    text: str = ""
    word: str = ""
    secret: bool = False
    anonymous: bool = False


def understand(text: str, words: Collection[str]) -> Meant:
    """`words`: the keywords of the city, in capital letters."""
    first, rest = keyword(text, HELP | STOP | START | STATUS)
    if first in STATUS:
        return about(rest)
    if first and len(rest.split()) < 5:
        return Meant("stop" if first in STOP else "start" if first in START else "help")
    if BEGUN.match(text):
        return about(text)
    word, rest = keyword(text, EVERYWHERE | set(words))
    return report(word, rest) if word else Meant("talk", text=text.strip())


def about(text: str) -> Meant:
    found = CODE.match(text)
    try:
        code = str(parse_record_code(found[1])) if found else ""
    except Mistyped:
        code = ""
    return Meant("about", code=code, text=text[found.end():].strip() if found else "")


def report(word: str, text: str) -> Meant:
    """LAPOR RAHASIA ANONIM what happened: the two flags in any order."""
    flags: set[str] = set()
    while (flag := keyword(text, SECRET | ANONYMOUS))[0]:
        flags.add(flag[0])
        text = flag[1]
    return Meant("report", text=text, word=word, secret=bool(flags & SECRET), anonymous=bool(flags & ANONYMOUS))
