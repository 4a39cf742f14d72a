"""What waits for somebody who works on reports: their office's, the desk's, and the secret ones that name them.

The list is read by its columns: no text is opened for it, and a secret row tells nothing but that it is there.
"""
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Absence, Category, Closing, Filter, Opening, Report
from pendopo.channels.reports.queries.lists import HEAVY
from pendopo.channels.reports.words import CHANNELS, CLASSES
from pendopo.channels.reports.workflow import COORDINATORS, HANDLERS, WITH_DESK, WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Organisation, Person, today
from pendopo.core.people.queries import current
from pendopo.core.records.models import Clock
from pendopo.core.records.paging import with_words
from pendopo.core.records.wanted import inside
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.fulltext.terms import asked as stemmed
from pendopo.kit.prepared import Late, PreparedFor

SIZE, LONG = 20, 50                  # rows of a page, and of one for whoever reads many at once
OLDER, NEWER = "sebelum", "sesudah"  # of the address: the rows after and before a key
SHOWN = (                            # what a row needs of its report, and of what stands beside it
    "code", "kind", "title", "language", "state", "visibility", "due", "closed", "office__name", "office__name_en",
    "place__region__name", "place__region__kind", "category__name", "category__name_en", "handler__name",
    "handler__sort", "classification", "secret", "channel", "desk", "returned", "wave")
NONE = "-"                           # in a key: this row has no due day
SOON = timedelta(days=3)             # calendar days
STATES = {                           # states together, as an officer thinks of them
    "baru": WITH_DESK, "masuk": ("routed",), "jalan": ("working", "replied", "reopened"),
    "tanya": ("incomplete", "asking"), "beres": ("done",), "kembali": ("reopened",)}
TIMES = ("lewat", "segera", "berhenti")
ENDED = frozenset({"tutup", *(state.name for state in WORKFLOW.states if state.final)})
ME, NOBODY = "saya", "kosong"
EMPTY = RawSQL("''", ())             # no value beside the statement: with one SQLite would plan anew for each page, to
                                     # know whether an index of a part (closing_held) holds all that is asked for


