"""The router of this city: its rules, and what it has learned of published reports. Sealed text trains nothing."""
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock, Thread

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from pendopo.analysis import routing_store
from pendopo.analysis.routing import Router as Learned
from pendopo.analysis.routing_replay import Decision
from pendopo.analysis.routing_rules import Case, Rule
from pendopo.channels.reports.models import Category, Duty, Report, Route, Router
from pendopo.kit.prepared import Prepared
from pendopo.kit.regions.models import Region

DISTRICT = 3                         # parts of the code of a district: 35.22.01
DECIDED = ("working", "asking", "replied", "done", "reopened", "solved", "closed_reporter", "closed_system")
STAYED = ("", "done")                # a route that was not passed on was right
REPLAYED = 5_000                     # newest decisions from which the score is made


def rules() -> tuple[Rule, ...]:
    """What a city says with its duties: this office for this category (there), and for the words of it."""
    return _ruled(tuple(duties()))


duties = Prepared(lambda: Duty.objects.order_by("pk").values_list(
    "office__slug", "category__code", "category__words", "region"))


@lru_cache(maxsize=2)
def _ruled(told: tuple[tuple[str, str, str, str | None], ...]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for slug, code, words, place in told:
        found.append(Rule(slug, (), code, place or ""))
        if words:
            found.append(Rule(slug, tuple(words.split("\n")), "", place or ""))
    return tuple(found)


@dataclass(frozen=True)
class Kept:
    """The router that this process has read, and of what."""
    version: int
    known: tuple[Rule, ...]
    router: Learned


KEPT: dict[str, Kept] = {}           # by city
READING = Lock()                     # held by the one thread that reads


def router() -> Learned:
    """Kept in the process; not to be changed: the job loads one of its own.

    When the job has taught it more, the one before answers until the new one has been read beside the requests: after
    2,000 reports that takes 130 ms of processor time, and nobody who reports shall wait. New duties count at once.
    """
    version, known = next(iter(versions()), (0,))[0], rules()
    kept = KEPT.get(settings.ORIGIN)
    if kept is not None and kept.known == known:
        if kept.version != version and READING.acquire(blocking=False):
            _read_beside(version, known)
        return kept.router
    found = fresh(known) if version else Learned(known, parents())
    KEPT[settings.ORIGIN] = Kept(version, known, found)
    return found


versions = Prepared(lambda: Router.objects.values_list("version"))


def _read_beside(version: int, known: tuple[Rule, ...]) -> None:
    """Asks for the row here, so that the thread needs no connection."""
    city, above = settings.ORIGIN, parents()
    body = bytes(Router.objects.values_list("body", flat=True).first() or b"")

    def read() -> None:
        try:
            found = routing_store.loads(body, known, above) if body else Learned(known, above)
            KEPT[city] = Kept(version, known, found)
        finally:
            READING.release()
    Thread(target=read, name="router", daemon=True).start()


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
