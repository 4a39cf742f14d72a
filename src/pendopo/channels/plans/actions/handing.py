"""A leader comes and goes; what was promised stays. At the end of a term a record lists what is open, for everybody."""
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.promising import open_promises
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.promises import Handover, Term
from pendopo.channels.plans.queries.leading import open_at, terms_over
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.ledger.actions import Deed, write
from pendopo.core.ledger.models import Line
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor, signature
from pendopo.core.records import actions as records
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

STOPS = ("withdraw", "decline", "drop")          # the move that ends a promise, whatever state it is in


def open_term(*, actor: Actor, told: dict[str, Any]) -> Term:
    """A leader takes office. `told`: leader post acting office since until predecessor."""
    with whole():
        term = Term(slug=slugify(f"{told['post']}-{told['leader']}-{told['since'].year}")[:60], **told)
        require(rules.open_term, actor, term)
        if Term.objects.filter(slug=term.slug).exists():
            raise Hindrance(_("This term of office is on record already."))
        if term.predecessor is not None and term.predecessor.ended is None:
            raise Hindrance(_("The term before has not ended yet. End it first, so that the handover is on record."))
        term.line = _line("terms.open", actor, term, leader=term.leader, post=term.post, acting=term.acting,
                          since=term.since.isoformat(), until=str(term.until or ""))
        term.save(force_insert=True)
        number = Plan.objects.filter(sort="promises").count() + 1
        open_promises(actor=actor, term=term, code=f"JANJI{number}", title=_said(term, settings.LANGUAGE_CODE),
                      title_en=_said(term, "en"))
    return term


def _said(term: Term, language: str) -> str:
    with override(language):
        return gettext("Promises of %(leader)s, %(years)s") % {
            "leader": str(term), "years": f"{term.since.year}–{term.until.year if term.until else ''}"}


def end_term(*, actor: Actor, term: Term, day: date, ending: str = "") -> Term:
    """Every promise and commitment that is open goes into the handover, by plan, number, title and state of today."""
    with whole():
        term = Term.objects.select_for_update(of=("self",)).select_related("office").get(pk=term.pk)
        require(rules.end_term, actor, term)
        term.until, term.ended, term.ending = day, timezone.now(), ending
        found = list(open_at(term))
        term.ended_line = _line("terms.end", actor, term, day=day.isoformat(), why=ending,
                                open=[[one.plan.code, one.number, one.state] for one in found])
        term.save(update_fields=["until", "ended", "ending", "ended_line"])
        for position, one in enumerate(found, 1):
            event = records.note(one, "plans.hand_over", by=actor, office=term.office, facts={
                "term": term.slug, "leader": term.leader, "state": one.state})
            Handover.objects.create(term=term, commitment=one, position=position, plan_code=one.plan.code,
                                    number=one.number, title=one.title, state_then=one.state, event=event)
            tell_of(one, "plans.hand_over", by=actor)
        refresh([one.pk for one in found])
    return term


def end_due_terms(*, actor: Actor) -> int:
    """Terms whose last day has passed end by themselves: a handover does not wait for anybody's wish."""
    with whole():
        due = list(terms_over(timezone.localdate()))
        for term in due:
            require(rules.end_due_terms, actor, term)
            end_term(actor=actor, term=term, day=term.until or timezone.localdate())
    return len(due)


def answer_handover(*, actor: Actor, handover: Handover, answer: str, reason: str) -> Handover:
    """The successor goes on with it, changes it, or stops it; always with the reason. Nothing is removed: a stopped one
    stays where it is, under its number, with everything that was said."""
    with whole():
        commitment: Commitment = records.lock(handover.commitment)
        handover = Handover.objects.select_related("term__office").get(pk=handover.pk)
        require(rules.answer_handover, actor, handover)
        if not handover.term.successors.exists():
            raise Hindrance(_("Put the successor's term of office on record first."))
        office = handover.term.office
        event = records.note(commitment, "plans.answer_handover", by=actor, office=office, facts={
            "answer": answer, "term": handover.term.slug}, words={"reason": reason})
        handover.answer, handover.reason, handover.reason_html = answer, reason, render(reason)
        handover.answered, handover.by, handover.answer_event = event.at, actor.person, event
        handover.save(update_fields=["answer", "reason", "reason_html", "answered", "by", "answer_event"])
        if answer == "stop":
            _stop(commitment, actor, reason)
        refresh([commitment.pk])
        tell_of(commitment, "plans.answer_handover", by=actor)
    return handover


def _stop(commitment: Commitment, actor: Actor, reason: str) -> None:
    for move in STOPS:
        if commitment.state in WORKFLOW.sources(move):
            records.move(commitment, move, by=actor, office=commitment.plan.owner, words={"reason": reason})
            return


def _line(verb: str, actor: Actor, term: Term, **facts: Any) -> Line:
    return write(Deed({"verb": verb, "at": timezone.now().isoformat(), "term": term.slug, **facts},
                      dict(signature(actor))))
