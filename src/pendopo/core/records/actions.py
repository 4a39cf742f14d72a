"""What may happen to any record. A channel's action checks its rule and calls these inside its own transaction."""
from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.core.ledger import actions as ledger
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor, System, signature
from pendopo.core.people.models import Organisation, Person
from pendopo.core.places.queries import calendar_of, city
from pendopo.core.records import kinds, rules
from pendopo.core.records.models import Attachment, Clock, Event, Hold, Link, Number, Record, SearchText
from pendopo.core.records.relations import OFFERED
from pendopo.core.workflow.table import Limit
from pendopo.kit.codes import record_code
from pendopo.kit.files.actions import unname
from pendopo.kit.files.models import StoredFile
from pendopo.kit.fulltext.index import drop, page, put
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.rows import insert
from pendopo.kit.rules import Refused, require
from pendopo.kit.whole import whole
from pendopo.kit.workdays.calendar import Calendar, Pause

R = TypeVar("R", bound=Record)
ENTRY = "add"                        # what starts a clock at entry
TIE = Budget("records.tie", 60, 600)
SHUT = _("This city has closed this channel: nothing new is taken in.")


def note(record: Record, verb: str, *, by: Actor, facts: dict[str, Any] | None = None,
         words: dict[str, Any] | None = None, office: Organisation | None = None, visibility: str = "public",
         carries: str = "") -> Event:
    """A row on the timeline and its line in the ledger.

    Facts are of the city and stay; words are of a person and can be erased. `carries` names what the row settles
    ("title", "state"), so that anyone can hold today's page against the last row that settled it.
    """
    now = timezone.now()
    line = ledger.write(deed(record, verb, by=by, at=now, facts=facts, words=words, office=office,
                             visibility=visibility))
    return insert(Event(record_id=record.pk, line=line, verb=verb, actor=by.person, office=office, at=now,
                        visibility=visibility, carries=carries))


def deed(record: Record, verb: str, *, by: Actor, at: Any, facts: dict[str, Any] | None = None,
         words: dict[str, Any] | None = None, office: Organisation | None = None,
         visibility: str = "public") -> ledger.Deed:
    told = {"verb": verb, "record": record.code, "at": at.isoformat(), **(facts or {})}
    if office is not None:
        told["office"] = office.slug
    public = visibility == "public" and record.visibility == "public"
    openness = "public" if public else "private"
    return ledger.Deed(told, {**signature(by), **(words or {})}, openness, openness)


def number(prefix: str) -> str:
    """The next public code of this prefix and year, without gaps."""
    year = timezone.localdate().year
    row, _new = Number.objects.select_for_update().get_or_create(prefix=f"{prefix}-{year}")
    row.last += 1
    row.save(update_fields=["last"])
    return record_code(prefix, year, row.last)


def add(record: R, *, by: Actor, office: Organisation | None = None, facts: dict[str, Any] | None = None,
        said_elsewhere: bool = False) -> R:
    """A new record: code, state, clocks, search words, first row of the timeline. What was `said_elsewhere` already
    comes in by import, also where its channel is closed.

    A channel whose codes tell no order (reports: a gap would betray a secret one) brings a code of its own.
    """
    kind = kinds.get(record.KIND)
    if (isinstance(by, System) and not said_elsewhere and (whose := city()) is not None
            and kinds.room_of(kind) in whose.closed):
        raise Hindrance(SHUT)            # by SMS, mail, Open311; people meet the closed page before they type
    with whole():
        record.code, record.state = record.code or number(kind.prefix), record.state or kind.workflow.start
        record.created = record.created or timezone.now()
        if record.visibility == "public":
            record.published = record.published or record.created
        clocks = clocks_at_entry(record)
        record.kind, record.due = record.KIND, min((clock.due for clock in clocks), default=record.due)
        insert(record)
        for clock in clocks:
            clock.record_id = record.pk
            insert(clock)
        if record.visibility == "public":
            index([record])
        note(record, f"{kind.name}.add", by=by, office=office, carries="title state",
             facts={"title": record.title, "state": record.state, **(facts or {})})
    return record


def lock(record: R) -> R:
    """The row as it is now, and nobody else's until the transaction ends."""
    return cast(R, type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk))


