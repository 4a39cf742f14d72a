"""What tells who somebody is in this country: redaction/ of its pack, whose NOTICE.md says how it is written. Read for
analysis/redaction. A line that cannot be meant raises Malformed with its number; so does what names no law."""
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple, NoReturn

from django.conf import settings

from pendopo.analysis import checksums
from pendopo.analysis.redaction import Shapes
from pendopo.analysis.redaction_accounts import Accounts, Plates, account_words, plate_forms
from pendopo.analysis.redaction_contact import Mails, Phones, Size, mail_words, phone_shapes
from pendopo.analysis.redaction_digits import DOUBLE, HUNDRED, TEEN, TEN, TRIPLE, Spoken, spoken
from pendopo.analysis.redaction_found import ACCOUNT, EMAIL, NAME, NEVER, PHONE, PLATE
from pendopo.analysis.redaction_identity import Form, Numbers, date, form, numbers
from pendopo.analysis.redaction_names import Names, names
from pendopo.analysis.redaction_words import LISTS, lexicon
from pendopo.kit.country import ENGLISH, N_, ROW, Malformed, country, text

SHAPES, WORDS = "redaction/shapes.txt", "redaction/names.txt"
TURNS = (TEEN, TEN, HUNDRED, DOUBLE, TRIPLE)
SPOKEN = {str(number) for number in (*range(100), *range(100, 1000, 100))}
NUMBER = "number "                      # before the sort in the name of a section
SECTIONS = {
    "file names": {"mark"}, "digits": {*SPOKEN, *TURNS, "glued", "sign"},
    NUMBER: {"mark", "name", "law", "part", "date", "checksum", "alone", "mistyped", "groups", "called", "given",
             "then", "like"},
    "called": {"between", "behind", "hours", "money", "other"},
    "phones": {"mark", "law", "begins", "mobile", "line", "public", "before", "filler"},
    "mails": {"mark", "at", "dot", "sign", "ends", "office"},
    "accounts": {"mark", "law", "digits", "bank", "before", "branch", "amount"},
    "plates": {"mark", "law", "form", "called", "usual", "clear", "vehicle", "filler", "house", "word"},
    "names": {"mark", "label", "weak", "office", "village"}}
TAKEN = "|".join((PHONE, EMAIL, ACCOUNT, PLATE, NAME))               # sorts with sections of their own
SORT = re.compile(rf"(?!(?:{TAKEN})$)[a-z][a-z0-9_]*")


class Said(NamedTuple):
    """One line "name: value" of a section."""
    line: int
    name: str
    value: str


class Section:
    """The lines of one section, by their name. Each reader below says in Malformed which line it cannot mean."""

    def __init__(self, file: Path, line: int, rows: list[Said]) -> None:
        self.file, self.line, self.rows = file, line, rows

    def all(self, name: str) -> list[Said]:
        return [row for row in self.rows if row.name == name]

    def one(self, name: str) -> Said:
        """The only line of that name; where there is none, an empty one that stands where the section begins."""
        found = self.all(name)
        if len(found) > 1:
            self.wrong(found[1], N_("Line %(line)s: %(what)s stands there twice."), what=name)
        return found[0] if found else Said(self.line, name, "")

    def needed(self, name: str) -> str:
        found = self.one(name)
        if not found.value:
            self.wrong(found, N_("Line %(line)s: below here %(what)s is missing."), what=name)
        return found.value

    def law(self) -> None:
        """Where no source was found the file says "unsourced", never nothing."""
        self.needed("law")

    def words(self, name: str) -> list[str]:
        return [word for row in self.all(name) for word in row.value.split()]

    def pattern(self, name: str) -> str:
        """One pattern of all lines of that name."""
        return "|".join(self.sound(row, row.value) for row in self.all(name))

    def sound(self, row: Said, pattern: str) -> str:
        try:
            read = re.compile(rf"(?:{pattern})")         # among others, where it can have no flags for all
        except re.error as error:
            self.wrong(row, N_("Line %(line)s: this is no pattern (%(why)s)."), why=str(error))
        if read.fullmatch(""):                           # "a||b": then everything is followed or preceded by it
            self.wrong(row, N_("Line %(line)s: this pattern also fits where nothing stands."))
        return pattern

    def wrong(self, row: Said, words: str = ROW, **values: object) -> NoReturn:
        raise Malformed(self.file, words, line=row.line, **values) from None


