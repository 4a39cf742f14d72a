"""Public reports as Open311 knows them. Everything begins at `listed()`, which holds nothing but what is published:
nothing secret, no name, no unpublished word can come from here."""
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis import open311
from pendopo.analysis.open311_in import ORDERS, Question
from pendopo.channels.reports.queries.lists import categories, listed
from pendopo.core.ledger.models import PUBLIC
from pendopo.core.records import kinds
from pendopo.core.records.models import Event, Record
from pendopo.gateways.open311.models import Mark, Received
from pendopo.kit.fulltext.terms import asked
from pendopo.kit.prepared import Prepared, Run, Steady
from pendopo.kit.regions.models import Region

KIND = "reports"
DEGREE = 111_320                # metres of one degree of latitude
COLUMNS = ("pk", "code", "state", "closed", "category__code", "category__name", "title", "text", "office__name",
           "created", "due", "place__region_id", "place__region__name", "place__region__kind", "place__words",
           "place__lat", "place__lng", "channel", "classification", "changed", "photo")
SPOKEN = ("text", "reason")     # words of a row of the timeline that may be told
OWN_WORDS = tuple(f"{KIND}.{verb}" for verb in ("add", "verify", "publish", "edit"))    # rows that carry the report
FEW = 2_000                     # rows of which a list is made
SOME_ROWS = 1_000               # a row that commits late has a lower number than its neighbours


def matters() -> list[open311.Matter]:
    """What can be reported: the open categories that have no parts, each with the groups above it, the widest first."""
    known: dict[int, Any] = {one.pk: one for one in categories()}
    parents = {one.parent_id for one in known.values()}
    return [matter(one, groups(one, known)) for one in known.values() if one.pk not in parents]


def matter(one: Any, above: tuple[str, ...]) -> open311.Matter:
    group = above[-1] if above else ""
    words = tuple(" ".join(word.split()).replace(",", " ") for word in one.words.splitlines() if word.strip())
    return open311.Matter(one.code, one.name, group, True, "realtime", words, group, above)


def groups(one: Any, known: dict[int, Any]) -> tuple[str, ...]:
    above = known.get(one.parent_id)
    return (*groups(above, known), above.name) if above else ()


def category(code: str) -> Any | None:
    """The open category with this code, if it can be reported."""
    return next((one for one in categories() if one.code == code and not one.parts.filter(open=True).exists()), None)


def chosen(question: Question) -> QuerySet[Any]:
    """The public reports that are asked for, without an order. Numbers override everything else. Where no category is
    asked for, the thin record is enough: what is shown of them comes through `listed()` all the same."""
    thin = Record.objects.filter(kind=KIND, visibility="public")
    found: QuerySet[Any] = listed().order_by() if question.codes else thin
    if question.ids:
        return found.filter(code__in=question.ids)
    for wanted in (_when(question), _what(question), _where(question)):
        found = found.filter(wanted)
    words = asked(question.search) if question.search else []
    if question.search:
        found = found.filter(search_text__words__match=words) if words else found.none()
    return found


def _when(question: Question) -> Q:
    found = Q()
    if question.start:
        found &= Q(created__gte=question.start)
    if question.end:
        found &= Q(created__lte=question.end)
    if question.updated_after:
        found &= changed_since(question.updated_after)
    if question.updated_before:
        later = rows_since(question.updated_before).filter(record=OuterRef("pk"))
        found &= ~Q(Exists(later))
    return found


def _what(question: Question) -> Q:
    found = Q(category__code__in=question.codes) if question.codes else Q()
    if len(question.status) == 1:
        found &= Q(closed__isnull="open" in question.status)
    if question.agency:
        found &= Q(office__slug=question.agency) | Q(office__name__iexact=question.agency)
    return found


def _where(question: Question) -> Q:
    found = Q()
    if question.box:
        west, south, east, north = question.box
        found &= Q(place__lat__range=(south, north), place__lng__range=(west, east))
    return found


def near(found: QuerySet[Any], question: Question) -> QuerySet[Any]:
    """Within so many metres of a point; flat enough for fifty kilometres."""
    if question.near is None or question.ids:
        return found
    lat, long, metres = question.near
    high = metres / DEGREE
    across = max(math.cos(math.radians(lat)), 0.01)
    wide = high / across
    north, east = F("place__lat") - lat, (F("place__lng") - long) * across
    around = found.filter(place__lat__range=(lat - high, lat + high), place__lng__range=(long - wide, long + wide))
    close: QuerySet[Any] = around.annotate(away=north * north + east * east).filter(away__lte=high * high)
    return close


