"""Lists of commitments and plans, and what a reader wants to see of them, as the address says it."""
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from pendopo.channels.plans import rules
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.words import SIDES, TEXTS
from pendopo.channels.plans.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.roles import OFFICIAL, SOCIETY
from pendopo.core.places.models import Place
from pendopo.core.records import paging
from pendopo.core.records.models import Record
from pendopo.core.records.paging import Page, Turn, with_words
from pendopo.kit.fulltext.terms import asked
from pendopo.kit.prepared import Prepared
from pendopo.kit.regions.models import Region

WORDS, PLAN, STATE, AREA, SIDE, YEAR = "q", "rencana", "status", "wilayah", "sisi", "tahun"    # of the address
LONGEST = 200                                            # characters of a query that are read
HEAVY = ("face", "long_title", *TEXTS)                        # a list does not carry them
CARD = ("code", "kind", "title", "title_en", "summary", "language", "spoken", "state", "visibility", "created", "due",
        "closed", "number", "start", "end", "plan__code", "lead__name", "lead__name_en", "lead__slug",
        "place__region__code", "place__region__name", "place__region__kind")
IN_TURN = ("plan", "position", "pk")
AT_ONCE = 500                                            # commitments that an export holds
HALVES = {"government": OFFICIAL, "cso": SOCIETY}


@dataclass(frozen=True)
class Asked:
    """The filters of the list. What cannot be meant is left out: a longer list, no error."""
    words: str = ""
    plan: str = ""
    state: str = ""
    area: str = ""
    side: str = ""
    year: str = ""

    @classmethod
    def read(cls, told: Mapping[str, str]) -> "Asked":
        clean = {name: " ".join(told.get(name, "").replace("\0", " ")[:LONGEST].split())
                 for name in (WORDS, PLAN, STATE, AREA, SIDE, YEAR)}
        year = clean[YEAR]
        return cls(
            words=clean[WORDS], plan=clean[PLAN][:12], area=clean[AREA][:13],
            state=clean[STATE] if clean[STATE] in {state.name for state in WORKFLOW.states} else "",
            side=clean[SIDE] if clean[SIDE] in SIDES else "",
            year=year if len(year) == 4 and year.isascii() and year.isdigit() else "")

    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in (
            (WORDS, self.words), (PLAN, self.plan), (STATE, self.state), (AREA, self.area), (SIDE, self.side),
            (YEAR, self.year)) if value]

    @property
    def active(self) -> int:
        return len(self.pairs()) - bool(self.words)

    def address(self, base: str) -> str:
        return with_words(base, self.pairs())

    def among(self, found: QuerySet[Commitment]) -> QuerySet[Commitment]:
        """A year means every commitment whose term touches it; an area everything inside it."""
        tests: list[Q] = []
        if self.plan:
            tests.append(Q(plan__code=self.plan))
        if self.state:
            tests.append(Q(state=self.state))
        if self.area:
            tests.append(Q(place__region_id=self.area) | Q(place__region__code__startswith=f"{self.area}."))
        if self.side:
            tests.append(Q(lead__side__in=HALVES[self.side]))
        if self.year:
            tests.append((Q(start="") | Q(start__lt=str(int(self.year) + 1))) & (Q(end="") | Q(end__gte=self.year)))
        if stems := asked(self.words):
            tests.append(Q(search_text__words__match=stems))
        return found.filter(*tests)


def seen(actor: Actor | None) -> QuerySet[Commitment]:
    return Commitment.objects.filter(rules.see.q(actor))


def listed(actor: Actor | None) -> QuerySet[Commitment]:
    """Newest first, with what a card of this list needs and nothing else: half of its cost was columns unread."""
    return seen(actor).select_related("plan", "lead", "place__region").only(*CARD).order_by("-created", "-pk")


def entries(actor: Actor | None) -> QuerySet[Commitment]:
    """The same for a feed, which names the office that holds each."""
    return seen(actor).select_related("plan", "office").defer(*HEAVY).order_by("-created", "-pk")


def of_plans(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """What stands in an adopted action plan: no draft, and no promise of a leader. Exports of plans hold this."""
    return found.filter(plan__sort="action").exclude(state__in=("draft", "dropped"))


def whole(found: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With all columns, in the order of plans and numbers."""
    return found.select_related("plan__owner", "plan__monitor", "lead", "office", "place__region").order_by(*IN_TURN)


def in_turn(found: QuerySet[Commitment], order: tuple[str, ...] = IN_TURN) -> Iterator[list[Commitment]]:
    """All of them, a few hundred at a time. The keys are put in order first and the rows asked for after, so neither
    this process nor the database, which sorts in memory, ever holds more of them; and no question stays open while
    somebody slowly reads, because SQLite could not fold its journal for so long."""
    keys = iter(array("q", found.order_by(*order).values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)))
    while some := list(islice(keys, AT_ONCE)):
        rows = found.in_bulk(some)
        if rows:                                         # none: all of these went away in between
            yield [rows[key] for key in some if key in rows]


def turned(asked: Asked, actor: Actor | None, turn: Turn) -> Page[Commitment]:
    """One page of the list. What most people see, the newest without a choice, is a question that lies ready."""
    if actor is None and turn.first and not asked.pairs():
        return paging.turned(newest(), turn)
    return paging.page(asked.among(listed(actor)), turn)


newest = Prepared(lambda: listed(None)[:paging.SIZE + 1])
plans = Prepared(lambda: Plan.objects.select_related("owner").order_by("-start", "code"))     # the newest first


def inhabited() -> QuerySet[Region, tuple[str, str, str]]:
    """Where there are commitments: code, name, kind."""
    used = Place.objects.filter(Exists(Record.objects.filter(place=OuterRef("pk"), kind=Commitment.KIND)))
    return Region.objects.filter(pk__in=used.values("region")).order_by("code").values_list("code", "name", "kind")


areas = Prepared(inhabited)                              # for the filter


def choices(found: list[Plan]) -> list[str]:
    """The years that the plans touch, newest first."""
    years: set[int] = set()
    for plan in found:
        if plan.start and plan.end:
            years |= set(range(int(plan.start[:4]), int(plan.end[:4]) + 1))
    return [str(year) for year in sorted(years, reverse=True)]
