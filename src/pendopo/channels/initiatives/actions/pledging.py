"""The leaders of both sides stand behind the joint work with their name, or say in public why they do not."""
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import inside, no_few, others
from pendopo.channels.initiatives.models import Initiative, Pledge
from pendopo.channels.initiatives.queries.drawing import html
from pendopo.channels.initiatives.queries.room import agreed_pledge
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

UNWRITTEN = _("The text of the pledge is not written yet.")
NO_LEADER = _("This person does not lead that organisation.")
ANOTHER_SIDE = _("This organisation sits on another side of the table.")
UNAGREED = _("Both sides have not agreed to this text yet. It can be signed as soon as they have.")
ASKED = _("This leader was asked already and has not answered yet.")


def ask_leader(*, actor: Actor, pledge: Pledge) -> Pledge:
    """A leader, who need not sit in the room, is asked to sign. `pledge` is not saved yet."""
    with whole():
        initiative = records.lock(pledge.initiative)
        pledge.initiative = initiative
        require(rules.ask_leader, actor, pledge)
        if not initiative.pledge.strip():
            raise Hindrance(UNWRITTEN)
        if pledge.leader is None or not rules.is_leader(pledge.leader, pledge.organisation_id):
            raise Hindrance(NO_LEADER)
        if rules.side_of(pledge.organisation.side) != pledge.side:
            raise Hindrance(ANOTHER_SIDE)
        if Pledge.objects.filter(initiative=initiative, leader=pledge.leader, state="asked").exists():
            raise Hindrance(ASKED)
        pledge.state, pledge.asked = "asked", timezone.now()
        pledge.save(force_insert=True)
        inside(initiative, "ask_leader", by=actor, side=pledge.side, organisation=pledge.organisation.slug)
        tell([pledge.leader], "initiatives.ask_leader", initiative, way="now")
    return pledge


def sign(*, actor: Actor, pledge: Pledge) -> Pledge:
    """Signed: the words of the pledge, the office and the day stand in the ledger for good. Only what both sides have
    agreed to is signed, for a signature makes it public."""
    return _answer(actor, pledge, "signed", "")


def decline(*, actor: Actor, pledge: Pledge, words: str) -> Pledge:
    """Not signed: the day and the leader's own reason are public and stay so."""
    return _answer(actor, pledge, "declined", words)


def _answer(actor: Actor, pledge: Pledge, state: str, words: str) -> Pledge:
    with whole():
        initiative: Initiative = records.lock(pledge.initiative)
        pledge = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
        pledge.initiative = initiative
        signed = state == "signed"
        require(rules.sign if signed else rules.decline, actor, pledge)
        if signed and agreed_pledge(initiative) != html(initiative.pledge):
            raise Hindrance(UNAGREED)
        no_few(initiative, words)
        pledge.state, pledge.words = state, words
        pledge.text = initiative.pledge if signed else ""
        facts = {"side": pledge.side, "function": pledge.function}
        pledge.event = records.note(
            initiative, "initiatives.sign" if signed else "initiatives.decline", by=actor, office=pledge.organisation,
            facts=facts | ({"pledge": pledge.text} if signed else {}), words=None if signed else {"reason": words})
        pledge.answered = pledge.event.at
        pledge.save(update_fields=["state", "words", "text", "event", "answered"])
        tell(followers(initiative).exclude(pk=actor.person.pk), "initiatives.pledge", initiative)
        tell(others(initiative, actor), "initiatives.pledge", initiative)
    return pledge
