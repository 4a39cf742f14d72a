"""Acting without an account: a receipt in the hand, or an officer who types for somebody."""
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from pendopo.core.people import rules
from pendopo.core.people.actions.lines import enter
from pendopo.core.people.actions.persons import guest
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Assistance, Person, Receipt
from pendopo.kit.codes import new_receipt, receipt_hash
from pendopo.kit.rows import insert
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

LONGEST_HELP = 240         # minutes that an officer may act for somebody


def give_receipt(*, actor: Actor, record_id: int, address: str, person: Person | None = None) -> str:
    """The code for the person to keep: 20 characters, shown once and never stored. `address`: where it leads."""
    code = new_receipt()
    made = Receipt(hash=receipt_hash(settings.RECEIPT_KEY, code), person=person or actor.person, record=record_id,
                   address=address)
    with whole():
        require(rules.give_receipt, actor, made)
        insert(made)
        enter("people.give_receipt", by=actor, about=made.person)
    return code


def claim_receipt(*, actor: Person, receipt: Receipt) -> Receipt:
    """What was done with the receipt belongs to the account from now on: it is listed, exported and erased with it."""
    with whole():
        receipt = Receipt.objects.select_for_update(of=("self",)).select_related("person").get(pk=receipt.pk)
        require(rules.claim_receipt, actor, receipt)
        Person.objects.filter(pk=receipt.person_id).update(claimed_by=actor)
        actor.claimed = Person.objects.filter(claimed_by=actor.pk).count()
        actor.save(update_fields=["claimed"])
        actor.__dict__.pop("own_ids", None)
        enter("people.claim_receipt", by=actor, about=receipt.person)
    return receipt


def end_receipt(*, actor: Actor, receipt: Receipt) -> Receipt:
    """Lost or no longer wanted: the code opens nothing from now on."""
    with whole():
        receipt = Receipt.objects.select_for_update(of=("self",)).select_related("person").get(pk=receipt.pk)
        require(rules.end_receipt, actor, receipt)
        receipt.ended = receipt.ended or timezone.now()
        receipt.save(update_fields=["ended"])
        enter("people.end_receipt", by=actor, about=receipt.person)
    return receipt


def assist(*, actor: Person, consent: str, name: str = "", receipt: Receipt | None = None,
           minutes: int = 60) -> Assistance:
    """An officer acts for somebody at the counter who has agreed to it, for a short time. Every act names both.

    Only for people without an account: who has one signs in, and nobody else does it for them. With their receipt
    an officer goes on where they stopped.
    """
    now = timezone.now()
    until = now + timedelta(minutes=min(minutes, LONGEST_HELP))
    with whole():
        made = Assistance(officer=actor, consent=consent, since=now, until=until)
        require(rules.assist, actor, made)
        made.person = receipt.person if receipt else guest(name=name)
        Assistance.objects.filter(officer=actor, until__gt=now).update(until=now)      # one person at a time
        made.save(force_insert=True)
        enter("people.assist", by=actor, about=made.person, facts={"minutes": minutes}, words={"consent": consent})
    return made


def end_assistance(*, actor: Person, assistance: Assistance) -> Assistance:
    with whole():
        assistance = Assistance.objects.select_for_update(of=("self",)).select_related("person").get(pk=assistance.pk)
        require(rules.end_assistance, actor, assistance)
        assistance.until = min(assistance.until, timezone.now())
        assistance.save(update_fields=["until"])
        enter("people.end_assistance", by=actor, about=assistance.person)
    return assistance
