"""Messages come in: believed or not, kept sealed, and understood by the worker a moment later."""
import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from pendopo.analysis.messages_in import Media, Message
from pendopo.core.people.phones import e164
from pendopo.core.people.queries import keyed
from pendopo.gateways.sms.models import Arrived
from pendopo.gateways.sms.queries import BOUND, DRAWER
from pendopo.kit.limits.actions import Budget, TooOften, spend
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock
from pendopo.kit.whole import whole
from pendopo.kit.work.keeping import rule
from pendopo.kit.work.passages import dropped, passed

NUMBER = Budget("sms-number", 30, 3600)          # messages of one number that are looked at in an hour
WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120))
HOLD = timedelta(minutes=5)
KEPT = rule("messages-in").span                  # how long the same message is known again


def take_in(way: str, messages: Iterable[Message], spare: str = "") -> int:
    """Keeps what is new, whoever repeats it. `spare` names a message whose gateway gave it no number."""
    taken = 0
    for message in messages:
        sender = number(message.sender)
        name = message.id or spare or hashlib.sha256(f"{sender}\n{message.text}\n{message.at}".encode()).hexdigest()
        if not sender or not put(way, sender, message, keyed("sms-in", f"{way}:{name}")):
            dropped("sms.in")
        else:
            taken += 1
    passed("sms.in", taken)
    return taken


def number(sender: str) -> str:
    """E.164; empty for short numbers and names, to which nobody can answer. WhatsApp writes 62812..., without +."""
    for said in (sender, f"+{sender}"):
        try:
            return e164(said)
        except ValueError:
            continue
    return ""


def put(way: str, sender: str, message: Message, mark: str) -> bool:
    """False: it came before, or this number writes too much."""
    if Arrived.objects.filter(mark=mark).exists():
        return False
    try:
        spend(NUMBER, sender)
    except TooOften:
        return False
    box, told = Box(), asdict(message)
    told |= {"sender": sender, "at": message.at.isoformat() if message.at else ""}
    try:
        with whole():
            Arrived.objects.create(mark=mark, way=way, key=keep(box, BOUND), body=box.seal_words(told, DRAWER))
    except IntegrityError:                       # the same one at the same moment
        return False
    return True


def opened(arrived: Arrived) -> Message:
    """In plain, while it is understood."""
    if arrived.key is None:
        raise LookupError(arrived.pk)
    told: dict[str, Any] = unlock(arrived.key, BOUND).open_words(arrived.body, DRAWER)
    return Message(told["sender"], told["text"], told["id"],
                   datetime.fromisoformat(told["at"]) if told["at"] else None,
                   tuple(Media(**one) for one in told["media"]), told["reply_to"])


def claim(arrived: Arrived) -> None:
    """For this worker: another one leaves it alone meanwhile."""
    Arrived.objects.filter(pk=arrived.pk).update(next_try=timezone.now() + HOLD)


def understood(arrived: Arrived) -> None:
    """Its words go; its mark stays, so that the same message is not taken twice."""
    key = arrived.key_id
    Arrived.objects.filter(pk=arrived.pk).update(next_try=None, body=b"", key=None, error="")
    if key is not None:
        shred([key])


def troubled(arrived: Arrived, error: str) -> None:
    """Tried again with growing patience; after that it lies until somebody presses the button."""
    over = arrived.tries >= len(WAITS)
    Arrived.objects.filter(pk=arrived.pk).update(
        tries=arrived.tries + 1, error=error[:80],
        next_try=None if over else timezone.now() + WAITS[arrived.tries])


def again() -> int:
    """What was given up is tried once more."""
    return Arrived.objects.filter(next_try=None, key__isnull=False).update(next_try=timezone.now(), tries=0)


def sweep() -> int:
    old = Arrived.objects.filter(at__lt=timezone.now() - KEPT)
    keys = [key for key in old.values_list("key", flat=True) if key is not None]
    gone: int = old.delete()[0]
    shred(keys)
    return gone
