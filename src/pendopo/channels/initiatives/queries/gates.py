"""What each step's gate still misses, in the order in which people would mend it."""
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import CharField, TextField
from django.utils import timezone
from django.utils.functional import Promise

from pendopo.analysis.small_cells import few_people
from pendopo.channels.initiatives.models import (
    PIECES,
    Activity,
    Asset,
    Ballot,
    Branch,
    DataRequest,
    Decision,
    Evidence,
    Initiative,
    Issue,
    Lesson,
    Meeting,
    Rating,
    Sheet,
    Solution,
    Trial,
)
from pendopo.channels.initiatives.queries.room import agreed, pieces, pledges, refused, rounds, seats, sheets
from pendopo.channels.initiatives.rules import PARTIES
from pendopo.channels.initiatives.words import SIDES
from pendopo.channels.initiatives.workflow import SHEETS

ENOUGH = 40                          # characters of a text by which it is recognised


class Lack(NamedTuple):
    """A code of words.MISSING, what it is about, and the key of the thing that has to be mended."""
    code: str
    what: str | Promise = ""
    key: int | None = None


def missing(initiative: Initiative) -> list[Lack]:
    """Nothing: the gate of the present step is open."""
    steps: dict[str, Callable[[Initiative], Iterator[Lack]]] = {
        "issue": _issue, "understanding": _understanding, "team": _team, "action": _action, "learning": _learning}
    step = steps.get(initiative.state)
    return list(step(initiative)) if step else []


def small_texts(initiative: Initiative, name: str) -> list[tuple[str, str]]:
    """(beginning of the text, the words that tell of few people) of a sheet of a sensitive initiative."""
    if not initiative.sensitive:
        return []
    return [(text[:ENOUGH], found[0]) for text in texts(initiative, name) if (found := few_people(text))]


def texts(initiative: Initiative, name: str) -> Iterator[str]:
    """Everything that people wrote on this sheet."""
    own = {"issue": ("sensitive_why",), "problem": ("third_parties",), "team": ("pledge",),
           "plan": ("untested", "scaling_why"), "lessons": ()}
    yield from (getattr(initiative, field) for field in own[name])
    if name == "issue":
        yield from (initiative.title, initiative.title_en, initiative.summary, initiative.summary_en)
        yield from Ballot.objects.filter(initiative=initiative.pk, decision__aside=None).values_list("words", flat=True)
    if name == "team":
        yield from (words for seat in seats(initiative) if seat.team for words in (seat.function, seat.task))
    for model in PIECES:
        fields = [field.name for field in model._meta.local_fields if isinstance(field, CharField | TextField)]
        for one in pieces(model, initiative):
            if one.sheet == name:
                yield from (getattr(one, field) for field in fields)


def _unagreed(initiative: Initiative) -> Iterator[Lack]:
    name = SHEETS[initiative.state]
    yield from (Lack("small", f"{text}: {words}") for text, words in small_texts(initiative, name))
    yes = agreed(Sheet.objects.get(initiative=initiative.pk, name=name))
    yield from (Lack("agreed", SIDES[side]) for side in PARTIES if side not in yes)


def _issue(initiative: Initiative) -> Iterator[Lack]:
    if initiative.facilitator_id is None:
        yield Lack("facilitator")
    there = {seat.side for seat in seats(initiative)}
    yield from (Lack(side) for side in PARTIES if side not in there)
    issues = list(pieces(Issue, initiative))
    if not issues:
        yield Lack("issue")
    proved = set(pieces(Evidence, initiative).values_list("issue", flat=True))
    yield from (Lack("evidence", one.title, one.pk) for one in issues if one.pk not in proved)
    yield from _chosen(initiative, issues)
    if initiative.sensitive and not initiative.sensitive_why.strip():
        yield Lack("sensitive")
    yield from _unagreed(initiative)


