"""What is kept beside a report that came in through this door."""
from pendopo.core.records.models import Record
from pendopo.gateways.open311.models import Key, Received
from pendopo.kit.whole import whole


def received(*, record: Record, key: Key) -> None:
    """The program that sent it may ask how far it is."""
    with whole():
        Received.objects.get_or_create(record_id=record.pk, defaults={"key": key})
