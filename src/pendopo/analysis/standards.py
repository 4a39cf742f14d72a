"""The standards of the Open Government Partnership as tests on what is on record. Pure: facts in, verdicts out.

A verdict is pass, fail, not_yet (its time has not come), or unknown (a plan whose making is kept elsewhere: what is not
on record here is not said to be missing). Each comes with the reason as a code and with the records that prove it.
"""
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from pendopo.analysis.months import months_after

PASS, FAIL, NOT_YET, UNKNOWN = "pass", "fail", "not_yet", "unknown"


class Requirement(NamedTuple):
    """One row of packs/ogp/standards.csv."""
    code: str
    list: str                        # 2021 local
    standard: str                    # 1 to 5
    test: str
    months: int
    number: int
    days: int
    valid_from: str
    sourced: bool
    citation: str
    text_id: str
    text_en: str


@dataclass(frozen=True)
class Proof:
    """A record that shows it: its words, where it is, of which day."""
    words: str
    address: str
    day: date | None = None


@dataclass(frozen=True)
class Held:
    """A meeting whose minutes are public. `called`: when its agenda was."""
    proof: Proof
    day: date
    called: date
    both: bool                       # were both sides there?
    review: bool


@dataclass(frozen=True)
class Life:
    """What is on record of the making and the keeping of a plan, up to a day."""
    today: date
    here: bool                       # is its making kept on this server?
    site: Proof
    opened: date
    forum: Proof | None = None
    forum_since: date | None = None
    government: int = 0              # seats of today
    others: int = 0
    rules: Proof | None = None
    meetings: tuple[Held, ...] = ()
    updates: tuple[date, ...] = ()   # days on which something was published, the latest first
    timeline: Proof | None = None    # its day is the day of publication
    begins: date | None = None       # when the making begins, as the timetable has it
    outreach: tuple[Proof, ...] = ()
    contributions: int = 0
    contributed: Proof | None = None
    unanswered: tuple[Proof, ...] = ()
    endorsed: tuple[Proof, ...] = ()
    adopted: date | None = None
    running: date | None = None      # since when it is carried out


@dataclass(frozen=True)
class Result:
    requirement: Requirement
    verdict: str
    reason: str                      # a code; its sentence is made where it is shown
    values: dict[str, str | int] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()


Said = tuple[str, str, dict[str, str | int], tuple[Proof, ...]]


def check(requirements: Iterable[Requirement], life: Life) -> list[Result]:
    """Each requirement that was in force, in the order given."""
    found = []
    for one in requirements:
        if date.fromisoformat(one.valid_from) > life.today:
            continue
        verdict, reason, values, proofs = TESTS[one.test](one, life)
        if not life.here and verdict != PASS:
            verdict, reason, values = UNKNOWN, "elsewhere", {}
        found.append(Result(one, verdict, reason, values, proofs))
    return found


def only(*proofs: Proof | None) -> tuple[Proof, ...]:
    return tuple(one for one in proofs if one is not None)


def forum_meets(one: Requirement, life: Life) -> Said:
    if life.forum is None:
        return FAIL, "no_forum", {}, ()
    if not (life.government and life.others):
        return FAIL, "one_side", {"government": life.government, "others": life.others}, (life.forum,)
    last = max((held for held in life.meetings if held.day <= life.today), key=lambda held: held.day, default=None)
    if last is None:
        young = life.forum_since is not None and months_after(life.forum_since, one.months) >= life.today
        return NOT_YET if young else FAIL, "never_met", {}, (life.forum,)
    due = months_after(last.day, one.months)
    return PASS if due >= life.today else FAIL, "last_met", {"day": str(last.day), "due": str(due)}, (last.proof,)


def rules_public(one: Requirement, life: Life) -> Said:
    if life.forum is None:
        return FAIL, "no_forum", {}, ()
    return (PASS, "rules", {}, (life.rules,)) if life.rules else (FAIL, "no_rules", {}, (life.forum,))


def site(one: Requirement, life: Life) -> Said:
    return PASS, "site", {}, (life.site,)


def repository(one: Requirement, life: Life) -> Said:
    since = months_after(life.today, -one.months)
    days = [day for day in life.updates if since < day <= life.today]
    values: dict[str, str | int] = {"n": len(days), "of": one.number}
    if len(days) >= one.number:
        return PASS, "updates", values, (life.site,)
    return NOT_YET if life.opened > since else FAIL, "updates", values, (life.site,)


