"""The numbers of the statistics page that are kept day by day."""
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.core.records import queries
from pendopo.core.records.figures import Numbers, Source
from pendopo.web import counts


def count(subject: str) -> Numbers:
    """All public records."""
    groups = counts.groups(queries.feed(None))
    return {"records": sum(one.count for one in groups), "open": sum(one.open for one in groups),
            "late": sum(one.late for one in groups)}


def label(key: str) -> str:
    return {"records": gettext("Records"), "open": gettext("Still open"), "late": gettext("Past its day")}[key]


KEPT = [Source("statistik", lambda: [""], count, lambda subject: gettext("Statistics"), label,
               lambda subject: reverse("web:statistics"), {"open": "records", "late": "records"})]