def move(record: Record, name: str, *, by: Actor, office: Organisation | None = None,
         facts: dict[str, Any] | None = None, words: dict[str, Any] | None = None) -> Event:
    """Along the channel's table and no other way. Raises NotFromHere when the record has moved on.

    How open the row is, the record as it lies there decides, not the copy in the caller's hand.
    """
    kind = kinds.get(record.kind)
    with whole():
        before, record.visibility = Record.objects.select_for_update().values_list("state", "visibility").get(
            pk=record.pk)
        after = kind.workflow.move(name, before).target
        record.state = after
        record.closed = timezone.now() if kind.workflow.state(after).final else None
        Record.objects.filter(pk=record.pk).update(state=after, closed=record.closed)
        start_clocks(record, name)
        carries = "title state" if "title" in (facts or {}) else "state"     # a move that publishes says the title
        return note(record, f"{kind.name}.{name}", by=by, office=office, carries=carries, words=words,
                    facts={"before": before, "after": after, **(facts or {})})


def edit(record: Record, *, by: Actor, changes: dict[str, Any], office: Organisation | None = None,
         facts: dict[str, Any] | None = None) -> Event:
    """Columns of the record or its child change; the row says which and, for the title, to what."""
    with whole():
        for field, value in changes.items():
            setattr(record, field, value)
        record.save(update_fields=list(changes))
        index([record])
        told = {"changed": sorted(changes), **(facts or {})}
        if "title" in changes:
            told["title"] = record.title
        return note(record, f"{record.kind}.edit", by=by, office=office, facts=told,
                    carries="title" if "title" in changes else "")


def index(records: Sequence[Record]) -> None:
    """What search knows of these records: title, summary and what the channel adds; nothing of one that is not public,
    so that neither a search nor the index itself tells what it said."""
    closed = [record.pk for record in records if record.visibility != "public"]
    if closed and (known := SearchText.objects.filter(pk__in=closed).values_list("pk", flat=True)):
        drop(SearchText, list(known))
    put(SearchText, {
        record.pk: page(title=record.title, body=f"{record.summary} {kinds.get(record.kind).words(record)}",
                        language=record.language)
        for record in records if record.visibility == "public"})


def clocks_at_entry(record: Record) -> list[Clock]:
    """The legal clocks that run from the first day; not yet written, for the record has no key yet."""
    kind = kinds.get(record.KIND)
    limits = [limit for limit in kind.workflow.limits
              if ENTRY in limit.starts and (not limit.sorts or kind.sort(record) in limit.sorts)]
    if not limits:
        return []
    calendar, today = calendar_of(record.place.region_id if record.place else None), timezone.localdate()
    return [clock_of(record, limit, today, calendar) for limit in limits]


def start_clocks(record: Record, happened: str) -> None:
    """Starts, stops, pauses and resumes the legal clocks that name this move; the record's due day follows."""
    kind = kinds.get(record.kind)
    limits = [limit for limit in kind.workflow.limits if happened in (
        *limit.starts, *limit.stops, *limit.pauses, *limit.resumes, *limit.revives)]
    if not limits:
        return
    calendar, today, sort = calendar_of(record.place.region_id if record.place else None), timezone.localdate(), ""
    if any(limit.sorts for limit in limits):
        sort = kind.sort(record)
    for limit in limits:
        turn(record, limit, happened, calendar, today)
        counts = not limit.sorts or sort in limit.sorts
        if happened in limit.starts and counts and not running(record, limit).exists():
            begin(record, limit, today, calendar=calendar)
    settle_due(record)


def begin(record: Record, limit: Limit, started: date, *, pauses: Sequence[Any] = (), paused: date | None = None,
          calendar: Calendar | None = None) -> Clock:
    """A clock that runs from `started`; with the pauses of the one that it goes on for, none of its days is lost."""
    calendar = calendar or calendar_of(record.place.region_id if record.place else None)
    return insert(clock_of(record, limit, started, calendar, pauses=pauses, paused=paused))


def clock_of(record: Record, limit: Limit, started: date, calendar: Calendar, *, pauses: Sequence[Any] = (),
             paused: date | None = None) -> Clock:
    """With its due day; not yet written."""
    stood = tuple(Pause(day_of(began), day_of(ended)) for began, ended in pauses)
    due = (calendar.due(started, limit.days, stood) if limit.working else None) or limit.due(started, calendar)
    return Clock(record_id=record.pk, name=limit.name, started=started, due=due, paused=paused,
                 pauses=list(pauses), calendar=calendar.version)


def running(record: Record, limit: Limit) -> QuerySet[Clock]:
    """A limit runs once: what would start it again while it runs changes nothing, so no day is counted twice."""
    return Clock.objects.filter(record=record.pk, name=limit.name, stopped=None)


