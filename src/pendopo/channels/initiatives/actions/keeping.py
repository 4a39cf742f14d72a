"""From step to step through the gates; pausing, stopping, going on as a commitment; data requests that find a home."""
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.actions.rooms import inside, no_few, office_of, others, raised
from pendopo.channels.initiatives.models import DataRequest, Initiative
from pendopo.channels.initiatives.queries.asked import published
from pendopo.channels.initiatives.queries.gates import Lack, missing
from pendopo.channels.initiatives.workflow import FORWARD
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.core.voices.queries import followers
from pendopo.kit.rules import Rule, require
from pendopo.kit.whole import whole

NOT_OPEN = _("The gate of this step is not open yet.")
ITSELF = _("An initiative does not go on as itself.")


class Unready(Hindrance):
    """The gate is shut; `lacks` says what is missing."""

    def __init__(self, lacks: list[Lack]) -> None:
        super().__init__(NOT_OPEN)
        self.lacks = lacks


def pass_gate(*, actor: Actor, initiative: Initiative) -> Initiative:
    """On to the next step. Raises Unready, naming everything that is missing."""
    with whole():
        initiative = records.lock(initiative)
        require(rules.pass_gate, actor, initiative)
        if lacks := missing(initiative):
            raise Unready(lacks)
        _moved(actor, initiative, FORWARD[initiative.state])
    return initiative


def pause(*, actor: Actor, initiative: Initiative, reason: str) -> Initiative:
    """The work rests; the clock of check-ins stands still. The reason is public."""
    with whole():
        initiative = records.lock(initiative)
        require(rules.pause, actor, initiative)
        initiative.paused_from = initiative.state
        initiative.save(update_fields=["paused_from"])
        _moved(actor, initiative, "pause", reason)
    return initiative


def resume(*, actor: Actor, initiative: Initiative) -> Initiative:
    """Back to the step in which it was paused."""
    with whole():
        initiative = records.lock(initiative)
        require(rules.resume, actor, initiative)
        _moved(actor, initiative, f"resume_{initiative.paused_from}")
    return initiative


def stop(*, actor: Actor, initiative: Initiative, reason: str) -> Initiative:
    """It ends here, for a reason that everybody can read. What was published stays."""
    return _ended(rules.stop, actor, initiative, "stop", reason)


def continue_as(*, actor: Actor, initiative: Initiative, record: Record, reason: str = "") -> Initiative:
    """It goes on as a commitment (or whatever the city calls a promise): linked both ways, seen from both pages."""
    if record.pk == initiative.pk:
        raise Hindrance(ITSELF)
    with whole():
        initiative = _ended(rules.continue_as, actor, initiative, "continue_as", reason)
        records.link(record, initiative, by=actor, sort="continues", words=reason,
                     office=office_of(actor, initiative))
    return initiative


def _ended(rule: Rule, actor: Actor, initiative: Initiative, name: str, reason: str) -> Initiative:
    with whole():
        initiative = records.lock(initiative)
        require(rule, actor, initiative)
        _moved(actor, initiative, name, reason)
    return initiative


def _moved(actor: Actor, initiative: Initiative, name: str, reason: str = "") -> None:
    no_few(initiative, reason)
    records.move(initiative, name, by=actor, office=office_of(actor, initiative),
                 words={"reason": reason} if reason else None)
    tell(followers(initiative).exclude(pk=actor.person.pk), "initiatives.moved", initiative, state=initiative.state)
    tell(others(initiative, actor), "initiatives.moved", initiative, state=initiative.state)


def adopt(*, actor: Actor, request: DataRequest, record: Record) -> DataRequest:
    """A record of another channel (an information request, a dataset) stands for this data request from now on: its
    state counts, also at the gate, and who sits in the room hears what becomes of it."""
    with whole():
        initiative = records.lock(request.initiative)
        request = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        request.initiative = initiative
        require(rules.adopt, actor, request)
        request.record, request.at = record, timezone.now()
        request.save(update_fields=["record", "at"])
        known = published(initiative, request.pk)            # what is still a draft is not told in a public link
        records.link(record, initiative, by=actor, sort="answers", office=office_of(actor, initiative),
                     words=known[0]["title"] if known else "")
        inside(initiative, "adopt", by=actor, sheet="plan", version=raised(initiative, "plan"), key=request.pk,
               record=record.code)
    return request