def shapes() -> Shapes:
    """Those of the country we stand in. Raises Malformed."""
    return read(Path(settings.PACK), country().languages[0][0])


@cache
def read(pack: Path, language: str) -> Shapes:
    file = pack / SHAPES
    said = sections(file)
    empty = Section(file, 1, [])
    kinds = {name.removeprefix(NUMBER): one for name, one in said.items() if name.startswith(NUMBER)}
    part = {name: said.get(name, empty) for name in SECTIONS}
    for name in ("phones", "accounts", "plates"):
        part[name].law()
    marks = {sort: one.needed("mark") for sort, one in kinds.items()}
    marks |= {sort: part[name].needed("mark") for sort, name in (
        (PHONE, "phones"), (EMAIL, "mails"), (ACCOUNT, "accounts"), (PLATE, "plates"), (NAME, "names"))}
    money = part["called"].pattern("money")
    return Shapes(
        marks, {sort: _called(one) for sort, one in kinds.items()}, part["file names"].needed("mark"),
        _spoken(part["digits"]), _numbers(kinds, part["called"], money), _phones(part["phones"], money),
        _mails(part["mails"]), _accounts(part["accounts"]), _plates(part["plates"]),
        _names(part["names"], word_lists(pack / WORDS), language))


def sections(file: Path) -> dict[str, Section]:
    """Lines "name: value" below lines "[section]"; a line that begins with # is a remark."""
    found: dict[str, Section] = {}
    here, known = "", set[str]()
    for row in rows(file):
        said = Said(row[0], *row[1].split(": ", 1)) if ": " in row[1] else None
        if row[1].startswith("["):
            here = row[1].strip("[]")
            known = SECTIONS.get(NUMBER if here.startswith(NUMBER) else here, set())
            if not known or here in found or (here.startswith(NUMBER) and not SORT.fullmatch(here[len(NUMBER):])):
                raise Malformed(file, N_("Line %(line)s: %(what)s is not known here, or stands there twice."),
                                line=row[0], what=row[1])
            found[here] = Section(file, row[0], [])
        elif said is None or said.name not in known:
            raise Malformed(file, N_("Line %(line)s: no line of this section begins so."), line=row[0])
        else:
            found[here].rows.append(said)
    return found


def rows(file: Path) -> Iterator[tuple[int, str]]:
    for line, words in enumerate(text(file).splitlines(), 1):
        if words.strip() and not words.startswith("#"):
            yield line, words.strip()


def word_lists(file: Path) -> dict[str, frozenset[str]]:
    """Words below the name of their list."""
    found: dict[str, set[str]] = {}
    here = ""
    for line, words in rows(file):
        if words.startswith("["):
            here = words.strip("[]")
        elif here:
            found.setdefault(here, set()).update(words.split())
        if here not in LISTS:
            raise Malformed(file, N_("Line %(line)s: there is no list of this name."), line=line)
    return {name: frozenset(words) for name, words in found.items()}


def _spoken(here: Section) -> Spoken:
    for digit in range(10):
        here.needed(str(digit))                          # who dictates a number does it digit by digit
    said = {int(number): here.words(number) for number in SPOKEN}
    return spoken(said, {turn: here.words(turn) for turn in TURNS}, here.pattern("glued"), here.pattern("sign"))


def _numbers(kinds: dict[str, Section], called: Section, money: str) -> Numbers:
    forms: dict[str, Form] = {}
    for sort, here in kinds.items():
        here.law()
        like = here.one("like")
        if like.value and like.value not in forms:
            here.wrong(like)
        forms[sort] = forms[like.value] if like.value else _form(here)
    return numbers(forms, {sort: here.pattern("called") or NEVER for sort, here in kinds.items()},
                   between=called.pattern("between"), behind=called.pattern("behind"), hours=called.pattern("hours"),
                   money=money, other=called.pattern("other"))


def _called(here: Section) -> dict[str, str]:
    """"en identity number": by language, English among them."""
    found = dict(row.value.split(" ", 1) for row in here.all("name") if " " in row.value)
    if ENGLISH not in found:
        here.wrong(here.all("name")[0] if here.all("name") else here.one("name"))
    return found