def changed_since(at: datetime) -> Q:
    """Reports with a public row from this moment on. Where there are few such rows, by a list of them; where there are
    many, almost every report is one, and each is looked at as it comes: a list of all of them took a third of a
    second."""
    rows = rows_since(at)
    if rows[FEW:FEW + 1].exists():
        return Q(Exists(Event.objects.filter(record=OuterRef("pk"), at__gte=at, visibility="public")))
    return Q(pk__in=rows.values("record"))


def rows_since(at: datetime) -> QuerySet[Event]:
    """Public rows of timelines from this moment on; the marks say where to begin."""
    day = timezone.localtime(at).date()
    marks = Mark.objects.filter(day__gte=day).order_by("event").values_list("event", flat=True)
    first = marks.first()
    if first is None:
        last = Mark.objects.order_by("-day").values_list("event", flat=True).first()
        first = last or 0
    return Event.objects.filter(pk__gte=max(first - SOME_ROWS, 0), at__gte=at, visibility="public")


def requests(inner: QuerySet[Any], order: str) -> list[open311.Request]:
    """These reports (a query for their keys) with all that the standard tells, in one statement."""
    written = Written()
    return [written.request(row) for row in told(inner, order)]


def asked_for(order: str) -> Prepared[Any]:
    """The large question, put into SQL once for each order. `key` marks the place where the keys are asked for."""
    return Prepared(lambda key: columns([key]).order_by(*ordering(order)), key=int)


def columns(keys: Any) -> QuerySet[Any]:
    found = dated(listed().filter(pk__in=keys)).annotate(photo=Subquery(photos())).order_by()
    rows: QuerySet[Any] = found.values_list(*COLUMNS)
    return rows


single = Steady(lambda code: columns(chosen(Question(ids=(code,))).values("pk")), code=str)


def one(code: str) -> list[open311.Request]:
    """The public report with this number, if there is one. PostgreSQL takes no NUL, and no number has one."""
    if "\0" in code:
        return []
    written = Written()
    return [written.request(row) for row in single(code=code)]


PREPARED = {order: asked_for(order) for order in ORDERS}
PLACE = "IN (%s)"


def told(inner: QuerySet[Any], order: str) -> Iterable[Sequence[Any]]:
    """The rows of the large question, with the question for their keys inside it."""
    connection, prepared = connections[DEFAULT_DB_ALIAS], PREPARED[order]
    if connection.vendor not in prepared.plans:
        prepared.plans[connection.vendor] = prepared.planned(connection)
    plan = prepared.plans[connection.vendor][1]
    [place] = plan.names
    try:
        sql, params = inner.query.sql_with_params()
    except EmptyResultSet:
        return []
    whole = replace(plan, sql=plan.sql.replace(PLACE, f"IN ({sql})", 1), names={},
                    params=(*plan.params[:place], *params, *plan.params[place + 1:]))
    rows: Iterable[Sequence[Any]] = Run(whole, {}).get_compiler(DEFAULT_DB_ALIAS).results_iter(tuple_expected=True)
    return rows


def dated(found: QuerySet[Any]) -> QuerySet[Any]:
    """With the moment of each one's last public row."""
    last = Event.objects.filter(record=OuterRef("pk"), visibility="public").order_by("-pk").values("at")[:1]
    with_moment: QuerySet[Any] = found.annotate(changed=Subquery(last))
    return with_moment


def photos() -> QuerySet[Any]:
    """The first published picture of a report, as the end of its address."""
    found: QuerySet[Any] = listed().filter(
        pk=OuterRef("pk"), enclosures__shown__visibility="public").order_by("enclosures__pk")
    path: QuerySet[Any] = found.values(
        path=Concat("enclosures__shown__sha256", Value("/"), "enclosures__shown__name"))[:1]
    return path


def ordering(order: str) -> tuple[str, str]:
    """Of the standard's words; equal moments by their key, so that pages never overlap."""
    sign = "-" if order.startswith("-") else ""
    return f"{sign}{'changed' if 'updated' in order else 'created'}", f"{sign}pk"


