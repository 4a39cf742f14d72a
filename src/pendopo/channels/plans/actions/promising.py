"""What a leader is asked, promises, and keeps. A promise is a commitment in the plan of the leader's term."""
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.contributing import without_numbers
from pendopo.channels.plans.actions.drafting import add
from pendopo.channels.plans.actions.faces import refresh
from pendopo.channels.plans.actions.planning import cover, lock
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.promises import Confirmation, Promise, Term
from pendopo.core.notices.actions import reach, tell
from pendopo.core.people.actions.persons import guest
from pendopo.core.people.actions.receipts import give_receipt
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.markdown import plain, render
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


@dataclass(frozen=True)
class Asked:
    """What somebody asks of their leader."""
    text: str
    name: str = ""
    sort: str = "dialogue"
    venue: str = ""
    language: str = settings.LANGUAGE_CODE
    form_key: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Entered:
    commitment: Commitment
    receipt: str                     # shown once; "" with an account, or when the same form came twice
    masked: bool


def neutral(number: int, language: str) -> str:
    """A resident's words never stand in a title: titles stay in the ledger for ever, words go with their author."""
    with override(language):
        return gettext("A resident's question no. %(number)s") % {"number": number}


def open_promises(*, actor: Actor, term: Term, code: str, title: str, title_en: str = "") -> Plan:
    """The list in which a leader's promises stand, numbered, for the whole term."""
    with whole():
        require(rules.open_promises, actor, term)
        plan = Plan.objects.create(
            code=code, title=title, title_en=title_en, level="local", region=None, owner=term.office, term=term,
            sort="promises", start=term.since.isoformat(), end=term.until.isoformat() if term.until else "",
            created=timezone.now())
        cover(plan, by=actor, state="implementation")
    return plan


def ask_promise(*, actor: Actor | None, plan: Plan, asked: Asked) -> Entered:
    """Anyone asks; it stands in public until it is answered. The one who asked will say whether it was kept."""
    text, name = without_numbers(asked.text.strip()), without_numbers(asked.name.strip())
    with whole():
        plan = lock(plan)
        require(rules.ask_promise, actor, plan)
        again = Promise.objects.filter(form_key=asked.form_key).select_related("commitment").first()
        if asked.form_key and again:
            return Entered(again.commitment, "", text != asked.text.strip())
        who: Actor = actor if isinstance(actor, Person) else guest(name=name, language=asked.language)
        number = plan.size + 1
        one = add(plan, by=who, state="asked", lead=None, author=who.person, told={
            "title": neutral(number, asked.language), "summary": plain(text), "language": asked.language,
            **({"title_en": neutral(number, "en")} if asked.language == "id" else {})})
        records.note(one, "plans.ask", by=who, words={"text": text})
        _particulars(one, plan, sort=asked.sort, asked=True, asker=name, question=text, asked_at=timezone.now(),
                     venue=asked.venue, form_key=asked.form_key)
        reach(by=who, to=asked.contact)
        receipt = "" if who is actor and who.person.sort != "guest" else give_receipt(
            actor=who, record_id=one.pk, address=one.get_absolute_url().removeprefix("/en"), person=who.person)
        if plan.cycle is not None:
            tell(followers(plan.cycle).exclude(pk=who.person.pk), "plans.asked", plan.cycle)
    return Entered(one, receipt, text != asked.text.strip())


def record_promise(*, actor: Actor, plan: Plan, told: dict[str, Any], particulars: dict[str, Any],
                   lead: Organisation | None) -> Commitment:
    """What a leader promised in a vision, a mission, a programme or a speech. `told`: title action end ...;
    `particulars`: sort said venue asker question."""
    with whole():
        plan = lock(plan)
        require(rules.record_promise, actor, plan)
        one = add(plan, by=actor, state="adopted", told=told, lead=lead)
        _particulars(one, plan, asked=bool(particulars.get("question")), **particulars)
        if plan.cycle is not None:
            tell(followers(plan.cycle).exclude(pk=actor.person.pk), "plans.promised", plan.cycle)
    return one


def _particulars(one: Commitment, plan: Plan, **told: Any) -> None:
    if plan.term is None:
        raise ValueError(f"{plan.code} is no plan of promises")
    Promise.objects.create(commitment=one, term=plan.term, **told)
    refresh([one.pk])


def promise(*, actor: Actor, commitment: Commitment, told: dict[str, Any], said: str,
            lead: Organisation | None) -> Commitment:
    """What was asked is promised, in the leader's words and with a day. `told`: title action end."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.promise, actor, commitment)
        owner = commitment.plan.owner
        told = {"title_en": "", **told}                      # the question's English title is not the promise's
        changes = {**told, "language": settings.LANGUAGE_CODE, "summary": plain(told.get("action", "")), "lead": lead,
                   "office": lead or owner}
        records.edit(commitment, by=actor, office=owner, changes=changes, facts={"to": told, "said": said})
        records.move(commitment, "promise", by=actor, office=owner)
        Promise.objects.filter(commitment=commitment).update(said=said)
        refresh([commitment.pk])
        tell_of(commitment, "plans.moved", by=actor, first=commitment.author, state=commitment.state)
    return commitment


def decline(*, actor: Actor, commitment: Commitment, reason: str) -> Commitment:
    """Not every wish can be promised; the reason stands beside the question."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.decline, actor, commitment)
        records.move(commitment, "decline", by=actor, office=commitment.plan.owner, words={"reason": reason})
        refresh([commitment.pk])
        tell_of(commitment, "plans.moved", by=actor, first=commitment.author, state=commitment.state)
    return commitment


def confirm_promise(*, actor: Actor, commitment: Commitment, kept: bool, text: str = "") -> Confirmation:
    """The one who asked says whether it was kept. Nobody else can."""
    words = without_numbers(text.strip())
    with whole():
        commitment = records.lock(commitment)
        require(rules.confirm_promise, actor, commitment)
        event = records.note(commitment, "plans.confirm_promise" if kept else "plans.deny_promise", by=actor,
                             facts={"kept": kept}, words={"text": words} if words else None)
        made = Confirmation.objects.create(commitment=commitment, kept=kept, text=words,
                                           html=render(words) if words else "", by=actor.person, at=event.at,
                                           event=event)
        refresh([commitment.pk])
        tell_of(commitment, "plans.confirm_promise", by=actor)
    return made
