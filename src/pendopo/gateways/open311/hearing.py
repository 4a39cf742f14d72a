"""News from the body to which a report was sent."""
import hashlib

from django.utils import timezone

from pendopo.analysis.open311_in import UpdateIn
from pendopo.channels.reports.actions.carrying import give_number
from pendopo.channels.reports.actions.hearing import hear_outside
from pendopo.channels.reports.queries.lists import listed
from pendopo.core.people.queries import system
from pendopo.gateways.open311.models import Body, Heard, Key, Push
from pendopo.kit.whole import whole

SYSTEM = "open311"


class Unheard(LookupError):
    """No public report of ours with this number was sent to the body that this key belongs to."""


def hear(*, key: Key, update: UpdateIn) -> str:
    """The state that they name stands with the report, and their words as an internal note for whoever handles it:
    what the public reads is for our own office to say. The same update twice is heard once. Returns its number."""
    push = None if key.body is None else sent(key.body, update.service_request_id)
    report = None if push is None else listed().filter(pk=push.record_id).first()
    if push is None or report is None:
        raise Unheard(update.service_request_id)
    number = update.update_id or fingerprint(update)
    with whole():
        _heard, new = Heard.objects.get_or_create(key=key, number=number, defaults={
            "record_id": report.pk, "at": update.updated_datetime or timezone.now()})
        if new:
            Push.objects.filter(pk=push.pk).update(status=update.word)
            give_number(actor=system(SYSTEM), report=report, system=SYSTEM,
                        number=numbered(push.body, push.number or update.service_request_id), state=update.word)
            if update.description:
                hear_outside(by=system(SYSTEM), report=report, text=f"{push.body.name}: {update.description}")
    return number


def sent(body: Body, number: str) -> Push | None:
    """By their number or by ours: senders mean either."""
    mine = Push.objects.select_related("body").filter(body=body)
    return mine.filter(number=number).first() or mine.filter(record__code=number).first()


def numbered(body: Body, number: str) -> str:
    """Two bodies may count alike."""
    return f"{body.name}/{number}"[:60]


def fingerprint(update: UpdateIn) -> str:
    """Of an update that brought no number of its own."""
    words = "\n".join((update.service_request_id, update.word, str(update.updated_datetime), update.description))
    return hashlib.sha256(words.encode()).hexdigest()[:32]
