"""The numbers of the statistics page and of the pages of offices that are kept day by day."""
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext

from pendopo.core.people.models import Organisation
from pendopo.core.records import kinds, queries
from pendopo.core.records.cards import office_name
from pendopo.core.records.figures import WHOLE, Numbers, Source
from pendopo.core.records.wanted import Wanted
from pendopo.kit.ui.figures import number
from pendopo.web import counts
from pendopo.web.counts import Group
from pendopo.web.offices import counted

OF = {"open": "records", "late": "records"}


def of_city(subject: str) -> Numbers:
    """All public records."""
    return summed(counts.groups(queries.feed(None)))


def summed(groups: list[Group]) -> Numbers:
    return {"records": sum(one.count for one in groups), "open": sum(one.open for one in groups),
            "late": sum(one.late for one in groups)}


def of_kind(kind: str) -> Numbers:
    """What the charts and tables show of one kind. A key is its own name, or "state.sent", "new.2026-11"."""
    found = Wanted(kind=kind).found(queries.feed(None))
    groups, (starts, flow) = counts.groups(found), counts.months(found, timezone.localdate())
    told, states = summed(groups), counts.added(groups, "state")
    for state in kinds.get(kind).workflow.states:
        told[f"state.{kind}.{state.name}"] = states.get(state.name, (0, 0, 0))[0]
    for start, (new, closed) in zip(starts, flow.get(kind, []), strict=False):
        told |= {f"new.{start:%Y-%m}": new, f"closed.{start:%Y-%m}": closed}
    if (pace := counts.paces(found).get(kind)) is not None:
        told |= {"looked_at": pace.count, "median_tenths": round(pace.middle * 10), "longest": pace.longest}
    persons = counts.people(found).get(kind)
    return told if persons is None else told | {"persons": persons}


def of_office(slug: str) -> Numbers:
    found = counted().filter(slug=slug).first()
    return {"records": found.held, "open": found.waiting, "late": found.late} if found else {}


def offices() -> list[str]:
    return list(counted().filter(held__gt=0).order_by("slug").values_list("slug", flat=True))


def office_title(slug: str) -> str:
    found = Organisation.objects.filter(slug=slug).first()
    return office_name(found) if found else slug


def kind_title(kind: str) -> str:
    return f"{gettext('Statistics')}: {kinds.get(kind).label}"


def kinds_there() -> list[str]:
    """Of which there is anything to count."""
    there = set(queries.feed(None).order_by().values_list("kind", flat=True).distinct())
    return [kind.name for kind in kinds.all() if kind.name in there]


def label(key: str) -> str:
    """"State: Sent", "New in November 2026"."""
    name, _, rest = key.partition(".")
    if name == "state":
        kind, _, state = rest.partition(".")
        return gettext("State: %(state)s") % {"state": kinds.spoken(kinds.get(kind).workflow.state(state))}
    month = f"{MONTHS[int(rest[5:])]} {rest[:4]}" if rest else ""
    return {"records": gettext("Records"), "open": gettext("Still open"), "late": gettext("Past its day"),
            "new": gettext("New in %(month)s") % {"month": month},
            "closed": gettext("Closed in %(month)s") % {"month": month},
            "looked_at": gettext("Closed records looked at"), "median_tenths": gettext("Median days"),
            "longest": gettext("Most days"), "persons": gettext("People who began a record")}[name]


def told(key: str, value: int) -> str:
    return number(Decimal(value) / 10 if key == "median_tenths" else value)


KEPT = [
    Source("statistik", lambda: [WHOLE], of_city, lambda subject: gettext("Statistics"), label,
           lambda subject: reverse("web:statistics"), OF),
    Source("jenis", kinds_there, of_kind, kind_title, label,
           lambda kind: Wanted(kind=kind).address(reverse("web:statistics")), OF, told, hides=("persons",)),
    Source("lembaga", offices, of_office, office_title, label, lambda slug: reverse("web:office", args=[slug]), OF),
]