def _chosen(initiative: Initiative, issues: list[Issue]) -> Iterator[Lack]:
    chosen = next((one for one in issues if one.chosen), None)
    decided = pieces(Decision, initiative).exclude(closed=None).filter(issue=chosen).exists() if chosen else False
    if chosen is None or not decided:
        yield Lack("chosen")
        return
    if chosen.data_helps != "yes" or not chosen.data_reason.strip():
        yield Lack("data", "", chosen.pk)
    solutions = list(pieces(Solution, initiative).filter(issue=chosen).values_list("pk", flat=True))
    if not solutions:
        yield Lack("solution")
        return
    rated = set(Rating.objects.filter(solution__in=solutions).values_list("side", flat=True))
    yield from (Lack("rated", SIDES[side]) for side in PARTIES if side not in rated)


def _understanding(initiative: Initiative) -> Iterator[Lack]:
    if not pieces(Meeting, initiative).filter(sort="forum", government__gt=0, cso__gt=0).exists():
        yield Lack("session")
    branches = set(pieces(Branch, initiative).values_list("sort", "side"))
    sorts = {sort for sort, _ in branches}
    yield from (Lack(sort) for sort in ("cause", "implication", "goal") if sort not in sorts)
    yield from (Lack("role", SIDES[side]) for side in PARTIES if ("role", side) not in branches)
    assets = list(pieces(Asset, initiative))
    if not assets:
        yield Lack("asset")
    yield from (Lack("holder", one.title, one.pk) for one in assets
                if one.holder_id is None and not one.holder_name.strip())
    if not initiative.third_parties.strip():
        yield Lack("third")
    yield from _unagreed(initiative)


def _team(initiative: Initiative) -> Iterator[Lack]:
    members = [seat for seat in seats(initiative) if seat.team]
    yield from (Lack("team", SIDES[side]) for side in PARTIES if side not in {seat.side for seat in members})
    yield from (Lack("task", seat.function or seat.organisation.name, seat.pk) for seat in members
                if not seat.task.strip())
    if not initiative.pledge.strip():
        yield Lack("pledge")
    yield from _unagreed(initiative)
    signed = {one.side for one in pledges(initiative) if one.state == "signed" and one.text == initiative.pledge}
    yield from (Lack("signed", SIDES[side]) for side in PARTIES if side not in signed)


def _action(initiative: Initiative) -> Iterator[Lack]:
    activities = list(pieces(Activity, initiative))
    if not activities:
        yield Lack("activity")
    if not any(one.parent_id and one.due for one in activities):
        yield Lack("milestone")
    if not pieces(Trial, initiative).exists() and not initiative.untested.strip():
        yield Lack("tested")
    if not initiative.scaling or not initiative.scaling_why.strip():
        yield Lack("scaling")
    waiting = pieces(DataRequest, initiative).filter(state="open", record__closed=None)      # none, or one still open
    yield from (Lack("request", one.title, one.pk) for one in waiting)
    spoke = {one.side for one in rounds(initiative)}
    yield from (Lack("checked", SIDES[side]) for side in PARTIES if side not in spoke)
    if initiative.due is not None and initiative.due < timezone.localdate():
        yield Lack("late", initiative.due.isoformat())
    yield from _unagreed(initiative)


def _learning(initiative: Initiative) -> Iterator[Lack]:
    met = set(pieces(Meeting, initiative).filter(sort="learning").values_list("side", flat=True))
    yield from (Lack("apart", SIDES[side]) for side in PARTIES if side not in met)
    sheet = sheets(initiative)["lessons"]
    if any(one.words.strip() for one in refused(sheet)):
        return
    if not pieces(Lesson, initiative).filter(struck_government=None, struck_cso=None).exists():
        yield Lack("lesson")
    yield from (Lack("small", f"{text}: {words}") for text, words in small_texts(initiative, "lessons"))
    if sheet.shown_version != sheet.version or not sheet.version:
        yield Lack("lessons")
