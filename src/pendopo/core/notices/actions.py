"""Telling people, and carrying it to them. Nothing here is about one person at a time: a digest is a handful of
questions to the database, however many people follow, and those without news cause no work at all."""
import json
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from functools import cache
from itertools import groupby
from time import monotonic as time_passed
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from pendopo.core.ledger.queries import head
from pendopo.core.notices.digest import letter, question
from pendopo.core.notices.models import PENDING, Delivery, Notice, Reach, Stream
from pendopo.core.notices.queries import due_at_once, due_by_digest, happened, news_for, people_waiting
from pendopo.core.notices.reaching import DRAWER, bound, contact
from pendopo.core.notices.rules import leave_contact as may_leave_contact
from pendopo.core.notices.rules import prefer as may_prefer
from pendopo.core.notices.streams import quiet, shares, sources
from pendopo.core.notices.wordings import wordings
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.places.queries import city
from pendopo.core.records.models import Event, Record
from pendopo.core.records.queries import upstream
from pendopo.kit import steady
from pendopo.kit.limits.actions import Budget, take
from pendopo.kit.post.actions import enclosed, forget_about, post_many
from pendopo.kit.prepared import Prepared
from pendopo.kit.rules import require
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box
from pendopo.kit.whole import whole
from pendopo.kit.work.keeping import rule

READERS = ("new", "citizen", "official")        # those who can sign in and look; guests have a receipt instead
REACHED = Q(sort="guest", claimed_by=None, reach__isnull=False)      # ... and some of them left a contact
CROWD = 200                                     # people a round of the digest: what is in memory at once
SLICE = 4.0                                     # seconds of one run; the worker has other work
FLOW = 5_000                                    # lines of the ledger a run of the stream
SEEN, UNSEEN = rule("news-seen").span, rule("news-unseen").span      # then news are swept
UNUSED = rule("contacts").span                  # after the last message
UNPROVED = rule("contacts-unproved").span       # after the question whether it is theirs
QUESTIONS = Budget("notices.question", 3, 86_400)                    # to one contact, whoever left it
TELL = """
INSERT INTO notices_notice (person_id, record_id, template, facts, count, way, made)
SELECT told.id, %s, %s, %s, 1, min(told.way), %s FROM ({people}) AS told WHERE true GROUP BY told.id
ON CONFLICT (person_id, record_id, template) WHERE mailed IS NULL AND seen IS NULL
DO UPDATE SET count = notices_notice.count + 1, made = excluded.made, facts = excluded.facts, way = excluded.way"""


def tell(people: QuerySet[Person] | Iterable[Person], template: str, record: Record | None = None, *,
         way: str = "digest", **facts: Any) -> int:
    """Each of these people has news; one statement, in the transaction of the caller. Returns how many were told.

    people: a queryset (its own annotation `way` goes before `way`, as in voices.queries.followers) or any iterable.
    way: "now", "digest" or "here". facts: what the wording of the template lists; nothing personal.
    """
    if set(facts) != set(wordings()[template].facts):
        raise ValueError(f"{template} is told with {sorted(wordings()[template].facts)}, not {sorted(facts)}")
    many = isinstance(people, QuerySet)
    sql, asked = among(people, way) if isinstance(people, QuerySet) else these([one.pk for one in people], way)
    if not sql:
        return 0
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with whole(), connection.cursor() if many else steady.cursor() as cursor:
        cursor.execute(TELL.format(people=sql),
                       [record.pk if record else None, template, json.dumps(facts), now, *asked])
        return int(cursor.rowcount)


def among(people: QuerySet[Person], way: str) -> tuple[str, Sequence[Any]]:
    """Those of them whom news can reach, as SQL with its parameters; empty: there can be none."""
    try:
        return reached(people, way).query.sql_with_params()
    except EmptyResultSet:
        return "", ()


def reached(people: QuerySet[Person], way: str) -> QuerySet[Person, tuple[int, str]]:
    chosen: QuerySet[Any] = people if "way" in people.query.annotations else people.annotate(way=Value(way))
    return chosen.filter(REACHED | Q(sort__in=READERS), is_active=True).order_by().values_list("id", "way")


