"""What a reader can choose from in the filters: kinds, places, offices, states, years that really have records."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, ExtractYear
from django.utils import timezone
from django.utils.translation import get_language, gettext

from pendopo.core.people.models import Organisation
from pendopo.core.places.models import City, Place
from pendopo.core.records import kinds, wanted
from pendopo.core.records.models import Record
from pendopo.core.records.wanted import Wanted
from pendopo.kit.regions.kinds import GOVERNMENT
from pendopo.kit.regions.models import Region

Choice = tuple[str, Any]
OFFICE, PLACE, YEAR = "office", "place", "year"


@dataclass(frozen=True)
class Choices:
    """Value and words of each choice, in the order of the list."""
    offices: list[Choice] = field(default_factory=list)
    places: list[Choice] = field(default_factory=list)
    years: list[Choice] = field(default_factory=list)


def choices(asked: Wanted) -> Choices:
    """Everything in one query: offices that hold public records, the city's districts and whatever regency or province
    something was placed in, the year of the oldest record. The place that is asked for is among them wherever it lies.
    """
    public = Record.objects.filter(visibility="public")
    offices = row(Organisation.objects.filter(Exists(public.filter(office=OuterRef("pk")))), OFFICE, "slug", "name",
                  "name_en")
    home = City.objects.values("region_id")
    named = Q(level__in=range(1, GOVERNMENT + 1)) & Exists(Place.objects.filter(region=OuterRef("pk")))
    places = row(Region.objects.filter(named | Q(code__in=home) | Q(parent__in=home, ended=None) | Q(code=asked.place)),
                 PLACE, "code", "name", "kind")
    oldest = Subquery(public.order_by("created").values("pk")[:1])
    years = Record.objects.filter(pk=oldest).order_by().values_list(
        Value(YEAR), Cast(ExtractYear("created"), CharField()), Value(""), Value(""))
    found = list(offices.union(places, years, all=True))
    return Choices(offices=sorted(((key, spoken(name, other)) for sort, key, name, other in found if sort == OFFICE),
                                  key=lambda choice: str(choice[1]).casefold()),
                   places=[(key, Region(code=key, name=name, kind=kind).full_name)
                           for sort, key, name, kind in sorted(found) if sort == PLACE],
                   years=years_since([int(key) for sort, key, _, _ in found if sort == YEAR]))


def row(found: QuerySet[Any], sort: str, *columns: str) -> QuerySet[Any, Any]:
    return found.order_by().values_list(Value(sort), *columns)


def spoken(name: str, english: str) -> str:
    return english if english and get_language() == "en" else name


def years_since(oldest: Sequence[int]) -> list[Choice]:
    now = timezone.localdate().year
    return [(str(year), str(year)) for year in range(now, min([*oldest, now]) - 1, -1)]


def states(kind: str) -> list[Choice]:
    """What every record can be asked, then the states of the kind, or of all kinds."""
    general: list[Choice] = [(wanted.OPEN, gettext("Still open")), (wanted.LATE, gettext("Past its day")),
                             (wanted.CLOSED, gettext("Closed"))]
    chosen = [one for one in kinds.all() if kind in ("", one.name)]
    own = {state.name: gettext(state.label) for one in chosen for state in one.workflow.states}
    return [*general, *own.items()]


def select(name: str, label: str, value: str, found: Iterable[Choice]) -> dict[str, Any]:
    return {"name": name, "label": label, "value": value, "choices": [("", gettext("All")), *found]}


def spec(asked: Wanted, address: str, found: Choices | None = None, total: str = "",
         hidden: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """What the macro `filters` takes. Without `found`: kind and state only, and a place or office stays as it is."""
    selects = [select(wanted.KIND, gettext("Kind"), asked.kind, [(one.name, one.label) for one in kinds.all()]),
               select(wanted.STATE, gettext("State"), asked.state, states(asked.kind))]
    kept = list(hidden)
    topics = kinds.get(asked.kind).topics if asked.kind else None
    if topics is not None:
        selects.insert(1, select(wanted.TOPIC, gettext("Category"), asked.topic, topics()))
    if found is not None:
        national = (wanted.NATIONAL, gettext("National"))
        selects += [select(wanted.PLACE, gettext("Place"), asked.place, [*found.places, national]),
                    select(wanted.OFFICE, gettext("Office"), asked.office, found.offices),
                    select(wanted.YEAR, gettext("Year"), str(asked.year or ""), found.years)]
    else:
        kept += [pair for pair in asked.pairs() if pair[0] in (wanted.PLACE, wanted.OFFICE, wanted.YEAR)]
    return {"address": address, "selects": selects, "hidden": kept, "active": asked.active, "total": total,
            "clear": Wanted(words=asked.words).address(address)}
