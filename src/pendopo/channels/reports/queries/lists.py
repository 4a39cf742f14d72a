"""Lists of published reports, and what a reader wants to see of them, as the address says it."""
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Q, QuerySet

from pendopo.channels.reports.models import Category, Duty, Report, Route, Subscription
from pendopo.channels.reports.words import CLASSES
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import paging
from pendopo.core.records.models import Record
from pendopo.core.records.paging import Page, Turn, with_words
from pendopo.core.records.wanted import Wanted
from pendopo.kit.prepared import Prepared

CATEGORY, SORT = "kategori", "klasifikasi"               # of the address
HEAVY = ("text", "html", "original")                     # a list does not carry them


@dataclass(frozen=True)
class Asked:
    """The filters of every list (words, place, office, state, year) and the two of this one."""
    wanted: Wanted
    category: str = ""
    classification: str = ""

    @classmethod
    def read(cls, told: Mapping[str, str]) -> "Asked":
        sort = told.get(SORT, "")
        return cls(Wanted.read(told), told.get(CATEGORY, "").replace("\0", "")[:60], sort if sort in CLASSES else "")

    def pairs(self) -> list[tuple[str, str]]:
        more = [(name, value) for name, value in ((CATEGORY, self.category), (SORT, self.classification)) if value]
        return [*((name, value) for name, value in self.wanted.pairs() if name not in ("jenis", "topik")), *more]

    @property
    def active(self) -> int:
        return len([name for name, _value in self.pairs() if name != "q"])

    def address(self, base: str) -> str:
        return with_words(base, self.pairs())

    def among(self, found: QuerySet[Report]) -> QuerySet[Report]:
        """The filters and the words. A category means all its parts."""
        found = cast("QuerySet[Report]", self.wanted.found(cast("QuerySet[Record]", found)))
        if self.category:
            found = found.filter(Q(category__code=self.category) | Q(category__parent__code=self.category))
        return found.filter(classification=self.classification) if self.classification else found


def listed() -> QuerySet[Report]:
    """What is published, newest first, with what a card needs."""
    return (Report.objects.filter(visibility="public").select_related("office", "place__region", "category")
            .defer(*HEAVY).order_by("-created", "-pk"))


newest = Prepared(lambda: listed()[:paging.SIZE + 1])


def turned(asked: Asked, turn: Turn) -> Page[Report]:
    """One page of the list. What most people see, the newest without a choice, is a question that lies ready."""
    if turn.first and not asked.pairs():
        return paging.turned(newest(), turn)
    return paging.page(asked.among(listed()), turn)


with_reports = Prepared(lambda: Organisation.objects.filter(
    Q(pk__in=Duty.objects.values("office")) | Q(pk__in=Route.objects.values("office"))).order_by("name"))


def offices() -> list[Organisation]:
    """Those that a report can go to, and those that have one."""
    return with_reports()


def subscriptions(person: Person) -> QuerySet[Subscription]:
    """Of what somebody wants to hear."""
    return Subscription.objects.filter(person=person.pk).select_related("category", "region").order_by("pk")


open_categories = Prepared(lambda: Category.objects.filter(open=True).order_by("position", "code"))


def categories() -> list[Category]:
    """The open ones, parents and parts, in their order."""
    return open_categories()
