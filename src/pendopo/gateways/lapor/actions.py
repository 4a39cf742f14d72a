"""Sending reports that an officer chose, and taking over what is said of them there. Words are opened while they are
sent and lie in no queue."""
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.analysis.ringkas_columns import STATES, plain
from pendopo.channels.reports.actions.carrying import give_number
from pendopo.channels.reports.actions.hearing import hear_foreign
from pendopo.channels.reports.queries.news import (
    by_key,
    leaving,
    linked,
    not_in,
    number_in,
    spoken,
    with_number,
    words_of,
    works_at_desk,
)
from pendopo.core.people.actors import Actor
from pendopo.core.people.queries import keyed, system
from pendopo.core.records import actions as records
from pendopo.gateways.lapor.desk import SYSTEM, Case, Closed, Desk, Later, News, Rejected, Unsure
from pendopo.gateways.lapor.models import Heard, Saying, Sending
from pendopo.gateways.lapor.stream import stream
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.whole import whole
from pendopo.kit.work.gates import Waiting
from pendopo.kit.work.passages import failed, passed

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 1440))
REST = timedelta(minutes=2)
BATCH, ENOUGH = 20, 4.0
MANY = 50                            # numbers in one question


class NotChosen(Exception):
    """This actor may not send this report, or it is secret and that was not said."""


def choose(*, by: Actor, code: str, secret_too: bool = False) -> Sending:
    """A coordinator of the desk sends this report to LAPOR!. A secret one goes only where they say so for it alone; its
    flags go along. Raises NotChosen."""
    report = not_in(by, SYSTEM).filter(code=code).first() if works_at_desk(by) else None
    if report is None or (report.secret and not secret_too):
        raise NotChosen(code)
    with whole():
        made, new = Sending.objects.get_or_create(report=report)
        if new:
            records.note(report, "lapor.choose", by=by, office=report.desk, visibility="members")
    return made


def settle_number(*, by: Actor, code: str, number: str) -> None:
    """A coordinator looked it up there. Raises NotChosen."""
    report = not_in(by, SYSTEM).filter(code=code).first() if works_at_desk(by) else None
    if report is None or with_number(SYSTEM, number) is not None:
        raise NotChosen(code)
    with whole():
        give_number(actor=by, report=report, system=SYSTEM, number=number)
        Sending.objects.filter(report=report).update(state="sent", next_try=None, error="")


# Out

def work(desk: Desk | None = None) -> int:
    """One round of the worker: reports, then answers. Returns how many went."""
    desk = desk or stream()
    if desk is None:
        return 0
    try:
        done = send(desk) + (tell(desk) if desk.asks else 0)
    except Closed as closed:
        failed("lapor.out", str(closed))
        return 0
    passed("lapor.out", done)
    return done


def send(desk: Desk) -> int:
    until, done = time.monotonic() + ENOUGH, 0
    due = Sending.objects.filter(state__in=("waiting", "unsure"), next_try__lte=timezone.now()).order_by(
        "next_try", "pk")
    for one in due[:BATCH]:
        if time.monotonic() > until:
            break
        try:
            done += send_one(desk, one)
        except Closed:
            Sending.objects.filter(pk=one.pk).update(next_try=timezone.now() + REST, error="Closed")
            raise
    return done


def send_one(desk: Desk, one: Sending) -> bool:
    """Asked first, when nobody knows whether it arrived; without a way to ask, a person looks."""
    report = by_key(one.pk)
    try:
        if report is None:
            raise Rejected("erased")
        number = number_in(SYSTEM, report)
        if not number and one.state == "unsure":
            if not desk.asks:
                Sending.objects.filter(pk=one.pk).update(next_try=None)
                return False
            number = desk.find(report.code)
        if not number:
            Sending.objects.filter(pk=one.pk).update(state="unsure")      # a crash while it is under way
            number = desk.submit(case(one.pk))
    except (Later, Unsure, Rejected, Shut) as error:
        later(one, error)
        return False
    except Closed:
        Sending.objects.filter(pk=one.pk).update(state=one.state)
        raise
    with whole():
        give_number(actor=system("lapor"), report=report, system=SYSTEM, number=number)
        Sending.objects.filter(pk=one.pk).update(state="sent", next_try=None, error="", tries=one.tries + 1)
    return True


