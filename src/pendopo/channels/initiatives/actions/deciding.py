"""Ratings and decisions. Musyawarah first: everybody says whether they can go along; who objects says why, in their
own words. The facilitator has no vote, keys in the papers and closes."""
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import digest, inside, no_few, raised
from pendopo.channels.initiatives.models import Ballot, Decision, Evidence, Initiative, Issue, Rating, Solution
from pendopo.channels.initiatives.queries.room import pieces, seat_of, sheets
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import actions as records
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

DOTS = 3                             # that everybody has in a decision by dots
FROZEN = _("The numbers of a sensitive topic were published already. They are not counted twice, because the "
           "difference would tell what a single person said.")
ELSEWHERE = _("This issue is not on the list of this initiative.")


@dataclass(frozen=True)
class Paper:
    """One line of papers that were filled in in the room: so many people of one side said this."""
    side: str
    people: int
    stance: str = ""
    issue: Issue | None = None
    points: int = 0
    words: str = ""
    value: int = 0                   # of a rating


def rate(*, actor: Person, solution: Solution, value: int) -> Rating:
    """One person's mark; a new one takes the place of the one before."""
    with whole():
        initiative = records.lock(solution.initiative)
        solution.initiative = initiative
        require(rules.rate, actor, solution)
        _not_frozen(initiative)
        made, _new = Rating.objects.update_or_create(solution=solution, by=actor, defaults={
            "initiative": initiative, "side": _side(actor, initiative), "value": value, "at": timezone.now()})
        inside(initiative, "rate", by=actor, sheet="issue", version=raised(initiative, "issue"), solution=solution.pk)
    return made


def tally_ratings(*, actor: Actor, solution: Solution, papers: list[Paper]) -> int:
    """Marks from paper, as many people as filled in one; earlier papers of the same solution are replaced."""
    with whole():
        initiative = records.lock(solution.initiative)
        solution.initiative = initiative
        require(rules.tally_ratings, actor, solution)
        _not_frozen(initiative)
        Rating.objects.filter(solution=solution, by=None).delete()
        made = Rating.objects.bulk_create(Rating(
            initiative=initiative, solution=solution, side=one.side, value=one.value, people=one.people,
            at=timezone.now()) for one in papers if one.people)
        inside(initiative, "tally_ratings", by=actor, sheet="issue", version=raised(initiative, "issue"),
               solution=solution.pk, says=digest([[one.side, one.value, one.people] for one in papers]))
    return len(made)


def vote(*, actor: Person, decision: Decision, stance: str = "", words: str = "",
         points: dict[int, int] | None = None) -> Decision:
    """What one person says; said again, it takes the place of what they said before. `points`: issue -> how many."""
    with whole():
        initiative, decision = _locked(decision)
        require(rules.vote, actor, decision)
        _not_frozen(initiative)
        side, now, words = _side(actor, initiative), timezone.now(), words if stance == "dissent" else ""
        no_few(initiative, words)
        Ballot.objects.filter(decision=decision, by=actor).delete()
        if decision.method == "consent":
            Ballot.objects.create(initiative=initiative, decision=decision, side=side, stance=stance,
                                  words=words, by=actor, at=now)
        else:
            Ballot.objects.bulk_create(Ballot(
                initiative=initiative, decision=decision, issue=_issue(initiative, key), side=side, points=number,
                by=actor, at=now) for key, number in (points or {}).items() if number)
        inside(initiative, "vote", by=actor, sheet="issue", version=raised(initiative, "issue"), decision=decision.pk)
    return decision


def tally(*, actor: Actor, decision: Decision, papers: list[Paper]) -> int:
    """What was said on paper in the room; earlier papers of the same decision are replaced."""
    with whole():
        initiative, decision = _locked(decision)
        require(rules.tally, actor, decision)
        _not_frozen(initiative)
        no_few(initiative, *(one.words for one in papers))
        Ballot.objects.filter(decision=decision, by=None).delete()
        made = Ballot.objects.bulk_create(Ballot(
            initiative=initiative, decision=decision, side=one.side, stance=one.stance, points=one.points,
            issue=_issue(initiative, one.issue.pk) if one.issue else None, words=one.words, people=one.people,
            at=timezone.now()) for one in papers if one.people)
        inside(initiative, "tally", by=actor, sheet="issue", version=raised(initiative, "issue"), decision=decision.pk,
               says=digest([[one.side, one.stance, one.points, one.people, one.words] for one in papers]))
    return len(made)


def close_decision(*, actor: Actor, decision: Decision, outcome: str, issue: Issue | None = None) -> Decision:
    """Everything has been said: the outcome in words and, where an issue was chosen, which. A problem that the city
    knows already and that served as evidence hears that the initiative takes it up."""
    with whole():
        initiative, decision = _locked(decision)
        require(rules.close_decision, actor, decision)
        decision.outcome, decision.closed = outcome, timezone.now()
        decision.issue = _issue(initiative, issue.pk) if issue else None
        decision.save(update_fields=["outcome", "closed", "issue"])
        if decision.issue is not None:
            pieces(Issue, initiative).update(chosen=False)
            Issue.objects.filter(pk=decision.issue.pk).update(chosen=True)
            for one in pieces(Evidence, initiative).filter(issue=decision.issue).exclude(record=None).select_related(
                    "record"):
                if one.record is not None:
                    records.link(initiative, one.record, by=actor, sort="takes_up",
                                 office=initiative.facilitator_for)
        inside(initiative, "close_decision", by=actor, sheet="issue", version=raised(initiative, "issue"),
               decision=decision.pk, says=digest([outcome, decision.issue_id]))
    return decision


def _locked(decision: Decision) -> tuple[Initiative, Decision]:
    initiative = records.lock(decision.initiative)
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    decision.initiative = initiative
    return initiative, decision


def _side(actor: Person, initiative: Initiative) -> str:
    found = seat_of(actor, initiative)
    if found is None:
        raise LookupError("no seat")                    # the rule has asked already
    return found.side


def _issue(initiative: Initiative, key: int) -> Issue:
    found = pieces(Issue, initiative).filter(pk=key).first()
    if found is None:
        raise Hindrance(ELSEWHERE)
    return found


def _not_frozen(initiative: Initiative) -> None:
    if initiative.sensitive and sheets(initiative)["issue"].shown_version:
        raise Hindrance(FROZEN)