def these(keys: Sequence[int], way: str) -> tuple[str, Sequence[Any]]:
    """The same of people who are at hand; few of them, as those of a desk, by a question that is ready."""
    if not 0 < len(keys) <= CROWD:
        return among(Person.objects.filter(pk__in=keys), way)
    size = 1 << (len(keys) - 1).bit_length()
    return crowd(size).sql(way=way, **{f"key{n}": keys[min(n, len(keys) - 1)] for n in range(size)})


@cache
def crowd(size: int) -> Prepared[tuple[int, str]]:
    return Prepared(lambda way, **keys: reached(Person.objects.filter(pk__in=list(keys.values())), way), way=str,
                    **{f"key{n}": int for n in range(size)})


def digest() -> int:
    """One letter for everybody who has news: every morning at six, or on Mondays for those who chose that.

    Called every minute and done in slices, so that a big city's digest does not keep the ledger waiting; what is left
    goes a minute later. Returns how many letters were written.
    """
    return mail_all(due_by_digest(timezone.localtime()))


def at_once() -> int:
    """Every minute: what cannot wait for the morning, outside of everybody's own quiet hours."""
    return mail_all(due_at_once(timezone.localtime()))


def mail_all(wanted: Q) -> int:
    until, name, sent = time_passed() + SLICE, place_name(), 0
    while time_passed() < until and (crowd := people_waiting(wanted, CROWD)):
        sent += mail(list(news_for(crowd, wanted)), name)
    return sent


def place_name() -> str:
    place = city()
    return place.name if place else "Pendopo"


def mail(news: list[Notice], city: str) -> int:
    """The letters are composed before the transaction. Inside it, whoever has read, or has heard more, or was written
    to by somebody else meanwhile, is left for the next round: nobody gets a letter twice, nothing is left out."""
    by_person = [(person, list(theirs)) for person, theirs in groupby(news, key=lambda notice: notice.person)]
    letters = [(theirs, letter(person, theirs, city)) for person, theirs in by_person]
    with whole():
        keys = [notice.pk for notice in news]
        made = dict(Notice.objects.select_for_update().filter(PENDING, pk__in=keys).values_list("pk", "made"))
        same = [(theirs, one) for theirs, one in letters if all(made.get(n.pk) == n.made for n in theirs)]
        Notice.objects.filter(pk__in=[n.pk for theirs, _ in same for n in theirs]).update(mailed=timezone.now())
        outside = [theirs[0].person_id for theirs, one in same if one is not None and theirs[0].person.sort == "guest"]
        if outside:
            Reach.objects.filter(person__in=outside).update(used=timezone.now())
        return post_many(enclosed(one) if theirs[0].person_id in outside else one
                         for theirs, one in same if one is not None)


def flow() -> int:
    """Every minute: something happened on a public record, and those who took part in what it answers, continues or
    came from are told, once each, whatever circles the links make. Nobody is told twice of the same: who follows the
    record itself hears of it from its own room, and whoever did it knows. Returns how many pieces of news there were.

    It follows the ledger by place, which is given after commit, so that nothing is skipped; the place and the news
    are written together, so that nothing is told again. The first run begins at the end: old news are none.
    """
    with whole():
        size = head().size
        stream, fresh = Stream.objects.select_for_update().get_or_create(pk=1, defaults={"place": size})
        if fresh or stream.place >= size:
            return 0
        until = min(size, stream.place + FLOW)
        moved: dict[int, list[Event]] = {}
        for event in happened(stream.place, until, quiet()):
            moved.setdefault(event.record_id, []).append(event)
        told = sum(_flow_from(events) for events in moved.values())
        stream.place = until
        stream.save(update_fields=["place"])
    return told