def turn(record: Record, limit: Limit, happened: str, calendar: Calendar, today: date) -> None:
    """What the move does to a clock that is there already."""
    if happened in (*limit.resumes, *limit.stops):
        for clock in running(record, limit).exclude(paused=None):        # a clock is not stopped within a pause
            resume(clock, limit, calendar, today)
    if happened in limit.stops:
        running(record, limit).update(stopped=timezone.now())
    elif happened in limit.pauses:
        running(record, limit).filter(paused=None).update(paused=today)
    elif happened in limit.revives:
        last = Clock.objects.filter(record=record.pk, name=limit.name).order_by("-pk").first()
        if last is not None and last.stopped is not None:
            last.paused, last.stopped = timezone.localdate(last.stopped), None
            resume(last, limit, calendar, today)


def resume(clock: Clock, limit: Limit, calendar: Calendar, today: date) -> None:
    """The days of the pause do not count: the due day moves on by them, never back."""
    clock.pauses = [*clock.pauses, [str(clock.paused), str(today)]]
    pauses = tuple(Pause(day_of(began), day_of(ended)) for began, ended in clock.pauses)
    later = calendar.due(clock.started, limit.days, pauses) if limit.working else clock.due + (today - cast(
        Any, clock.paused))
    clock.due, clock.paused = max(clock.due, later or clock.due), None
    clock.save(update_fields=["pauses", "due", "paused", "stopped"])


def settle_due(record: Record) -> None:
    """The nearest day of what runs; none while everything stands still."""
    record.due = Clock.objects.filter(record=record.pk, stopped=None, paused=None).order_by("due").values_list(
        "due", flat=True).first()
    Record.objects.filter(pk=record.pk).update(due=record.due)


def recount(*, by: Actor) -> int:
    """A decree changed the calendar: running clocks are counted anew. A promise once given never becomes earlier."""
    moved, calendars = 0, {}
    open_clocks = Clock.objects.filter(stopped=None, paused=None).select_related("record__place")
    for clock in open_clocks.iterator(chunk_size=1000):
        record = clock.record
        region = record.place.region_id if record.place else None
        if region not in calendars:
            calendars[region] = calendar_of(region)
        calendar = calendars[region]
        limit = next((one for one in kinds.get(record.kind).workflow.limits if one.name == clock.name), None)
        if limit is None or not limit.working or clock.calendar == calendar.version:
            continue
        pauses = tuple(Pause(day_of(began), day_of(ended)) for began, ended in clock.pauses)
        later = calendar.recomputed(clock.due, clock.started, limit.days, pauses)
        if later is not None and later > clock.due:
            postpone(clock, later, calendar, by)
            moved += 1
    return moved


def postpone(clock: Clock, later: date, calendar: Calendar, by: Actor) -> None:
    with whole():
        note(clock.record, "records.recount", by=by, facts={
            "limit": clock.name, "before": str(clock.due), "later": str(later), "calendar": calendar.version})
        Clock.objects.filter(pk=clock.pk, stopped=None, paused=None, due=clock.due).update(
            due=later, calendar=calendar.version)
        settle_due(clock.record)


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def link(source: Record, target: Record, *, by: Actor, sort: str, words: str = "",
         office: Organisation | None = None) -> Link:
    """Both ends show it; it stands on both timelines. What is linked already stays as it was said first."""
    with whole():
        made, new = Link.objects.get_or_create(
            source_id=source.pk, target_id=target.pk, sort=sort, ended=None,
            defaults={"by": by.person, "office": office, "words": words, "at": timezone.now()})
        if new:
            said = {"reason": words} if words else None
            made.event = note(source, "records.link", by=by, office=office, words=said,
                              facts={"to": target.code, "other": target.code, "sort": sort})
            note(target, "records.link", by=by, office=office, words=said,
                 facts={"from": source.code, "other": source.code, "sort": sort})
            made.save(update_fields=["event"])
    return made


def link_many(sources: Sequence[Record], target: Record, *, by: Actor, sort: str,
              office: Organisation | None = None) -> int:
    """Many records of one matter, with one row on the timeline of what they belong to. Returns how many are new."""
    with whole():
        there = set(Link.objects.filter(target_id=target.pk, sort=sort, ended=None).values_list("source", flat=True))
        new = [source for source in sources if source.pk not in there]
        for source in new:
            made = Link(source_id=source.pk, target_id=target.pk, sort=sort, by=by.person, office=office,
                        at=timezone.now())
            made.event = note(source, "records.link", by=by, office=office,
                              facts={"to": target.code, "other": target.code, "sort": sort})
            made.save()
        if new:
            note(target, "records.link_many", by=by, office=office, facts={
                "from": [one.code for one in new], "sort": sort, "count": len(new)})
    return len(new)


