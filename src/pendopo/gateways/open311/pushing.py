"""Sending public reports to other bodies' Open311 servers, and asking them afterwards how far they are.

What waits is a row; the worker carries it and tries again with growing patience. The standard has no way to say "this
is the same request again": where a server took a report and its answer was lost, the next try may make a second one.
"""
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, Value, When
from django.utils import timezone
from django.utils.translation import gettext

from pendopo.analysis.open311 import LONGEST
from pendopo.analysis.open311_tree import NotOpen311
from pendopo.channels.reports.actions.carrying import give_number
from pendopo.channels.reports.queries.lists import listed
from pendopo.core.people.queries import system
from pendopo.gateways.open311 import client, queries
from pendopo.gateways.open311.client import Away, Refused
from pendopo.gateways.open311.hearing import SYSTEM, numbered
from pendopo.gateways.open311.models import Body, Push
from pendopo.kit.seal.actions import keep
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock
from pendopo.kit.whole import whole
from pendopo.kit.work.gates import Waiting
from pendopo.kit.work.passages import failed, passed

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 1440))     # then it is given up
HOLD = timedelta(minutes=5)             # how long a worker may hold a row before another one takes it
AGAIN = timedelta(minutes=30)           # between two questions how far it is
MANY = 20                               # in one round
ENDED = ("closed",)
SECRET = "key"  # noqa: S105 # the name of what is sealed, not a secret


def know(*, name: str, url: str, key: str = "", jurisdiction: str = "", form: str = "json") -> Body:
    """Another body's server. `url` ends with the version: https://kota.example/open311/v2. Raises ValueError."""
    parts = urlsplit(url)
    near = parts.hostname in ("localhost", "127.0.0.1")
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and near)):
        raise ValueError("an address with https:// is needed")
    if form not in ("json", "xml"):
        raise ValueError("form is json or xml")
    with whole():
        body, _new = Body.objects.update_or_create(name=name, defaults={
            "url": url.rstrip("/"), "jurisdiction": jurisdiction, "format": form})
        if key:
            box = Box()
            body.secret, body.key = box.seal_words({SECRET: key}, SECRET), keep(box, bound(body))
            body.save(update_fields=["secret", "key"])
    return body


def bound(body: Body) -> str:
    return f"open311.body:{body.name}"


def push(*, code: str, name: str, service_code: str) -> Push:
    """This public report goes to that body. Raises LookupError: not a public report, or no such body."""
    report, body = listed().filter(code=code).first(), Body.objects.filter(name=name).first()
    if report is None or body is None:
        raise LookupError(code if report is None else name)
    now = timezone.now()
    with whole():
        made, _new = Push.objects.get_or_create(record_id=report.pk, body=body, defaults={
            "service_code": service_code, "made": now, "next_try": now})
    return made


def drain() -> int:
    """One round: everything whose time has come. Returns how many moved on."""
    now = timezone.now()
    with whole():
        taken = list(Push.objects.select_for_update(skip_locked=True, of=("self",)).select_related("body__key").filter(
            next_try__lte=now).order_by("next_try")[:MANY])
        Push.objects.filter(pk__in=[one.pk for one in taken]).update(next_try=now + HOLD)
    steps: dict[str, Callable[[Push], None]] = {"waiting": sent, "token": numbered_there, "sent": asked}
    done = sum(carried(one, steps[one.state]) for one in taken)
    passed("open311.out", done)
    return done


def carried(one: Push, step: Callable[[Push], None]) -> bool:
    try:
        step(one)
    except (Away, NotOpen311) as away:
        later(one, str(away))
        failed("open311.out", type(away).__name__)
        return False
    except Refused as refused:
        settle(one, state="given_up" if one.state == "waiting" else one.state, error=str(refused), next_try=None)
        failed("open311.out", "Refused")
        return False
    return True


def later(one: Push, error: str) -> None:
    """Tried again; given up when patience is used up, but a report that is there already stays there."""
    over = one.tries >= len(WAITS)
    wait = AGAIN if one.state == "sent" else WAITS[min(one.tries, len(WAITS) - 1)]
    settle(one, tries=min(one.tries + 1, len(WAITS)), error=error[:200],
           state="given_up" if over and one.state != "sent" else one.state,
           next_try=None if over and one.state != "sent" else timezone.now() + wait)


def settle(one: Push, **now: str | int | datetime | None) -> None:
    Push.objects.filter(pk=one.pk).update(**now)


def words(one: Push) -> list[tuple[str, str]]:
    """What every call carries: whose city, which key."""
    body = one.body
    found = [("jurisdiction_id", body.jurisdiction)] if body.jurisdiction else []
    if body.key is not None:
        found.append(("api_key", str(unlock(body.key, bound(body)).open_words(body.secret, SECRET)[SECRET])))
    return found


def sent(one: Push) -> None:
    """The published words, the place and the picture; nothing of who reported."""
    inner = listed().filter(pk=one.record_id).values("pk")
    found = queries.requests(inner, "-requested_datetime")
    if not found:
        raise Refused("no longer public")
    told = found[0]
    end = "\n\n" + gettext("Sent on by %(site)s: %(address)s") % {
        "site": settings.SITE, "address": told.extended["address"]}
    pairs = [*words(one), ("service_code", one.service_code),
             ("description", told.description[:LONGEST - len(end)] + end), ("address_string", told.address)]
    if told.lat is not None and told.long is not None:
        pairs += [("lat", str(told.lat)), ("long", str(told.long))]
    if told.media_url:
        pairs.append(("media_url", told.media_url))
    taken = client.send(one.body.url, one.body.format, pairs)
    if taken.service_request_id:
        arrived(one, taken.service_request_id)
    else:
        settle(one, state="token", token=taken.token[:200], tries=0, error="", next_try=timezone.now() + WAITS[0])


def numbered_there(one: Push) -> None:
    """Has the token become a number?"""
    number = client.number_of(one.body.url, one.body.format, one.token, words(one))
    if not number:
        raise Away("no number yet")
    arrived(one, number)


def arrived(one: Push, number: str) -> None:
    report = listed().filter(pk=one.record_id).first()
    with whole():
        settle(one, state="sent", number=number[:200], status="open", tries=0, error="",
               next_try=timezone.now() + AGAIN)
        if report is not None:
            give_number(actor=system(SYSTEM), report=report, system=SYSTEM, number=numbered(one.body, number),
                        state="open")


def asked(one: Push) -> None:
    """How far is it there?"""
    status = client.status_of(one.body.url, one.body.format, one.number, words(one)).status[:60]
    report = listed().filter(pk=one.record_id).first()
    with whole():
        settle(one, status=status, tries=0, error="",
               next_try=None if status in ENDED else timezone.now() + AGAIN)
        if report is not None and status != one.status:
            give_number(actor=system(SYSTEM), report=report, system=SYSTEM, number=numbered(one.body, one.number),
                        state=status)


def waiting() -> Waiting:
    """What still has to go to other bodies, and what was given up."""
    return Waiting(Push.objects.filter(next_try__isnull=False).exclude(state="sent").count(),
                   Push.objects.filter(state="given_up").count())


def again() -> int:
    """What was given up is tried anew. One that has a token there is asked for its number, not sent a second time."""
    state = Case(When(token="", then=Value("waiting")), default=Value("token"))
    with whole():
        return Push.objects.filter(state="given_up").update(state=state, tries=0, error="", next_try=timezone.now())
