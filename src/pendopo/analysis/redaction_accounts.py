"""Bank accounts, told by the words around them, and number plates of vehicles, told by their form. Words and forms are
the country's."""
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pendopo.analysis.redaction_digits import Run
from pendopo.analysis.redaction_found import ACCOUNT, NEVER, PLATE, UNSEEN, Found, any_of, compiled

_no_account = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d)?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
ROOM, VEHICLE_ROOM = 80, 40             # characters before a number in which a word may tell what it is


@dataclass(frozen=True, eq=False)
class Accounts:
    """How many digits they have, and the words before and behind them; `told`: a text without these has none;
    `amount`: what stands before a sum of money."""
    least: int
    most: int
    before: "re.Pattern[str]"
    after: "re.Pattern[str]"
    told: "re.Pattern[str]"
    amount: "re.Pattern[str]"


def account_words(least: int, most: int, *, banks: str = "", before: str = "", branch: str = "",
                  amount: str = "") -> Accounts:
    """All patterns. `branch`: what follows the name of a bank where a place is meant and nobody's account."""
    return Accounts(
        least, most,
        compiled(rf"(?<![^\W_])(?:{any_of(before, banks)})(?![^\W\d_])[^\d.!?\n]{{0,45}}(?:\W|$)[^\w\n]*$"),
        compiled(rf"\W{{0,3}}(?:{any_of(banks)})(?![^\W\d_])(?!\s+(?:{any_of(branch)}))"),
        compiled(any_of(before, banks)), compiled(rf"(?:{any_of(amount)})$"))


@dataclass(frozen=True, eq=False)
class Plates:
    """`form`: any plate, with groups `number` and `tail` where `words` are given: a tail that is one of these is none.
    `called`: what a plate looks like after a vehicle; `usual`: without one; `clear`: even after a house or a law."""
    form: "re.Pattern[str]"
    called: "re.Pattern[str]"
    usual: "re.Pattern[str]"
    clear: "re.Pattern[str]"
    vehicle: "re.Pattern[str]"
    house: "re.Pattern[str]"
    words: frozenset[str]


def plate_forms(form: str = "", *, called: str = "", usual: str = "", clear: str = "", vehicle: str = "",
                filler: str = "", house: str = "", words: Collection[str] = ()) -> Plates:
    """All patterns; usual and clear ones in the letters in which they are written. `filler`: words that may stand
    between a vehicle and its plate."""
    return Plates(
        compiled(rf"(?<![^\W_])(?:{any_of(form)})(?![^\W_])"), compiled(called or form or NEVER),
        re.compile(usual or NEVER), re.compile(clear or NEVER),
        compiled(rf"(?:{any_of(vehicle)})(?:\W+(?:{any_of(filler)})){{0,4}}\W{{0,3}}$"),
        compiled(rf"(?:{any_of(house)})\W{{0,3}}$"), frozenset(words))


def accounts(text: str, found: list[Run], known: Accounts) -> Iterator[Found]:
    """In a plain text and its runs: digits near a word for an account or a bank's name."""
    told = [match.span() for match in known.told.finditer(text)] if found else []
    if not told:
        return
    for run in found:
        if not any(run.starts[0] - ROOM <= end and start <= run.ends[-1] + 4 for start, end in told):
            continue
        for first, last in _numbers(run, known):
            start, end = run.starts[first], run.ends[last]
            before = text[max(0, start - ROOM):start].replace(UNSEEN, "")
            if known.amount.search(before) or _no_account.fullmatch(text, start, end):
                continue
            if (first == 0 and known.before.search(before)) or known.after.match(text, end):
                yield Found(start, end, ACCOUNT, "a number near a bank or a word for an account")


def _numbers(run: Run, known: Accounts) -> Iterator[tuple[int, int]]:
    """First and last digits of what may be an account: a piece of that length, or the first pieces with one sign
    between them."""
    ends = [at for at in range(len(run) - 1) if run.gaps[at]] + [len(run) - 1]
    begins = [0, *(end + 1 for end in ends[:-1])]
    whole = [(first, last) for first, last in zip(begins, ends, strict=True)
             if known.least <= last - first + 1 <= known.most
             and sum(run.true[first:last + 1]) >= known.least]
    yield from whole
    if whole or len(ends) < 2:
        return
    gap, last = run.gaps[ends[0]], ends[0]
    for end in ends[1:]:
        if run.gaps[last] != gap or len(gap) > 3 or "\n" in gap or end >= known.most:
            break
        last = end
    if last + 1 >= known.least and sum(run.true[:last + 1]) >= known.least:
        yield 0, last


def plates(text: str, known: Plates) -> Iterator[Found]:
    """In a plain text. Without a vehicle before it, a plate needs its usual form."""
    for match in known.form.finditer(text):
        before = text[max(0, match.start() - VEHICLE_ROOM):match.start()]
        named = known.vehicle.search(before) is not None
        tail, end = match.groupdict().get("tail") or "", match.end()
        if not tail.isupper() and tail.lower() in known.words:
            if not named:
                continue
            if tail.islower():
                end = match.end("number")
        if known.called.fullmatch(text, match.start(), end) if named else _stands_alone(match[0], before, known):
            yield Found(match.start(), end, PLATE, "a number plate")


def _stands_alone(plate: str, before: str, known: Plates) -> bool:
    return known.usual.fullmatch(plate) is not None and (
        known.clear.fullmatch(plate) is not None or known.house.search(before) is None)
