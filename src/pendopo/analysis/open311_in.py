"""What comes in to an Open311 server: the words behind the question mark, a new request, an update.

An empty parameter is the same as none (GeoReport v2, "Optional Arguments"). Whatever cannot be meant becomes a Fault in
words; nothing raises. The names of parameters are those of the standard and of its extensions in use.
"""
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from pendopo.analysis.open311 import LONGEST, Fault
from pendopo.analysis.plain_xml import clean

Pairs = Iterable[tuple[str, str]]
SPAN = timedelta(days=90)
MOST = 1_000                    # requests in one answer
PAGE = 100                      # rows of a page whose size is not said
LAST_PAGE = 1_000_000
FARTHEST = 50_000               # metres around a point
NEAR = 500                      # metres where no radius is said
MANY = 200                      # values in a list of codes or numbers
LONG = 200                      # characters of a parameter
ORDERS = ("requested_datetime", "-requested_datetime", "updated_datetime", "-updated_datetime")
STATES = {                      # of an update: FixMyStreet's words -> open closed
    "open": "open", "investigating": "open", "in_progress": "open", "planned": "open", "action_scheduled": "open",
    "for_triage": "open", "internal_referral": "open", "referred": "open", "closed": "closed", "fixed": "closed",
    "no_further_action": "closed", "duplicate": "closed", "not_councils_responsibility": "closed",
    "unable_to_fix": "closed", "not_responsible": "closed",
}
ATTRIBUTE = re.compile(r"attribute\[([^\]]{1,100})\](?:\[\])?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")


class Reading:
    """Reads parameters one by one and gathers what is wrong with them."""

    def __init__(self, pairs: Pairs, zone: tzinfo) -> None:
        self.zone = zone
        self.faults: list[Fault] = []
        self.given: dict[str, list[str]] = {}
        for name, value in pairs:
            if value := clean(value).strip():
                self.given.setdefault(name, []).append(value)

    def wrong(self, words: str) -> None:
        self.faults.append(Fault(400, words))

    def one(self, *names: str, longest: int = LONG) -> str:
        """The last value of the first name that has one."""
        for name in names:
            if name in self.given:
                value = self.given[name][-1]
                if len(value) > longest:
                    self.wrong(f"{name} is longer than {longest} characters.")
                return value[:longest]
        return ""

    def many(self, name: str) -> tuple[str, ...]:
        """Values separated by commas, or the name given more than once."""
        found = [part.strip() for value in self.given.get(name, []) for part in value.split(",")]
        kept = tuple(dict.fromkeys(part[:LONG] for part in found if part))
        if len(kept) > MANY:
            self.wrong(f"{name} holds more than {MANY} values.")
        return kept[:MANY]

    def moment(self, name: str) -> datetime | None:
        """W3C date and time. A plus sign that became a space in the address is put back; no zone means the city's."""
        said = self.one(name)
        if not said:
            return None
        try:
            if not MOMENT.fullmatch(spelt := re.sub(r" (?=\d\d:?\d\d$)", "+", said)):
                raise ValueError
            at = datetime.fromisoformat(spelt)
            aware = at if at.tzinfo else at.replace(tzinfo=self.zone)
            if not 1900 < aware.year < 9000:
                raise ValueError
        except ValueError:
            self.wrong(f"{name} is no date and time such as 2026-01-03T14:05:00+07:00.")
            return None
        return aware

    def number(self, name: str, least: float, most: float) -> float | None:
        said = self.one(name)
        if not said:
            return None
        try:
            found = float(said)
        except ValueError:
            found = math.nan
        if not least <= found <= most:
            self.wrong(f"{name} is no number from {least:g} to {most:g}.")
            return None
        return found

    def count(self, least: int, most: int, *names: str) -> int | None:
        said = self.one(*names)
        if not said:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", said) or not least <= int(said):
            self.wrong(f"{names[0]} is no whole number from {least}.")
            return None
        return min(int(said), most)

    def yes(self, name: str) -> bool:
        return self.one(name).lower() in ("true", "1", "yes")

    def numbers(self, name: str, many: int) -> tuple[float, ...]:
        said = self.one(name)
        try:
            found = tuple(float(part) for part in said.split(",")) if said else ()
        except ValueError:
            found = (math.nan,)
        if found and (len(found) != many or not all(math.isfinite(one) for one in found)):
            self.wrong(f"{name} is not {many} numbers with commas between them.")
            return ()
        return found


@dataclass(frozen=True)
class Question:
    """What somebody wants of GET requests. There is a window of time, unless numbers or changes are asked for."""
    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    status: frozenset[str] = frozenset()
    page: int = 1
    size: int = MOST
    paged: bool = False                                 # somebody asked for pages
    extensions: bool = False
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    box: tuple[float, float, float, float] | None = None        # west south east north
    near: tuple[float, float, float] | None = None              # lat, long, metres
    order: str = "-requested_datetime"
    agency: str = ""
    search: str = ""
    jurisdiction: str = ""