def case(key: int) -> Case:
    """Opened now, for this one sending. Raises Shut, Rejected."""
    report = by_key(key)
    if report is None:
        raise Rejected("erased")
    found = leaving(report)
    if not found.told.words:
        raise Rejected("erased")
    who = found.reporter
    first, _space, last = (who.name if who else "").partition(" ")
    return Case(found.code, found.told.words, first, last, who.email if who else "", who.phone if who else "",
                found.secret, found.anonymous)


def later(one: Sending, error: Exception) -> None:
    unsure = isinstance(error, Unsure)
    over = isinstance(error, Rejected | Shut) or (one.tries >= len(WAITS) and not unsure)
    wait = None if over else timezone.now() + WAITS[min(one.tries, len(WAITS) - 1)]
    Sending.objects.filter(pk=one.pk).update(
        state="given_up" if over else "unsure" if unsure else "waiting", tries=one.tries + 1, next_try=wait,
        error=str(error)[:80] or type(error).__name__)
    failed("lapor.out", type(error).__name__)


def tell(desk: Desk) -> int:
    """Answers of offices here, on reports that have a number there."""
    new = spoken(SYSTEM).exclude(pk__in=Saying.objects.values("message"))
    Saying.objects.bulk_create([Saying(message=message) for message in new[:BATCH]])
    done = 0
    for one in Saying.objects.filter(state="waiting", next_try__lte=timezone.now()).select_related(
            "message__report__key").order_by("next_try", "pk")[:BATCH]:
        number = number_in(SYSTEM, one.message.report)
        text = words_of(one.message) or _("The office has answered the reporter.")
        try:
            desk.say(number, text, key=str(one.pk))
        except (Later, Rejected) as error:
            over = isinstance(error, Rejected) or one.tries >= len(WAITS)
            Saying.objects.filter(pk=one.pk).update(
                state="given_up" if over else "waiting", tries=one.tries + 1, error=str(error)[:80],
                next_try=None if over else timezone.now() + WAITS[one.tries])
            failed("lapor.out", type(error).__name__)
        else:
            Saying.objects.filter(pk=one.pk).update(state="sent", next_try=None, error="")
            done += 1
    return done


# In

def poll(desk: Desk | None = None) -> int:
    """What they say of the reports that are open here. Returns how many changed."""
    desk = desk or stream()
    if desk is None or not desk.asks:
        return 0
    numbers = list(linked(SYSTEM).filter(Q(report__closed=None)).values_list("number", flat=True))
    done = 0
    try:
        for at in range(0, len(numbers), MANY):
            done += sum(hear(one) for one in desk.news(numbers[at:at + MANY]))
    except (Closed, Later) as error:
        failed("lapor.in", type(error).__name__)
    passed("lapor.in", done)
    return done


def hear(news: News) -> bool:
    """State and new answers of one report, each once."""
    report = with_number(SYSTEM, news.number)
    if report is None:
        return False
    changed = False
    for answer in news.answers:
        text = f"{answer.agency}: {answer.text}" if answer.agency else answer.text
        changed |= once(f"{news.number}:{answer.id}", partial(
            hear_foreign, by=system("lapor"), report=report, system=SYSTEM, number=news.number, text=text))
    if news.label:
        changed |= hear_foreign(by=system("lapor"), report=report, system=SYSTEM, number=news.number,
                                state=STATES.get(plain(news.label), ""), label=news.label)
    return changed


def once(name: str, act: Callable[[], bool]) -> bool:
    """The mark and what it stands for, or neither."""
    with whole():
        _row, new = Heard.objects.get_or_create(mark=keyed("lapor-heard", name))
        return act() if new else False


def waiting() -> Waiting:
    rows = Sending.objects.values_list("state", flat=True)
    return Waiting(sum(state == "waiting" for state in rows), sum(state in ("given_up", "unsure") for state in rows))


def again() -> int:
    """What was given up. What is unsure is asked for first; without a way to ask it waits for a person's number."""
    now = timezone.now()
    count = Saying.objects.filter(state="given_up").update(state="waiting", next_try=now, tries=0)
    count += Sending.objects.filter(state="given_up").update(state="waiting", next_try=now, tries=0)
    desk = stream()
    if desk is not None and desk.asks:
        count += Sending.objects.filter(state="unsure").update(next_try=now)
    return count