def tie(*, actor: Actor, record: Record, target: Record, sort: str, words: str = "",
        office: Organisation | None = None) -> Link:
    """Staff or a CSO say how two public records belong together: attributed, dated, with a reason if they give one.

    Hindrance: a record and itself; one that is not public (any more).
    """
    if sort not in OFFERED:
        raise ValueError(sort)
    with whole():
        spend(TIE, str(actor.person.pk))
        found = {one.pk: one for one in Record.objects.filter(pk__in=(record.pk, target.pk))}
        require(rules.tie, actor, found[record.pk])
        if len(found) < 2:
            raise Hindrance(_("A record cannot be linked to itself."))
        if found[target.pk].visibility != "public":
            raise Hindrance(_("Only what everybody can see can be linked."))
        if office is not None and office.pk not in actor.at(*rules.LINKERS):
            raise Refused(rules.tie)
        return link(found[record.pk], found[target.pk], by=actor, sort=sort, words=words.strip(), office=office)


def untie(*, actor: Actor, link: Link, words: str) -> Link:
    """Whoever made the link, or somebody of the office it was made for, takes it back with a reason; it stays to be
    read as taken back, at both ends."""
    with whole():
        link = Link.objects.select_for_update(of=("self",)).select_related("source", "target", "office").get(pk=link.pk)
        require(rules.untie, actor, link)
        link.ended, link.ended_words = timezone.now(), words.strip()
        link.save(update_fields=["ended", "ended_words"])
        for one, other in ((link.source, link.target), (link.target, link.source)):
            note(one, "records.unlink", by=actor, office=link.office, words={"reason": link.ended_words},
                 facts={"other": other.code, "sort": link.sort})
    return link


def attach(record: Record, file: StoredFile, *, by: Actor, title: str, office: Organisation | None = None,
           visibility: str = "public") -> Attachment:
    """A file on the record; its SHA-256 stands in the ledger, so nobody can exchange it."""
    with whole():
        made = Attachment.objects.create(record_id=record.pk, file=file, title=title, by=by.person,
                                         at=timezone.now(), visibility=visibility)
        note(record, "records.attach", by=by, office=office, visibility=visibility,
             facts={"sha256": file.sha256}, words={"title": title})
    return made


def held() -> QuerySet[Hold, Any]:
    """The keys of the records that a legal hold keeps as they are (holds.py)."""
    return Hold.objects.filter(lifted=None).values_list("record", flat=True)


def bound(person: Person) -> bool:
    """Whether something that this person did stands on the timeline of a record under a legal hold."""
    return Event.objects.filter(actor=person, record__in=held()).exists()


def empty(records: list[int], *, ground: str) -> int:
    """The words go, the code and the dates stay: nobody can pretend there was nothing. What a legal hold keeps stays
    whole."""
    with whole():
        records = list(Record.objects.filter(pk__in=records).exclude(pk__in=held()).values_list("pk", flat=True))
        lines = Event.objects.filter(record__in=records).values_list("line", flat=True)
        ledger.erase(list(lines), ground=ground, facts_too=True)
        drop(SearchText, records)
        Link.objects.filter(source__in=records).delete()
        return Record.objects.filter(pk__in=records).update(title="", summary="", visibility="erased", author=None,
                                                            place=None)


def empty_all_of(person: Person) -> int:
    """Private records of the person are emptied; public ones lose their author and stay: they are the city's memory."""
    theirs = Record.objects.filter(author=person).exclude(pk__in=held())
    count = empty(list(theirs.exclude(visibility="public").values_list("pk", flat=True)), ground="UU 27/2022 art. 8")
    return count + theirs.update(author=None)


def forget_deeds(person: Person) -> int:
    """What the person said on timelines loses its words; that something was done, by which office, stays."""
    lines = Event.objects.filter(actor=person).exclude(record__in=held()).values_list("line", flat=True)
    return ledger.erase(list(lines), ground="UU 27/2022 art. 8")


def release_attachments(person: Person) -> int:
    """The file stays with the record; who gave it goes, and the words of its title and its name."""
    theirs = Attachment.objects.filter(by=person).exclude(record__in=held())
    unname(one.file for one in theirs.select_related("file"))
    return theirs.update(by=None, title="")


def release_links(person: Person) -> int:
    """The relation is a public fact; who drew it becomes nobody, and their own reasons go."""
    theirs = Link.objects.filter(by=person).exclude(source__in=held()).exclude(target__in=held())
    theirs.filter(office=None).update(words="", ended_words="")
    return theirs.update(by=None)