def _flow_from(events: list[Event]) -> int:
    record = events[-1].record
    uppers = upstream(record.pk)
    if not uppers:
        return 0
    without = {key for source in sources() for key in source.left_out(record.pk)}
    without |= {event.actor_id for event in events}
    codes = dict(Record.objects.filter(pk__in=uppers, visibility="public").values_list("pk", "code"))
    told = sum(tell(Person.objects.filter(pk__in=persons), "notices.downstream", record, way=way,
                    origin=codes.get(upper, "…")) for upper, way, persons in shares(uppers, without))
    if any("state" in event.carries for event in events):
        for source in sources():
            source.heard(uppers, record)
    return told


def read(*, actor: Actor, upto: datetime, record: Record | None = None, everything: bool = False) -> int:
    """Seen: the news on one record, those about the account (no record), or everything, up to what was on the page."""
    news = Notice.objects.filter(person__in=actor.own_ids, seen=None, made__lte=upto)
    return (news if everything else news.filter(record=record)).update(seen=timezone.now())


def prefer(*, actor: Actor, pace: str, quiet_from: time | None = None, quiet_until: time | None = None) -> Delivery:
    """How this person wants their mail from now on."""
    with whole():
        require(may_prefer, actor, actor.person)
        return Delivery.objects.update_or_create(person=actor.person, defaults={
            "pace": pace, "quiet_from": quiet_from, "quiet_until": quiet_until})[0]


def leave_contact(*, actor: Actor, to: str) -> Reach | None:
    """Somebody without an account says where they want to hear what becomes of it; "" ends that."""
    with whole():
        require(may_leave_contact, actor, actor.person)
        if not to:
            drop_reach(actor.person)
        return reach(by=actor, to=to)


def reach(*, by: Actor, to: str) -> Reach | None:
    """In the transaction in which a guest says something: the contact that they left with it, sealed. The first message
    asks there whether it is theirs, and nothing else is written before somebody says yes. An account is told as its
    owner chose; of them nothing is kept here."""
    if not to or by.person.sort != "guest":
        return None
    there = Reach.objects.filter(person=by.person.pk).exclude(proved=None).first()
    if there is not None and contact(by.person) == to:
        return there
    drop_reach(by.person)
    box = Box()
    left = Reach.objects.create(person=by.person, key=keep(box, bound(by.person)),
                                body=box.seal_words({"contact": to}, DRAWER))
    if not take((QUESTIONS, to.casefold())):         # when spent nobody is told: whose contact it is has had enough
        post_many([enclosed(question(left, to, place_name()))])
    return left


def prove_reach(*, reach: Reach) -> None:
    """Whoever reads this contact said yes: what happened meanwhile goes there with the next round."""
    now = timezone.now()
    Reach.objects.filter(pk=reach.pk, key=reach.key_id, proved=None).update(proved=now, used=now)


def end_mail(*, person: Person) -> None:
    """Whoever holds the signed link of a letter wants no more of them. A contact that was left goes for good."""
    if person.sort == "guest":
        with whole():
            drop_reach(person)
    else:
        prefer(actor=person, pace="none")


def drop_reach(person: Person) -> int:
    """The contact, its key, and every letter that lies in the outbox for it: of this person alone, because whoever's
    address it is may wait for a code to sign in."""
    found = Reach.objects.filter(person=person.pk).first()
    if found is None:
        return 0
    forget_about(bound(person))
    found.delete()
    return shred([found.key_id])


def sweep() -> int:
    """Nightly: old news are history, and history stands on the timelines. Contacts go that nobody writes to any more or
    that nobody proved, and those of guests whom an account took over."""
    now = timezone.now()
    for gone in Person.objects.filter(Q(reach__used__lt=now - UNUSED)
                                      | Q(reach__used__lt=now - UNPROVED, reach__proved=None)
                                      | Q(reach__isnull=False, claimed_by__isnull=False)):
        with whole():
            drop_reach(gone)
    return Notice.objects.filter(Q(seen__lt=now - SEEN) | Q(made__lt=now - UNSEEN)).delete()[0]


def drop(person: Person) -> int:
    """The person goes: their news, and every letter with news that lies in the outbox for them."""
    return Notice.objects.filter(person=person).delete()[0] + forget_about(bound(person))


def drop_delivery(person: Person) -> int:
    return Delivery.objects.filter(person=person).delete()[0]