class Wish(NamedTuple):
    """What of the queue somebody wants to see, as the address says it. The names of the fields are its words."""
    q: str = ""                      # a code, or words of the published text
    status: str = ""                 # a key of STATES, a state, "tutup"; "" is everything open
    kategori: str = ""
    lembaga: str = ""
    petugas: str = ""                # "saya", "kosong" or the key of a person
    wilayah: str = ""
    klasifikasi: str = ""
    kanal: str = ""
    rahasia: str = ""                # "1" only secret ones, "0" none of them
    gelombang: str = ""              # "1" only what came in a wave from one connection, "0" none of it
    waktu: str = ""                  # TIMES
    periksa: str = ""                # "bukti": held proofs; "identitas": identities asked for
    baris: str = ""                  # "50": so many rows on a page

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wish":
        """What cannot be meant is left out: a longer list, no error."""
        told = {name: " ".join(asked.get(name, "").replace("\0", " ")[:200].split()) for name in cls._fields}
        known = {"klasifikasi": CLASSES, "kanal": CHANNELS, "waktu": TIMES, "rahasia": ("0", "1"),
                 "gelombang": ("0", "1"), "periksa": ("bukti", "identitas"), "baris": (str(LONG),),
                 "status": (*STATES, *(state.name for state in WORKFLOW.states), "tutup")}
        for name, values in known.items():
            told[name] = told[name] if told[name] in values else ""
        if told["petugas"] not in (ME, NOBODY) and not (told["petugas"].isascii() and told["petugas"].isdigit()):
            told["petugas"] = ""
        return cls(**told)

    def pairs(self) -> list[tuple[str, str]]:
        return [pair for pair in zip(self._fields, self, strict=True) if pair[1]]

    def address(self, base: str, **changed: str) -> str:
        return with_words(base, self._replace(**changed).pairs())

    @property
    def choice(self) -> "Wish":
        """Without how many rows are shown: which ones."""
        return self._replace(baris="") if self.baris else self

    @property
    def size(self) -> int:
        return LONG if self.baris else SIZE

    @property
    def ended(self) -> bool:
        """It asks for what is closed."""
        return self.status in ENDED

    def wants(self, actor: Actor) -> Q:
        """The condition, without the words: it stands in one question with the conditions of other wishes."""
        found = Q(closed__isnull=False) if self.status == "tutup" else Q()
        if self.status and self.status != "tutup":
            found &= Q(state__in=STATES.get(self.status, (self.status,)))
        found &= Q() if self.ended else Q(closed=None)
        found &= self._about() & self._when()
        if self.petugas == ME:
            found &= Q(handler=actor.person.pk) | Q(handler__in=away(actor))
        elif self.petugas:
            found &= Q(handler=None) if self.petugas == NOBODY else Q(handler=int(self.petugas[:15]))
        if self.periksa == "bukti":
            found &= Q(pk__in=held(actor).order_by().values("report"))
        elif self.periksa == "identitas":
            found &= Q(pk__in=openings(actor).order_by().values("report"))
        return found & self._said()

    def _about(self) -> Q:
        found = Q()
        if self.kategori:
            ours = Category.objects.filter(Q(code=self.kategori) | Q(parent__code=self.kategori))
            found &= Q(category__in=ours.values("pk"))
        if self.lembaga:
            found &= Q(office__in=Organisation.objects.filter(slug=self.lembaga).values("pk"))
        if self.klasifikasi:
            found &= Q(classification=self.klasifikasi)
        if self.kanal:
            found &= Q(channel=self.kanal)
        if self.rahasia:
            found &= Q(secret=self.rahasia == "1")
        if self.gelombang:
            found &= Q(wave=self.gelombang == "1")
        return found & inside(self.wilayah)

    def _when(self) -> Q:
        day = today()
        return {"": Q(), "lewat": Q(due__lt=day), "segera": Q(due__gte=day, due__lte=day + SOON),
                "berhenti": Q(state__in=STATES["tanya"])}[self.waktu]

    def _said(self) -> Q:
        """A code finds its report. Words find what is published: what is sealed is in no index."""
        if not self.q:
            return Q()
        try:
            return Q(code=str(parse_record_code(self.q)))
        except Mistyped:
            words = stemmed(self.q)
        return Q(pk__in=Report.objects.filter(search_text__words__match=words).values("pk")) if words else Q(pk__in=())


def mine(actor: Actor) -> QuerySet[Report]:
    """Every report this person works on, open or closed, with what a row shows; the clock that ends first beside it."""
    return drawn().filter(rules.look.q(actor))


def drawn() -> QuerySet[Report]:
    """Reports with what a row shows, whosoever they are."""
    clock = Clock.objects.filter(record=OuterRef("pk"), stopped=None, due=OuterRef("due")).order_by("pk")
    return (Report.objects
            .select_related("office", "place__region", "category", "handler").defer(*HEAVY)
            .annotate(clock_name=Subquery(clock.values("name")[:1]),
                      clock_started=Subquery(clock.values("started")[:1]),
                      clock_paused=Subquery(clock.values("paused")[:1]),
                      clock_pauses=Subquery(clock.values("pauses")[:1])))


def whose(me: Person) -> Hashable:
    """All on which it depends what somebody sees of the desk: who, with which roles in this session, on which day."""
    return me.pk, me.roles, me.helper is None, today()


@dataclass(frozen=True)
class Turned:
    """One page of the queue, and the keys of what lies on either side ("" where nothing does)."""
    rows: list[Late[Report]]
    after: str = ""
    before: str = ""


drawn_rows: PreparedFor[Report] = PreparedFor()


def page(me: Person, wish: Wish, asked: Mapping[str, str], size: int = 0) -> Turned:
    """The nearest day first, what has no day last. By key: whoever works a queue down misses no row."""
    size = size or wish.size

    def read(made: Callable[..., QuerySet[Report]], key: tuple[date | None, int] | None) -> list[Late[Report]]:
        at: dict[str, Any] = {} if key is None else {"pk": key[1]} if key[0] is None else {"pk": key[1], "day": key[0]}
        return drawn_rows.one((whose(me), wish, made, size), lambda **marks: made(
            Report.objects.filter(rules.look.q(me)).filter(wish.wants(me)), size + 1, **marks), at).late(**at)

    if (key := _read(asked.get(NEWER, ""))) is not None:
        rows = read(_newer, key)
        if len(rows) > size:
            rows = rows[size - 1::-1]
            return Turned(rows, _key(rows[-1]), _key(rows[0]))
        key = None
    else:
        key = _read(asked.get(OLDER, ""))
    rows = read(_older, key)
    more, rows = len(rows) > size, rows[:size]
    return Turned(rows, _key(rows[-1]) if more else "", _key(rows[0]) if key and rows else "")


