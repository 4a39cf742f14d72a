"""Telephone numbers and mail addresses, also where somebody wrote them so that no machine should read them.

Numbers everybody may call and the mailboxes of offices are nobody's own and stay; which these are, and what a number
looks like, is the country's to tell.
"""
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pendopo.analysis.redaction_digits import Run
from pendopo.analysis.redaction_found import EMAIL, PHONE, UNSEEN, Found, any_of, compiled

CALL_ROOM = 40                          # characters before a number in which a word may announce it
CALLED = 7, 13                          # digits of whatever is called a telephone number
_HINTS = ("@", "(a)", " at ", "[at", "(at", "{at", "<at", "( at", "[ at", "mail", "yahoo", "outlook", "icloud")


@dataclass(frozen=True)
class Size:
    """What a number looks like from its first digit on, and the fewest and the most digits it has."""
    least: int
    most: int
    digits: "re.Pattern[str]"


@dataclass(frozen=True, eq=False)
class Phones:
    """`begins`: the digits that one may begin with in the middle of others; `mobile`: what is one wherever it stands;
    `line`: after a plus or a word; `public`: how numbers begin that everybody may call."""
    begins: str
    mobile: tuple[Size, ...]
    line: tuple[Size, ...]
    public: tuple[str, ...]
    call: "re.Pattern[str]"
    money: "re.Pattern[str]"


def phone_shapes(begins: str, mobile: Sequence[Size], line: Sequence[Size] = (), *, public: Sequence[str] = (),
                 before: str = "", filler: str = "", money: str = "") -> Phones:
    """The words, all patterns: what announces a number, what may stand between, the sign of money."""
    return Phones(begins, tuple(mobile), tuple(line), tuple(public),
                  compiled(rf"(?:\b|_|\d)(?:{any_of(before)})\W*(?:(?:{any_of(filler)})\W+){{0,3}}$"),
                  compiled(rf"(?:{any_of(money)})\W{{0,3}}$"))


@dataclass(frozen=True, eq=False)
class Mails:
    hints: tuple[str, ...]
    address: "re.Pattern[str]"
    office: "re.Pattern[str]"


def mail_words(*, at: str = "", dot: str = "", signs: str = "", ends: str = "", office: str = "") -> Mails:
    """All patterns: what people write for the @, for a dot, for other signs; how addresses of the country end; the
    mailboxes of offices. The English words and the great providers are known everywhere."""
    dots = any_of(dot, "dot")
    return Mails(
        (*_HINTS, *(f" {word} " for word in at.split("|") if word)),
        compiled(
            rf"[\w.+-]{{1,64}}\s?(?:@|\(a\)|[\[({{<]\s?at\s?[\])}}>])\s?[\w-]+(?:\s?(?:\.|[\[({{<]\s?(?:{dots})"
            rf"\s?[\])}}>]|\s(?:{dots})\s)\s?[\w-]+)+"
            rf"|[\w.+-]{{2,64}}(?:\s+(?:{any_of(dots, signs)})\s+[\w+-]+){{0,3}}\s+(?:{any_of('at', at)})\s+[\w-]+"
            rf"\s*(?:\.|\s(?:{dots})\s|\s)\s*"
            rf"(?:{any_of('com|net|org|info|biz|me|my|sg|example|test|io|edu', ends)})\b"
            rf"|[\w.+-]{{3,64}}\W{{1,3}}(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail|protonmail)"
            rf"\s?(?:\.|\s(?:{dots})\s)\s?(?:{any_of('com|me', ends)})\b"),
        compiled(rf"(?:{any_of(office)})(?:[._-]\w+)*@[\w.-]+"))


def mails(text: str, known: Mails) -> Iterator[Found]:
    """In a plain text."""
    low = text.lower()
    if not any(hint in low for hint in known.hints):
        return
    for match in known.address.finditer(text):
        start, end = match.span()
        while start < end and text[start] in ".-+_":
            start += 1
        if not known.office.fullmatch(text[start:end]):
            yield Found(start, end, EMAIL, "a mail address")


def phones(text: str, found: list[Run], known: Phones) -> Iterator[Found]:
    """In a plain text and its runs; one run may hold several."""
    for run in found:
        at, after_one = 0, False
        while at < len(run):
            first = at
            while first < len(run) - 1 and not run.true[first] and run.digits[first] != "0" and not run.gaps[first]:
                first += 1                                # "i0812": the letter before is none of it
            last = None
            if (not at or run.digits[first] in known.begins) and (after_one or _free(run, at)):
                last = _number(text, run, first, known)
            if last is None:
                at, after_one = _next(run, at), False
                continue
            start = run.starts[first]
            yield Found(start - (text[start - 1:start] in ("+", "(") and start > 0), run.ends[last], PHONE,
                        "a telephone number")
            at, after_one = last + 1, True


def _free(run: Run, at: int) -> bool:
    """Whether a number may begin here: not in the middle of an amount (1.082.508.335) or a date (2008-08-16)."""
    return at == 0 or any(sign.isspace() or sign in "/,;()" for sign in run.gaps[at - 1]) or (
        run.said(at) or _next(run, at) - at >= 10 or _single(run, at))


def _next(run: Run, at: int) -> int:
    """The first digit of the next group: numbers begin where a group begins."""
    while at < len(run) - 1 and not run.gaps[at]:
        at += 1
    return at + 1


def _number(text: str, run: Run, at: int, known: Phones) -> int | None:
    """The last digit of the telephone number that begins with digit `at`."""
    digits = run.digits[at:at + 24]
    before = text[max(0, run.starts[at] - CALL_ROOM):run.starts[at]].replace(UNSEEN, "")
    called = at == 0 and known.call.search(before) is not None
    plus = before[-1:] in ("+", "(")
    if digits.startswith(known.public) or (not plus and known.money.search(before)):
        return None
    for size in (*known.mobile, *(known.line if plus or called else ())):
        if size.digits.match(digits):
            return _end_of(run, at, size.least, size.most, called)
    if called and len(digits) >= CALLED[0]:
        last = _end_of(run, at, *CALLED, called)
        if last is not None and (all(run.true[at:last + 1]) or not text[run.ends[last]:][:1].isalnum()):
            return last                                   # "202b154d" is somebody's mark, not a number with a tail
    return None


def _end_of(run: Run, at: int, least: int, most: int, called: bool) -> int | None:
    """Group after group until the number is whole: one of 10 to 13 digits in one piece is whole; in pieces it goes on
    as long as it may. Letters at its end that only look like digits are none of it."""
    end = _next(run, at)
    while end - at > most and not run.true[end - 1]:
        end -= 1
    first = end - at
    if first > most or (first < 2 and not run.said(at) and not _single(run, at)) or (
            first == 2 and run.digits[at] == "0" and not run.said(at)):
        return None
    single = first == 1
    while end < len(run) and run.gaps[end - 1]:
        more, gap = _next(run, end) - end, run.gaps[end - 1]
        size = end - at
        tight = len(gap) <= 3 and "\n" not in gap and not set(gap) & set(",;/:")
        if size + more > most or not (tight or called or run.said(at)):
            break
        if size >= least and (first >= 10 or (more < 3 and not single)):
            break
        end += more
    if end - at < least or sum(run.true[at:end]) < 4:
        return None
    return end - 1


def _single(run: Run, at: int) -> bool:
    """Whether digits stand one by one ("0 8 1 2"): otherwise a lone 0 is the start of a decimal."""
    return len(run) > at + 4 and all(run.gaps[at:at + 4])