def timeline_before(one: Requirement, life: Life) -> Said:
    if life.timeline is None or life.timeline.day is None or life.begins is None:
        started = life.adopted is not None or life.contributions > 0
        return FAIL if started else NOT_YET, "no_timeline", {}, ()
    days = (life.begins - life.timeline.day).days
    early = life.timeline.day <= life.begins - timedelta(days=one.days)
    return PASS if early else FAIL, "days_before", {"n": days, "of": one.days}, (life.timeline,)


def until_adopted(life: Life, reason: str) -> Said:
    return FAIL if life.adopted else NOT_YET, reason, {}, ()


def outreach(one: Requirement, life: Life) -> Said:
    if life.outreach:
        return PASS, "outreach", {"n": len(life.outreach)}, life.outreach
    return until_adopted(life, "no_outreach")


def inputs(one: Requirement, life: Life) -> Said:
    if life.contributions >= one.number:
        return PASS, "contributions", {"n": life.contributions}, only(life.contributed)
    return until_adopted(life, "no_contributions")


def reasoned_response(one: Requirement, life: Life) -> Said:
    if life.unanswered:
        return (FAIL if life.adopted else NOT_YET, "unanswered", {"n": len(life.unanswered), "of": life.contributions},
                life.unanswered)
    if not life.contributions:
        return until_adopted(life, "no_contributions")
    return PASS, "answered", {"n": life.contributions}, only(life.contributed)


def review_meetings(one: Requirement, life: Life) -> Said:
    if life.running is None:
        return NOT_YET, "not_running", {}, ()
    since = months_after(life.today, -one.months)
    held = [meeting for meeting in life.meetings
            if meeting.review and meeting.both and since < meeting.day <= life.today]
    values: dict[str, str | int] = {"n": len(held), "of": one.number}
    proofs = tuple(meeting.proof for meeting in held)
    if len(held) >= one.number:
        return PASS, "reviews", values, proofs
    return NOT_YET if life.running > since else FAIL, "reviews", values, proofs


def forum_exists(one: Requirement, life: Life) -> Said:
    return (PASS, "forum", {}, (life.forum,)) if life.forum else (FAIL, "no_forum", {}, ())


def multi_stakeholder(one: Requirement, life: Life) -> Said:
    if life.forum is None:
        return FAIL, "no_forum", {}, ()
    values: dict[str, str | int] = {"government": life.government, "others": life.others}
    both = life.government and life.others
    return PASS if both else FAIL, "both_sides" if both else "one_side", values, (life.forum,)


def making(life: Life) -> list[Held]:
    """Meetings of both sides before the plan was adopted."""
    return [held for held in life.meetings if held.both and held.day <= (life.adopted or life.today)]


def met_society(one: Requirement, life: Life) -> Said:
    held = making(life)
    if held:
        return PASS, "met", {"n": len(held)}, tuple(meeting.proof for meeting in held)
    return until_adopted(life, "not_met")


def told_before(one: Requirement, life: Life) -> Said:
    held = making(life)
    early = [meeting for meeting in held if meeting.called < meeting.day]
    if early:
        return PASS, "told_before", {"n": len(early), "of": len(held)}, tuple(one.proof for one in early)
    return until_adopted(life, "not_told_before" if held else "not_met")


def endorsed(one: Requirement, life: Life) -> Said:
    return (PASS, "endorsed", {}, life.endorsed) if life.endorsed else until_adopted(life, "not_endorsed")


def site_fresh(one: Requirement, life: Life) -> Said:
    if not life.updates:
        young = months_after(life.opened, one.months) >= life.today
        return NOT_YET if young else FAIL, "no_update", {}, (life.site,)
    due = months_after(life.updates[0], one.months)
    return (PASS if due >= life.today else FAIL, "last_update", {"day": str(life.updates[0]), "due": str(due)},
            (life.site,))


TESTS: dict[str, Callable[[Requirement, Life], Said]] = {
    test.__name__: test for test in (
        forum_meets, rules_public, site, repository, timeline_before, outreach, inputs, reasoned_response,
        review_meetings, forum_exists, multi_stakeholder, met_society, told_before, endorsed, site_fresh)}