def question(pairs: Pairs, zone: tzinfo, now: datetime) -> tuple[Question, list[Fault]]:
    said = Reading(pairs, zone)
    ids = said.many("service_request_id")
    after, before = said.moment("updated_after"), said.moment("updated_before")
    start, end = window(said, now, always=not (ids or after or before))
    status = frozenset(word.lower() for word in said.many("status"))
    if status - {"open", "closed"}:
        said.wrong("status is open, closed or both.")
    order = said.one("order_by") or "-requested_datetime"
    if order not in ORDERS:
        said.wrong(f"order_by is one of {', '.join(ORDERS)}.")
    page, size = said.count(1, LAST_PAGE, "page"), said.count(1, MOST, "page_size", "per_page")
    paged = page is not None or size is not None
    found = Question(ids, said.many("service_code"), start, end, status, page or 1, size or (PAGE if paged else MOST),
                     paged, said.yes("extensions"), after, before, _box(said), _near(said), order,
                     said.one("agency_responsible"), said.one("search", "q"), said.one("jurisdiction_id"))
    return found, said.faults


def window(said: Reading, now: datetime, *, always: bool) -> tuple[datetime | None, datetime | None]:
    """At most 90 days; the last 90 where nothing is said and `always`."""
    start, end = said.moment("start_date"), said.moment("end_date")
    if start and end:
        if end < start:
            said.wrong("end_date lies before start_date.")
        elif end - start > SPAN + timedelta(days=1):                   # to the end of the ninetieth day
            said.wrong("start_date and end_date lie more than 90 days apart.")
        return start, end
    if start:
        return start, start + SPAN
    if end:
        return end - SPAN, end
    return (now - SPAN, None) if always else (None, None)


def _box(said: Reading) -> tuple[float, float, float, float] | None:
    found = said.numbers("bbox", 4)
    if not found:
        return None
    west, south, east, north = found
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        said.wrong("bbox is west,south,east,north in degrees.")
        return None
    return west, south, east, north


def _near(said: Reading) -> tuple[float, float, float] | None:
    lat, long = said.number("lat", -90, 90), said.number("long", -180, 180)
    metres = said.number("radius", 0, FARTHEST)
    if (lat is None) != (long is None) and not said.faults:
        said.wrong("lat and long are given together.")
    return None if lat is None or long is None else (lat, long, NEAR if metres is None else metres)


@dataclass(frozen=True)
class Submission:
    """A new request, as it was sent. Names and contacts in it are never told to anybody by this interface."""
    service_code: str
    description: str = ""
    lat: float | None = None
    long: float | None = None
    address_string: str = ""
    address_id: str = ""
    attributes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    email: str = ""
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    device_id: str = ""
    account_id: str = ""
    media_url: str = ""
    api_key: str = ""
    jurisdiction: str = ""


def submission(pairs: Pairs, zone: tzinfo) -> tuple[Submission, list[Fault]]:
    """Its faults are those of the standard: no service_code, no place, a description of more than 4,000 characters."""
    said = Reading(pairs, zone)
    found = Submission(
        said.one("service_code"), said.one("description", longest=LONGEST), said.number("lat", -90, 90),
        said.number("long", -180, 180), said.one("address_string", "address", longest=500), said.one("address_id"),
        {match[1]: tuple(value[:LONGEST] for value in values[:MANY]) for name, values in said.given.items()
         if (match := ATTRIBUTE.fullmatch(name))},
        said.one("email"), said.one("phone"), said.one("first_name"), said.one("last_name"), said.one("device_id"),
        said.one("account_id"), said.one("media_url", longest=2_000), said.one("api_key"),
        said.one("jurisdiction_id"))
    if not found.service_code:
        said.wrong("service_code was not provided.")
    if (found.lat is None) != (found.long is None) and not said.faults:
        said.wrong("lat and long are given together.")
    if found.lat is None and not (found.address_string or found.address_id):
        said.wrong("One of lat and long, address_string or address_id is needed.")
    return found, said.faults


@dataclass(frozen=True)
class UpdateIn:
    """News of a request from the body that works on it (FixMyStreet's POST service request update)."""
    service_request_id: str
    status: str                                         # open closed
    word: str                                           # as it was said: IN_PROGRESS, FIXED ...
    description: str
    updated_datetime: datetime | None
    update_id: str = ""
    media_url: str = ""
    api_key: str = ""
    jurisdiction: str = ""


def update(pairs: Pairs, zone: tzinfo) -> tuple[UpdateIn, list[Fault]]:
    said = Reading(pairs, zone)
    word = said.one("status").lower().replace(" ", "_")
    found = UpdateIn(said.one("service_request_id"), STATES.get(word, ""), word,
                     said.one("description", longest=LONGEST), said.moment("updated_datetime"), said.one("update_id"),
                     said.one("media_url", longest=2_000), said.one("api_key"), said.one("jurisdiction_id"))
    needs: tuple[tuple[str, Callable[[UpdateIn], object]], ...] = (
        ("service_request_id", lambda one: one.service_request_id), ("status", lambda one: one.word),
        ("updated_datetime", lambda one: one.updated_datetime or "updated_datetime" in said.given))
    for name, has in needs:
        if not has(found):
            said.wrong(f"{name} was not provided.")
    if word and not found.status:
        said.wrong(f"status is one of {', '.join(sorted(STATES)).upper()}.")
    return found, said.faults
