"""The router of this city: its rules, and what it has learned of published reports. Sealed text trains nothing."""
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from pendopo.analysis import routing_store
from pendopo.analysis.routing import Router as Learned
from pendopo.analysis.routing_replay import Decision
from pendopo.analysis.routing_rules import Case, Rule
from pendopo.channels.reports.models import Category, Duty, Report, Route, Router
from pendopo.kit.regions.models import Region

DISTRICT = 3                         # parts of the code of a district: 35.22.01
DECIDED = ("working", "asking", "replied", "done", "reopened", "solved", "closed_reporter", "closed_system")
STAYED = ("", "done")                # a route that was not passed on was right
REPLAYED = 5_000                     # newest decisions from which the score is made


def rules() -> tuple[Rule, ...]:
    """What a city says with its duties: this office for this category (there), and for the words of it."""
    found: list[Rule] = []
    for duty in Duty.objects.select_related("category", "office").order_by("pk"):
        slug, code, place = duty.office.slug, duty.category.code, duty.region_id or ""
        found.append(Rule(slug, (), code, place))
        if duty.category.words:
            found.append(Rule(slug, tuple(duty.category.words.split("\n")), "", place))
    return tuple(found)


def router() -> Learned:
    """Kept in the process under its version; not to be changed: the job loads one of its own."""
    row = Router.objects.values_list("version", flat=True).first()
    return _loaded(settings.ORIGIN, row or 0, rules())


@lru_cache(maxsize=2)
def _loaded(_origin: str, version: int, known: tuple[Rule, ...]) -> Learned:
    return fresh(known) if version else Learned(known, parents())


def fresh(known: tuple[Rule, ...]) -> Learned:
    """From the row, with the rules of today."""
    body = Router.objects.values_list("body", flat=True).first()
    return routing_store.loads(bytes(body), known, parents()) if body else Learned(known, parents())


def parents() -> dict[str, str]:
    return dict(Category.objects.exclude(parent=None).values_list("code", "parent__code"))


def case(text: str, region: Region | None, category: Category | None, sealed: bool = False) -> Case:
    code = region.code if region else ""
    return Case(text, timezone.localdate(), category.code if category else "",
                ".".join(code.split(".")[:DISTRICT]) if code.count(".") >= DISTRICT - 1 else "", code, sealed)


def held() -> QuerySet[Route]:
    """Decisions that held: published reports on which the office has begun to work."""
    return Route.objects.filter(outcome__in=STAYED, report__visibility="public", report__secret=False,
                                report__state__in=DECIDED).select_related(
        "office", "report__category", "report__place__region")


def decided() -> QuerySet[Route]:
    """Those from which the router has not learned yet."""
    return held().filter(learned=False).order_by("pk")


def decisions() -> Iterator[Decision]:
    """The newest, oldest first, to be replayed."""
    keys = list(held().order_by("-pk").values_list("pk", flat=True)[:REPLAYED])
    for route in held().filter(pk__gte=min(keys, default=0)).order_by("pk"):
        report = route.report
        read = case(f"{report.title}. {report.text}", report.place.region if report.place else None, report.category)
        about = report.category.code if report.category else ""
        yield Decision(replace(read, day=timezone.localdate(route.at)), route.office.slug, about.partition("/")[0])


def empty() -> Learned:
    """A router with the rules of today that has learned nothing."""
    return Learned(rules(), parents())


def taken_back() -> QuerySet[Report]:
    """Reports that it has learned from and that are not public any more."""
    return Report.objects.filter(~Q(visibility="public"), routes__learned=True).distinct().order_by("pk")