class Written:
    """Makes requests of rows; what is the same for many of them is made once."""

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.labels: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.files = f"{settings.SITE}/berkas/"

    def request(self, row: Sequence[Any]) -> open311.Request:
        told = dict(zip(COLUMNS, row, strict=True))
        closed, created = told["closed"], told["created"].astimezone(self.zone)
        changed = (told["changed"] or told["created"]).astimezone(self.zone)
        return open311.Request(
            told["code"], "closed" if closed else "open", told["category__code"] or "", told["category__name"] or "",
            created, max(changed, created), self.evening(told["due"]),
            status_notes=self.label(told["state"]), description=told["text"] or told["title"],
            agency_responsible=told["office__name"] or "", address=self.address(told),
            address_id=told["place__region_id"] or "", lat=told["place__lat"], long=told["place__lng"],
            media_url=f"{self.files}{quote(told['photo'])}" if told["photo"] else "",
            extended={"title": told["title"], "channel": told["channel"], "classification": told["classification"],
                      "state": told["state"], "address": f"{settings.SITE}/laporan/{told['code']}/"})

    def label(self, state: str) -> str:
        if state not in self.labels:
            self.labels[state] = kinds.spoken(kinds.get(KIND).workflow.state(state))
        return self.labels[state]

    def evening(self, due: date | None) -> datetime | None:
        """A legal day ends at 23:59:59 of the city."""
        return datetime.combine(due, time(23, 59, 59), self.zone) if due else None

    def address(self, told: dict[str, Any]) -> str:
        code = told["place__region_id"]
        if code and code not in self.places:
            self.places[code] = Region(code=code, name=told["place__region__name"],
                                       kind=told["place__region__kind"]).full_name
        return ", ".join(part for part in (told["place__words"], self.places.get(code, "")) if part)


def with_notes(found: list[open311.Request]) -> list[open311.Request]:
    """For extensions=true: what offices said in public, from the rows of their timelines. One query."""
    rows = public_rows().filter(record__code__in=[one.service_request_id for one in found]).order_by("pk")
    notes: dict[str, list[open311.Note]] = {}
    zone = timezone.get_current_timezone()
    for row in rows:
        if said := words_of(row):
            note = open311.Note(row.at.astimezone(zone), said, row.verb.partition(".")[2])
            notes.setdefault(row.record.code, []).append(note)
    return [replace(one, notes=tuple(notes.get(one.service_request_id, ()))) for one in found]


def public_rows() -> QuerySet[Event]:
    return (Event.objects.filter(visibility="public", record__kind=KIND, record__visibility="public")
            .select_related("line", "record").only(
                "at", "verb", "record__code", "line__facts", "line__words", "line__words_visibility"))


def words_of(row: Event) -> str:
    """What somebody said with it in public; nothing where it was withheld or erased."""
    if not row.line.words or row.line.words_visibility != PUBLIC or row.verb in OWN_WORDS:
        return ""
    words = json.loads(row.line.words)
    return next((str(words[name]) for name in SPOKEN if words.get(name)), "")


def updates(start: datetime, end: datetime, ids: Iterable[str], most: int) -> list[open311.Update]:
    """The moves of public reports in that time, in the order in which they were written."""
    numbers = rows_since(start).filter(at__lte=end, carries="state", record__kind=KIND,
                                       record__visibility="public")
    wanted = list(ids)
    if wanted:
        numbers = numbers.filter(record__code__in=wanted)
    rows = public_rows().filter(pk__in=numbers.order_by("pk").values("pk")[:most]).order_by("pk")
    states = {state.name: state for state in kinds.get(KIND).workflow.states}
    zone, moves = timezone.get_current_timezone(), []
    for row in rows:
        state = states.get(str(json.loads(row.line.facts or "{}").get("after", "")))
        if state is not None:
            status = "CLOSED" if state.final else "OPEN"
            moves.append(open311.Update(str(row.pk), row.record.code, status, row.at.astimezone(zone),
                                        words_of(row) or gettext(state.label)))
    return moves


def status_of(code: str, key: int) -> open311.Request | None:
    """How far a report is that came with this key and is not published yet: state and dates, not a word of it."""
    found = Received.objects.filter(record__code=code, key=key, record__visibility="sealed").select_related(
        "record").first()
    if found is None:
        return None
    record, written = found.record, Written()
    created = record.created.astimezone(written.zone)
    return open311.Request(record.code, "closed" if record.closed else "open", "", "", created, created,
                           written.evening(record.due), status_notes=written.label(record.state))