def _form(here: Section) -> Form:
    """The parts stand in the file as they stand in the number; how many digits it has follows from its groups."""
    groups = [tuple(map(int, _digits(here, row).split())) for row in here.all("groups")]
    sizes = {sum(group) for group in groups}
    if len(sizes) != 1:
        here.wrong(here.one("groups") if not groups else here.all("groups")[-1])
    size, checksum, mistyped, alone = sizes.pop(), here.one("checksum"), here.one("mistyped"), here.one("alone")
    if alone.value not in ("", "no", "yes"):
        here.wrong(alone)                                # "Yes", read as no, would let each number through
    try:
        holds = checksums.named(checksum.value.split(), size) if checksum.value else None
    except ValueError:
        here.wrong(checksum)
    return form(size, _parts(here), given=_given(here), then=here.pattern("then"), holds=holds, groups=groups,
                alone=alone.value == "yes", mistyped=_range(here, mistyped) if mistyped.value else (0, 0))


def _parts(here: Section) -> list[str]:
    """Patterns and dates, in their order."""
    found = []
    for row in here.rows:
        if row.name == "part":
            found.append(here.sound(row, row.value))
        elif row.name == "date":
            order, _, later = row.value.partition(" ")
            try:
                found.append(date(order, int(later or 0)))
            except (KeyError, ValueError):
                here.wrong(row)
    return found


def _given(here: Section) -> set[str]:
    """"32 01-18 71-79": 3201 to 3218 and 3271 to 3279 were given out."""
    found = set()
    for row in here.all("given"):
        try:
            head, *spans = row.value.split()
            for first, last in (span.split("-") for span in spans):
                if int(first) > int(last):
                    here.wrong(row)
                found |= {f"{head}{number:0{len(first)}}" for number in range(int(first), int(last) + 1)}
        except ValueError:
            here.wrong(row)
    if len({len(one) for one in found}) > 1:
        here.wrong(here.all("given")[-1])
    return found


def _digits(here: Section, row: Said) -> str:
    if not re.fullmatch(r"\d+( \d+)*", row.value):
        here.wrong(row)
    return row.value


def _range(here: Section, row: Said) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)-(\d+)", row.value)
    if not found or not 0 < int(found[1]) <= int(found[2]):
        here.wrong(row)
    return int(found[1]), int(found[2])


def _phones(here: Section, money: str) -> Phones:
    if not here.all("mobile"):
        here.needed("mobile")
    return phone_shapes(here.needed("begins"), _sizes(here, "mobile"), _sizes(here, "line"),
                        public=here.words("public"), before=here.pattern("before"), filler=here.pattern("filler"),
                        money=money)


def _sizes(here: Section, name: str) -> list[Size]:
    """"10-13 08[1-9]": how many digits, and what they look like."""
    found = []
    for row in here.all(name):
        span, _, digits = row.value.partition(" ")
        found.append(Size(*_range(here, row._replace(value=span)), re.compile(here.sound(row, digits))))
    return found


def _mails(here: Section) -> Mails:
    return mail_words(at=here.pattern("at"), dot=here.pattern("dot"), signs=here.pattern("sign"),
                      ends=here.pattern("ends"), office=here.pattern("office"))


def _accounts(here: Section) -> Accounts:
    least, most = _range(here, here.one("digits"))
    return account_words(least, most, banks=here.pattern("bank"), before=here.pattern("before"),
                         branch=here.pattern("branch"), amount=here.pattern("amount"))


def _plates(here: Section) -> Plates:
    shape, words = here.pattern("form"), here.words("word")
    if words and not {"number", "tail"} <= re.compile(shape).groupindex.keys():
        here.wrong(here.all("word")[0])
    return plate_forms(shape, called=here.pattern("called"), usual=here.pattern("usual"), clear=here.pattern("clear"),
                       vehicle=here.pattern("vehicle"), filler=here.pattern("filler"), house=here.pattern("house"),
                       words=words)


def _names(here: Section, lists: dict[str, frozenset[str]], language: str) -> Names:
    known = lexicon(language, lists, office=here.pattern("office"), village=here.pattern("village"))
    return names(known, here.pattern("label"), here.words("weak"))
