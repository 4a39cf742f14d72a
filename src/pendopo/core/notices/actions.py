"""Telling people, and carrying it to them. Nothing here is about one person at a time: a digest is a handful of
questions to the database, however many people follow, and those without news cause no work at all."""
import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from itertools import groupby
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.utils import timezone

from pendopo.core.notices.digest import letter
from pendopo.core.notices.models import PENDING, Delivery, Notice
from pendopo.core.notices.queries import people_waiting, taken, waiting_for
from pendopo.core.notices.rules import prefer as may_prefer
from pendopo.core.notices.wordings import wordings
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.places.queries import city
from pendopo.core.records.models import Record
from pendopo.kit.post.actions import forget, post_many
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

READERS = ("new", "citizen", "official")        # those who can sign in and look; guests have a receipt instead
CROWD = 500                                     # people a round of the digest: what is in memory at once
SEEN, UNSEEN = timedelta(days=90), timedelta(days=400)      # then news are swept
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
    chosen: QuerySet[Any] = people if isinstance(people, QuerySet) else Person.objects.filter(
        pk__in=[one.pk for one in people])
    if "way" not in chosen.query.annotations:
        chosen = chosen.annotate(way=Value(way))
    chosen = chosen.filter(is_active=True, sort__in=READERS).order_by()
    try:
        sql, asked = chosen.values_list("id", "way").query.sql_with_params()
    except EmptyResultSet:
        return 0
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with whole(), connection.cursor() as cursor:
        cursor.execute(TELL.format(people=sql),
                       [record.pk if record else None, template, json.dumps(facts), now, *asked])
        return int(cursor.rowcount)


def digest() -> int:
    """Every morning: who has news and wants them daily (on Mondays weekly, too) gets one letter. Returns how many."""
    paces = ("daily", "weekly") if timezone.localdate().weekday() == 0 else ("daily",)
    return mail_all(waiting_for(paces))


def at_once() -> int:
    """Every minute: what cannot wait for the morning, outside of everybody's own quiet hours."""
    hour = timezone.localtime().time().replace(second=0, microsecond=0)
    return mail_all(waiting_for(("instant",), loud=True, hour=hour))


def mail_all(wanted: Q) -> int:
    """Marks the news first and then writes the letters, in one transaction a round: whoever dies in between has
    neither, and two at once never take the same."""
    sent, place = 0, city()
    name = place.name if place else "Pendopo"
    while crowd := people_waiting(wanted, CROWD):
        with whole():
            moment = timezone.now()
            theirs = Notice.objects.filter(wanted, person__in=crowd).values("pk")
            Notice.objects.filter(PENDING, pk__in=theirs).update(mailed=moment)
            written = [letter(person, list(news), name)
                       for person, news in groupby(taken(moment), key=lambda notice: notice.person)]
            sent += post_many(one for one in written if one is not None)
    return sent


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


def sweep() -> int:
    """Nightly: old news are history, and history stands on the timelines."""
    now = timezone.now()
    return Notice.objects.filter(Q(seen__lt=now - SEEN) | Q(made__lt=now - UNSEEN)).delete()[0]


def drop(person: Person) -> int:
    """The person goes: their news, and every letter that lies in the outbox for them."""
    return Notice.objects.filter(person=person).delete()[0] + forget(person.email)


def drop_delivery(person: Person) -> int:
    return Delivery.objects.filter(person=person).delete()[0]
