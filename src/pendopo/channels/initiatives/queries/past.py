"""What happened in a room, drafts included: for those who sit there."""
from pendopo.channels.initiatives.models import Initiative
from pendopo.core.records.models import Event
from pendopo.core.records.queries import rows_of

LAST = 40


def past(initiative: Initiative) -> list[Event]:
    """The newest first."""
    rows = rows_of(initiative.pk).filter(visibility__in=("public", "room")).exclude(verb__startswith="voices.")
    return list(rows.order_by("-pk")[:LAST])
