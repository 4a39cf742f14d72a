"""Anyone says what belongs into a plan, with or without an account; its keepers answer each, with a reason."""
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from pendopo.analysis.languages import guess
from pendopo.analysis.redaction import find, masked
from pendopo.analysis.redaction_found import NAME
from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.cycle_faces import redraw
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.planning import held, lock
from pendopo.channels.plans.cycles import Answer, Contribution, Theme
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries.hearing import itself
from pendopo.core.ledger import actions as ledger
from pendopo.core.notices.actions import drop_reach, reach, tell
from pendopo.core.people.actions.persons import guest
from pendopo.core.people.actions.receipts import give_receipt
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import actions as records
from pendopo.core.voices.actions.speech import HELD
from pendopo.core.voices.queries import followers, likeness, moderators
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.shapes import shapes
from pendopo.kit.whole import whole


@dataclass(frozen=True)
class Saying:
    """What somebody contributes. `text` as they typed it: numbers that name a person are masked before it is kept."""
    text: str
    name: str = ""
    theme: Theme | None = None
    organisation: Organisation | None = None
    channel: str = "web"
    language: str = settings.LANGUAGE_CODE
    form_key: str = ""
    contact: str = ""                # of somebody without an account, who wants to be told


@dataclass(frozen=True)
class Submitted:
    contribution: Contribution
    receipt: str                     # shown once; "" with an account, or when the same form came twice
    masked: bool                     # numbers that name a person were taken out


def contribute(*, actor: Actor | None, plan: Plan, saying: Saying) -> Submitted:
    """Public at once under its number. Without an account its author gets a receipt, to see the answer and to take the
    words back. What looks like advertising waits for a moderator."""
    text = saying.text.strip().replace("\r\n", "\n")
    clean, name = without_numbers(text), without_numbers(saying.name.strip())
    score, html = likeness(clean), render(clean)
    with whole():
        plan = lock(plan)
        require(rules.contribute, actor, plan)
        if again := _sent_before(saying.form_key):
            return Submitted(again, "", clean != text)
        cycle = held(plan)
        who: Actor = actor if isinstance(actor, Person) else guest(name=name, language=saying.language)
        state = "held" if score >= HELD and saying.organisation is None else "received"
        last = Contribution.objects.filter(cycle=cycle).order_by("-number").values_list("number", flat=True).first()
        number = (last or 0) + 1
        event = records.note(
            cycle, "cycles.contribute", by=who, office=saying.organisation, visibility="held" if state == "held"
            else "public", facts={"number": number, "channel": saying.channel,
                                  **({"theme": saying.theme.title} if saying.theme else {})},
            words={"text": clean})
        made = Contribution.objects.create(
            cycle=cycle, number=number, theme=saying.theme, text=clean, html=html, language=guess(clean), name=name,
            author=who.person, organisation=saying.organisation, channel=saying.channel, state=state,
            form_key=saying.form_key, at=event.at, event=event)
        redraw(cycle)
        reach(by=who, to=saying.contact)
        receipt = "" if who is actor and who.person.sort != "guest" else give_receipt(
            actor=who, record_id=cycle.pk, address=made.get_absolute_url().removeprefix("/en"), person=who.person)
        if state == "held":
            tell(moderators(cycle), "cycles.waiting", cycle)
        else:
            tell(followers(cycle).exclude(pk=who.person.pk), "cycles.contribute", cycle)
    return Submitted(made, receipt, clean != text)


def without_numbers(text: str) -> str:
    """Identity, telephone and account numbers and mail addresses are masked; names that people write are theirs."""
    here = shapes()
    return masked(text, [one for one in find(text, here) if one.sort != NAME], here.marks)


def _sent_before(form_key: str) -> Contribution | None:
    return Contribution.objects.filter(form_key=form_key).select_related("cycle__plan").first() if form_key else None


def answer_contribution(*, actor: Actor, contribution: Contribution, outcome: str, text: str,
                        commitments: Sequence[Commitment] = ()) -> Answer:
    """Taken, taken in part, not taken, or where it belongs; always with the reason. Its author and followers hear; of
    what becomes of the commitments that took it up, the author hears from now on without asking."""
    with whole():
        contribution = _locked(contribution)
        require(rules.answer_contribution, actor, contribution)
        cycle = contribution.cycle
        owner = cycle.plan.owner
        event = records.note(
            cycle, "cycles.answer_contribution", by=actor, office=owner,
            facts={"number": contribution.number, "outcome": outcome, "text": text,
                   "commitments": [one.code for one in commitments]})
        answer = Answer.objects.create(contribution=contribution, outcome=outcome, text=text, html=render(text),
                                       organisation=owner, by=actor.person, at=event.at, event=event)
        answer.commitments.set(commitments)
        contribution.state = "answered"
        contribution.save(update_fields=["state"])
        redraw(cycle)
        refresh([one.pk for one in commitments])
        author = list(itself(contribution.author)) if contribution.author else []
        tell(author, "cycles.answered", cycle, way="now")
        tell(followers(cycle).exclude(pk__in=[actor.person.pk, *(one.pk for one in author)]), "cycles.answers", cycle)
    return answer


def withdraw_contribution(*, actor: Actor, contribution: Contribution) -> Contribution:
    """Its author takes the words back, from the page and from the ledger. Number, day and any answer stay."""
    with whole():
        contribution = _locked(contribution)
        require(rules.withdraw_contribution, actor, contribution)
        ledger.erase([contribution.event.line_id], ground="withdrawn by its author")
        contribution.state, contribution.text, contribution.html, contribution.name = "withdrawn", "", "", ""
        contribution.save(update_fields=["state", "text", "html", "name"])
        if contribution.author is not None:
            drop_reach(contribution.author)
        records.note(contribution.cycle, "cycles.withdraw_contribution", by=actor, facts={
            "number": contribution.number})
        redraw(contribution.cycle)
    return contribution


def release_contribution(*, actor: Actor, contribution: Contribution) -> Contribution:
    """A moderator found nothing wrong with it: everybody reads it now."""
    with whole():
        contribution = _locked(contribution)
        require(rules.release_contribution, actor, contribution)
        contribution.state = "received"
        contribution.save(update_fields=["state"])
        contribution.event.visibility = "public"
        contribution.event.save(update_fields=["visibility"])
        ledger.release([contribution.event.line_id])
        records.note(contribution.cycle, "cycles.release_contribution", by=actor, facts={
            "number": contribution.number})
        redraw(contribution.cycle)
        tell(followers(contribution.cycle), "cycles.contribute", contribution.cycle)
    return contribution


def hide_contribution(*, actor: Actor, contribution: Contribution, reason: str) -> Contribution:
    """It breaks a rule of the conversation: its words are no longer shown; number and reason are."""
    with whole():
        contribution = _locked(contribution)
        require(rules.hide_contribution, actor, contribution)
        contribution.state, contribution.reason = "hidden", reason
        contribution.save(update_fields=["state", "reason"])
        ledger.withhold([contribution.event.line_id])
        contribution.event.visibility = "held"
        contribution.event.save(update_fields=["visibility"])
        records.note(contribution.cycle, "cycles.hide_contribution", by=actor, facts={
            "number": contribution.number}, words={"reason": reason})
        redraw(contribution.cycle)
    return contribution


def _locked(contribution: Contribution) -> Contribution:
    """The cycle is held until the end; the contribution is as it is now."""
    records.lock(contribution.cycle)
    return Contribution.objects.select_related("cycle__plan__owner", "author", "event").get(pk=contribution.pk)
