"""Numbers by which a state knows somebody, in whatever disguise.

What such a number looks like is the country's to tell: its parts one after the other, a date among them, a check digit,
which beginnings were given out, the groups in which people write it and what they call it. Several kinds may look
alike; without a label such a number is called by the first of them. Chance makes the same form: where digits of several
numbers might have been read as one, its beginning must have been given out (or its check digit hold), and the pieces
must not be a date, a time, an amount or a coordinate.
"""
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pendopo.analysis.checksums import Holds
from pendopo.analysis.redaction_digits import Run, tree
from pendopo.analysis.redaction_found import UNSEEN, Found, any_of, compiled

LABEL_ROOM = 60             # characters before a number in which its label may stand
_PIECES = {"MM": "(?:0[1-9]|1[0-2])", "YYYY": r"(?:19|20)\d\d", "YY": r"\d\d"}


@dataclass(frozen=True, eq=False)
class Form:
    """How one or several kinds of numbers look. `parts`: what stands where one begins; `given`: which
    beginnings were given out, all of one length, and what follows them; empty where nobody knows. `alone`: it is one
    without being called so. `mistyped`: the fewest and the most digits of what is called one and has not its form."""
    size: int
    parts: "re.Pattern[str]"
    given: frozenset[str]
    then: "re.Pattern[str]"
    holds: Holds | None
    groups: frozenset[tuple[int, ...]]
    alone: bool
    mistyped: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Numbers:
    """The kinds of a country. `forms`: with the sort of a number that has no label; `by_sort`: the form of each."""
    forms: tuple[tuple[Form, str], ...]
    by_sort: Mapping[str, Form]
    shortest: int
    label: "re.Pattern[str]"
    between: "re.Pattern[str]"
    behind: "re.Pattern[str]"
    other: "re.Pattern[str]"


def date(order: str, later: int = 0) -> str:
    """The pattern of a date among the digits: DDMMYY, YYYYMMDD. `later`: what is added to the day of some (Indonesia:
    40 for women). KeyError where the order is none, ValueError where such a day has not two digits."""
    if not 0 <= later <= 68:
        raise ValueError(later)
    days = tree({f"{day + more:02}" for day in range(1, 32) for more in (0, later)})
    return "".join((_PIECES | {"DD": days})[piece] for piece in re.findall("DD|MM|YYYY|YY|.", order))


def form(size: int, parts: Sequence[str], *, given: Iterable[str] = (), then: str = "", holds: Holds | None = None,
         groups: Iterable[Sequence[int]] = (), alone: bool = False, mistyped: tuple[int, int] = (0, 0)) -> Form:
    digits = "".join(f"(?:{part})" for part in parts)
    return Form(size, re.compile(rf"(?={digits})(?=\d{{{size}}})"), frozenset(given), re.compile(then), holds,
                frozenset(tuple(group) for group in groups), alone, mistyped)


def numbers(by_sort: Mapping[str, Form], labels: Mapping[str, str], *, between: str = "", behind: str = "",
            hours: str = "", money: str = "", other: str = "") -> Numbers:
    """The words, all patterns: what people call each sort; what may stand between a label and its number, and between
    a number and a label behind it; what tells hours; the sign of money; what else is no number of a person."""
    firsts: dict[Form, str] = {}
    for sort, one in by_sort.items():
        firsts.setdefault(one, sort)
    return Numbers(
        tuple(firsts.items()), by_sort, min((min(one.size, one.mistyped[0] or one.size) for one in firsts), default=0),
        compiled(any_of(*(f"(?P<{sort}>{label})" for sort, label in labels.items()))),
        compiled(rf"[^\w\n]*(?:\n\W*)?(?:(?:{any_of(between)})\W+){{0,4}}\W*"),
        compiled(rf"[ \t=:(]{{0,3}}(?:(?:{any_of(behind)})\W+){{0,2}}\(?"),
        compiled(
            r"(?<![\d/.-])(?:[0-3]?\d([/.-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d([/.-])[01]?\d\2[0-3]?\d)"
            r"(?![\d/-]|\.\d)"
            rf"|(?<!\d)[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?\s*(?:{any_of('-', hours)})"
            rf"|(?<!\d)[0-2]?\d:[0-5]\d:[0-5]\d|{any_of(other)}|(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
            rf"|(?P<money>\b(?:{any_of(money)})\W{{0,3}}\d[\d.,]*)"
            r"|(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|-?(?<![\d.])\d{1,3}\.\d{4,}(?!\d)"))


def exists(look: Form, number: str) -> bool:
    """Whether a number that looks so was surely given out: its beginning was, or its check digit holds."""
    if not look.given:
        return look.holds is not None and look.holds(number)
    length = len(next(iter(look.given)))
    return number[:length] in look.given and look.then.match(number, length) is not None