def _newer(found: QuerySet[Report], most: int, pk: int, day: date | None = None) -> QuerySet[Report]:
    return whole(found.filter(_before(day, pk)).order_by(F("due").desc(nulls_first=True), "-pk"), most)


def _older(found: QuerySet[Report], most: int, pk: int | None = None,
           day: date | None = None) -> QuerySet[Report]:
    ahead = found if pk is None else found.filter(_after(day, pk))
    return whole(ahead.order_by(F("due").asc(nulls_last=True), "pk"), most)


def whole(ordered: QuerySet[Report], most: int) -> QuerySet[Report]:
    """The first of them in their order: sorted by their keys alone, and only of those a row is read, no more than it
    shows."""
    return drawn().only(*SHOWN).filter(pk__in=ordered.values("pk")[:most]).order_by(*ordered.query.order_by)


def _key(row: Late[Report]) -> str:
    day = row.told("due")
    return f"{day.isoformat() if day else NONE}.{row.told('record_ptr_id')}"


def _read(text: str) -> tuple[date | None, int] | None:
    day, _dot, pk = text.rpartition(".")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    try:
        return (None if day == NONE else date.fromisoformat(day)), int(pk)
    except ValueError:
        return None


def _after(day: date | None, pk: int) -> Q:
    if day is None:
        return Q(due=None, pk__gt=pk)
    return Q(due__gt=day) | Q(due=day, pk__gt=pk) | Q(due=None)


def _before(day: date | None, pk: int) -> Q:
    if day is None:
        return Q(due__isnull=False) | Q(due=None, pk__lt=pk)
    return Q(due__lt=day) | Q(due=day, pk__lt=pk)


filters: PreparedFor[Filter] = PreparedFor()


def saved(me: Person) -> list[Filter]:
    """One's own and those shared in one's offices, by name."""
    ours = Q(person=me.pk) | Q(office__in=me.at(*COORDINATORS, *HANDLERS))
    return filters(whose(me), lambda: Filter.objects.filter(ours).order_by("name", "pk"))


def away(actor: Actor) -> QuerySet[Absence, int]:
    """The people for whom this person stands in today: their cases are among the own ones."""
    return Absence.objects.filter(deputy=actor.person.pk, since__lte=today(), until__gte=today()).values_list(
        "person", flat=True)


def openings(actor: Actor) -> QuerySet[Opening]:
    """Identities on which this person may decide."""
    theirs = Report.objects.filter(rules.look.q(actor), pk=OuterRef("report"))
    return (Opening.objects.filter(Exists(theirs), granted=None)
            .exclude(asked_by=actor.person.pk).select_related("report", "asked_by").order_by("pk"))


def held(actor: Actor) -> QuerySet[Closing]:
    """Proofs that wait for a coordinator."""
    theirs = Report.objects.filter(rules.release_proof.q(actor), pk=OuterRef("report"))
    return (Closing.objects.exclude(held=EMPTY).filter(Exists(theirs))
            .select_related("report").order_by("pk"))


def people(actor: Actor) -> list[Person]:
    """Who works in the offices of this person."""
    held_here = Membership.objects.filter(current(), organisation__in=actor.at(*COORDINATORS, *HANDLERS),
                                          role__in=(*COORDINATORS, *HANDLERS))
    return list(Person.objects.filter(pk__in=held_here.values("person"), is_active=True).order_by("name", "pk"))


def chosen(actor: Actor, keys: Sequence[str]) -> list[Report]:
    """The reports that were ticked, as far as this person works on them."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
    return list(mine(actor).filter(pk__in=numbers).order_by(F("due").asc(nulls_last=True), "pk"))


def offices(actor: Actor) -> list[Organisation]:
    """Where the reports of this person lie now."""
    return list(Organisation.objects.filter(pk__in=Report.objects.filter(rules.look.q(actor), closed=None).order_by()
                                            .values("office")).order_by("name"))
