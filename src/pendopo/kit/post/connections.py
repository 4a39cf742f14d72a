"""How letters and messages leave, as the office typed it in. Read anew each time, so that a change needs no restart;
the environment, where it is set, wins. Passwords are sealed (kit/seal) and shown to nobody again."""
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils import timezone

from pendopo.kit.post.models import Connection
from pendopo.kit.seal import actions as seal
from pendopo.kit.seal.boxes import Box, Shut
from pendopo.kit.seal.queries import unlock
from pendopo.kit.seal.ring import KeyFileMissing
from pendopo.kit.whole import whole

MAIL, SMS = "surel", "sms"
BOUND = "post.connection"
PORTS = {"tls": "587", "smtps": "465", "plain": "25"}


class Mail(NamedTuple):
    """`url` as gateways/mail/ways reads it; empty: letters lie as files."""
    url: str
    sender: str


class Sms(NamedTuple):
    """`url` as gateways/sms/ways reads it; `secret` signs what comes in."""
    url: str
    secret: str


def by_environment(name: str) -> bool:
    return bool(settings.MAIL_URL if name == MAIL else settings.SMS_OUT or settings.SMS_SECRET)


def named(name: str) -> bool:
    """Whether there is a way out, also where its seal does not open just now."""
    return by_environment(name) or Connection.objects.filter(pk=name).exists()


def goes(channel: str) -> bool:
    """Whether a message can leave by "sms" or "wa" at all: a page offers no other. The invented city shows what would
    leave (/surat-keluar/)."""
    if settings.DEMO:
        return True
    if channel == "wa":
        return bool(settings.WHATSAPP_OUT)
    return bool(settings.SMS_OUT) if by_environment(SMS) else named(SMS)


def words(name: str) -> dict[str, str]:
    """What was typed in, with its secrets; empty where nothing was. Raises Shut where the key is lost: letters wait."""
    found = Connection.objects.filter(pk=name).select_related("key").first()
    return unlock(found.key, f"{BOUND}:{name}").open_words(found.body, name) if found else {}


def known(name: str) -> dict[str, str]:
    """The same for whoever types it in: what does not open any more is typed in anew."""
    try:
        return words(name)
    except (Shut, KeyFileMissing):
        return {}


def shown(name: str) -> str:
    """Where it leads, without name and password."""
    url = (mail_url if name == MAIL else sms_url)(known(name))
    if by_environment(name):
        url = settings.MAIL_URL if name == MAIL else settings.SMS_OUT
    return url.rpartition("@")[2].rpartition("//")[2].partition("?")[0]


def keep(name: str, typed: dict[str, str] | None) -> bool:
    """From now on; None: as if nothing had been typed. True when it is something new."""
    with whole():
        if known(name) == (typed or {}) and Connection.objects.filter(pk=name).exists() == (typed is not None):
            return False
        before = Connection.objects.filter(pk=name).values_list("key", flat=True).first()
        Connection.objects.filter(pk=name).delete()
        if before is not None:
            seal.shred([before])
        if typed is not None:
            box = Box()
            Connection.objects.create(name=name, body=box.seal_words(typed, name), changed=timezone.now(),
                                      key=seal.keep(box, f"{BOUND}:{name}"))
        return True


def mail() -> Mail:
    if by_environment(MAIL):
        return Mail(settings.MAIL_URL, settings.DEFAULT_FROM_EMAIL)
    typed = words(MAIL)
    return Mail(mail_url(typed), typed.get("sender") or settings.DEFAULT_FROM_EMAIL)


def mail_url(typed: dict[str, str]) -> str:
    if not typed.get("host"):
        return ""
    scheme, way = ("smtps", "") if typed["security"] == "smtps" else (
        "smtp", "?tls=1" if typed["security"] == "tls" else "")
    return f"{scheme}://{who(typed)}{typed['host']}:{typed.get('port') or PORTS[typed['security']]}{way}"


def sms() -> Sms:
    if by_environment(SMS):
        return Sms(settings.SMS_OUT, settings.SMS_SECRET)
    typed = words(SMS)
    return Sms(sms_url(typed), typed.get("secret", ""))


def sms_url(typed: dict[str, str]) -> str:
    """The address has scheme and host; name and password go between them."""
    if not typed.get("address"):
        return ""
    scheme, _sign, rest = typed["address"].partition("://")
    sender = f"?{urlencode({'from': typed['sender']})}" if typed.get("sender") else ""
    return f"{typed['shape']}+{scheme}://{who(typed)}{rest}{sender}"


def who(typed: dict[str, str]) -> str:
    """Name and password as they stand in an address; RapidPro has a token alone."""
    user, password = quote(typed.get("user", ""), safe=""), quote(typed.get("password", ""), safe="")
    if not user:
        return f"{password}@" if password else ""
    return f"{user}:{password}@" if password else f"{user}@"