def find(text: str, found: list[Run], kinds: Numbers) -> Iterator[Found]:
    """In a plain text and its runs. Spans may overlap."""
    for run in found:
        if kinds.shortest and len(run) >= kinds.shortest:
            label = _labelled(text, run, kinds)
            for look, first in kinds.forms:
                called = label if label and kinds.by_sort[label] is look else ""
                if called or look.alone:
                    yield from _in_run(text, run, kinds, look, called, first)


def _in_run(text: str, run: Run, kinds: Numbers, look: Form, called: str, first: str) -> Iterator[Found]:
    seen = False
    for match in look.parts.finditer(run.digits):
        number = run.digits[match.start():match.start() + look.size]
        if look.holds and not look.holds(number):
            continue
        if whole := _window(text, run, match.start(), number, look, kinds.other):
            seen = True
            yield Found(run.starts[whole[0]], run.ends[whole[1]], called or first, "digits of an identity number")
    if called and not seen and (whole := _any(run, look)):
        yield Found(run.starts[whole[0]], run.ends[whole[1]], called, "a long number that is called one")


def _window(text: str, run: Run, at: int, number: str, look: Form, other: "re.Pattern[str]") -> tuple[int, int] | None:
    """First and last digit of what to hide if the digits from `at` are one number, None if they are not."""
    last = at + look.size - 1
    if sum(run.true[at:last + 1]) < look.size // 2:
        return None
    gaps = [gap for gap in run.gaps[at:last] if gap]
    left = at == 0 or run.gaps[at - 1] != "" or run.true[at - 1] != run.true[at]
    right = last == len(run) - 1 or run.gaps[last] != "" or run.true[last] != run.true[last + 1]
    if not gaps:
        if left and right:
            return at, last
        # a check digit alone holds in every eleventh number by chance
        return _solid(run, at, last) if look.given and exists(look, number) else None
    sizes = _sizes(run, at, last)
    same = len({gap.strip() for gap in gaps}) == 1
    if sum(map(run.said, range(at, last + 1))) >= look.size // 4:
        sure = (left and right) or exists(look, number)
        return (at, last) if sure and not _other_numbers(text, run, at, last, other) else None
    if sizes in look.groups and (same or exists(look, number)):
        return (at, last) if (left and right) or (same and exists(look, number)) else None
    if left and right and len(sizes) == 2 and len(gaps[0]) < 5:
        return at, last
    if left and right and same and exists(look, number) and not _other_numbers(text, run, at, last, other):
        return at, last
    return None


def _sizes(run: Run, at: int, last: int) -> tuple[int, ...]:
    """How many digits each group has."""
    sizes, size = [], 1
    for gap in run.gaps[at:last]:
        if gap:
            sizes.append(size)
            size = 0
        size += 1
    return (*sizes, size)


def _solid(run: Run, at: int, last: int) -> tuple[int, int]:
    """All digits that touch: what a number is glued to is hidden with it."""
    while at > 0 and not run.gaps[at - 1]:
        at -= 1
    while last < len(run) - 1 and not run.gaps[last]:
        last += 1
    return at, last


def _other_numbers(text: str, run: Run, at: int, last: int, other: "re.Pattern[str]") -> bool:
    """Whether the digits are rather dates, times, amounts or coordinates that stand side by side."""
    start, end = run.starts[at], run.ends[last]
    first = max(0, start - 12)
    said = any(map(run.said, range(at, last + 1)))            # an amount has no words among its digits
    return any(match.end() > start - first and match.start() < end - first and not (said and match["money"])
               for match in other.finditer(text[first:end + 12]))


def _labelled(text: str, run: Run, kinds: Numbers) -> str:
    """The sort that the words around a run call it."""
    start = run.starts[0]
    before = text[max(0, start - LABEL_ROOM):start].replace(UNSEEN, "")
    nearest = None
    for label in kinds.label.finditer(before):
        if label.start() == 0 or not before[label.start() - 1].isalpha():
            nearest = label
    if nearest and kinds.between.fullmatch(before, nearest.end()):
        return nearest.lastgroup or ""
    lead = kinds.behind.match(text, run.ends[-1])
    behind = kinds.label.match(text, lead.end() if lead else run.ends[-1])
    if behind and not text[behind.end():behind.end() + 1].isalpha():
        return behind.lastgroup or ""
    return ""


def _any(run: Run, look: Form) -> tuple[int, int] | None:
    """First and last digit of a number that is called one and has not its form: somebody mistyped. One piece if there
    is such a piece; otherwise the first pieces of that length."""
    least, most = look.mistyped
    ends = [at for at in range(len(run) - 1) if run.gaps[at]] + [len(run) - 1]
    begins = [0, *(end + 1 for end in ends[:-1])]
    fit = [(first, last) for first in begins for last in ends if least <= last - first + 1 <= most]
    pieces = [one for one in fit if not any(run.gaps[one[0]:one[1]])]
    for whole in (pieces, fit):
        if whole:
            first, last = min(whole, key=lambda one: (one[0] if whole is fit else 0,
                                                      abs(one[1] - one[0] + 1 - look.size)))
            return (first, last) if sum(run.true[first:last + 1]) >= look.size // 2 else None
    return None
