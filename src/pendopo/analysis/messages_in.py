"""Messages of SMS and WhatsApp gateways as they arrive at a webhook, in the shapes of those who send them.

Kannel: a GET or form with words of the operator's own choosing; these are the ones of its guide's examples. RapidPro: a
webhook of a flow or an external channel, form or JSON. WhatsApp Cloud: the `messages` of a `whatsapp_business_account`
notification. A body is believed only when its signature holds (`signed`); then it is still what a stranger wrote.
"""
import hashlib
import hmac
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from urllib.parse import parse_qsl

from pendopo.analysis import dates_id
from pendopo.analysis.plain_xml import clean

LONGEST = 4_096                 # characters of a message; WhatsApp's own limit
SENDER = re.compile(r"\+?[0-9]{5,20}")
MEDIA = ("image", "audio", "voice", "video", "document")
YES = frozenset({"ya", "y", "iya", "yes", "ok", "oke", "sudah", "selesai", "beres", "benar", "betul"})
NO = frozenset({"tidak", "tdk", "t", "tak", "no", "n", "belum", "blm", "bukan", "salah"})

DENIALS = frozenset({"bukan", "wrong"})
MINE = frozenset({"saya", "aku", "kami", "milik", "punya", "laporan", "ini", "itu", "nomor", "not", "mine", "my", "me",
                  "report", "number"})
COUNTERSIGN = re.compile(r"\s*(?:(?:ya|iya|yes|y)\b[^0-9]{0,40})?([0-9]{3})[\s.-]?([0-9]{3})(?![0-9])[\s,.:;-]*(.*)",
                         re.IGNORECASE | re.DOTALL)


class NotAMessage(ValueError):
    """What came is no message in this shape."""


@dataclass(frozen=True)
class Media:
    mime: str
    id: str = ""                                        # asked for from the gateway
    url: str = ""                                       # or fetched from there


@dataclass(frozen=True)
class Message:
    sender: str                                         # digits with or without +, as the gateway writes it
    text: str = ""
    id: str = ""                                        # of the gateway: the same message may come twice
    at: datetime | None = None
    media: tuple[Media, ...] = ()
    reply_to: str = ""                                  # id of our message that it answers


def signed(secret: bytes, body: bytes, said: str) -> bool:
    """Is it HMAC-SHA256 of the whole body in hex, with or without "sha256=" (Meta's X-Hub-Signature-256)?"""
    wanted = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), said.removeprefix("sha256=").lower().encode("utf-8", "replace"))


def kannel(pairs: Iterable[tuple[str, str]], zone: tzinfo) -> Message:
    """from, text (or message), id (or smsid), ts or time; %p %a %i %T %t of its sms-service get-url."""
    given = dict(pairs)
    said = given.get("ts", "")
    at = datetime.fromtimestamp(int(said), UTC) if re.fullmatch(r"\d{1,11}", said) else _moment(given.get("time"), zone)
    return made(_first(given, "from", "sender", "phone"), _first(given, "text", "message"),
                 _first(given, "id", "smsid"), at)


def rapidpro(body: bytes, kind: str, zone: tzinfo) -> Message:
    """A flow's webhook (JSON: contact.urn, input.text, input.attachments "mime:url") or an external channel's form."""
    if "json" not in kind:
        pairs = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=50))
        return made(_first(pairs, "from", "sender", "phone"), _first(pairs, "text", "message"),
                     _first(pairs, "id", "message_id"), _moment(_first(pairs, "date", "time"), zone))
    found = _json(body)
    given = found.get("input")
    entry: dict[str, Any] = given if isinstance(given, dict) else {"text": given}
    contact = found.get("contact")
    urn = _text(entry.get("urn")) or (_text(contact.get("urn")) if isinstance(contact, dict) else "")
    attachments = entry.get("attachments")
    media = tuple(Media(mime, url=address) for one in (attachments if isinstance(attachments, list) else [])
                  if isinstance(one, str) for mime, _, address in [one.partition(":")] if address.startswith("http"))
    return made(urn.rpartition(":")[2], _text(entry.get("text")), _text(entry.get("uuid")),
                 _moment(entry.get("created_on"), zone), media)


def whatsapp(body: bytes) -> list[Message]:
    """Every message of a notification, also none: delivery reports come to the same address."""
    found = _json(body)
    if not isinstance(found.get("entry"), list):
        raise NotAMessage("no entry")
    values = [change.get("value") for entry in found["entry"] if isinstance(entry, dict)
              for change in _listed(entry.get("changes")) if isinstance(change, dict)]
    return [_whatsapp(one) for value in values if isinstance(value, dict)
            for one in _listed(value.get("messages")) if isinstance(one, dict)]


def _whatsapp(one: dict[str, Any]) -> Message:
    kind = _text(one.get("type"))
    inside = one.get(kind)
    part: dict[str, Any] = inside if isinstance(inside, dict) else {}
    media: tuple[Media, ...] = ()
    if kind in MEDIA:
        media = (Media(_text(part.get("mime_type")).partition(";")[0], _text(part.get("id"))),)
    pressed = part.get(_text(part.get("type"))) if kind == "interactive" else None
    words = pressed.get("title") if isinstance(pressed, dict) else part.get("body") or part.get("caption") or part.get(
        "text")
    said, context = _text(one.get("timestamp")), one.get("context")
    at = datetime.fromtimestamp(int(said), UTC) if re.fullmatch(r"\d{1,11}", said) else None
    return made(_text(one.get("from")), _text(words), _text(one.get("id")), at, media,
                 _text(context.get("id")) if isinstance(context, dict) else "")


def keyword(text: str, known: Collection[str]) -> tuple[str, str]:
    """("LAPOR", the rest) from "lapor jalan rusak"; ("", the whole text) where the first word is none of `known`."""
    first, *rest = text.split(maxsplit=1) or [""]
    word = re.sub(r"\W+$", "", first).upper()
    return (word, "".join(rest).strip()) if word in {one.upper() for one in known} else ("", text.strip())


def yes_or_no(text: str) -> bool | None:
    """True for YA, False for TIDAK, None for everything that is not plainly one of them: then a person reads it."""
    words = re.findall(r"[a-z]+", text.lower())
    if not words or len(words) > 3:
        return None
    if any(word in NO for word in words):
        return False                                    # "belum selesai" is a no
    return True if any(word in YES for word in words) else None


def denied(text: str) -> bool:
    """BUKAN, or a little more of the same: not mine. "Bukan di depan pasar" is something else."""
    first, *rest = re.findall(r"\w+", text.lower()) or [""]
    return first in DENIALS and set(rest) <= MINE


def countersigned(text: str) -> tuple[str, str]:
    """("482913", what follows) from "YA 482 913, lampunya ..."; ("", "") where it does not begin so."""
    found = COUNTERSIGN.match(text)
    return (found[1] + found[2], found[3].strip()) if found else ("", "")


def made(sender: str, text: str, number: str, at: datetime | None, media: tuple[Media, ...] = (),
         reply_to: str = "") -> Message:
    """A message with its parts cut to size. Raises NotAMessage when nobody sent it."""
    sender = re.sub(r"[ ().-]", "", sender)
    if not SENDER.fullmatch(sender):
        raise NotAMessage("no sender")
    return Message(sender, clean(text).strip()[:LONGEST], number[:200], at, media[:10], reply_to[:200])


def _moment(said: object, zone: tzinfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(said))
        return at if at.tzinfo else at.replace(tzinfo=zone)
    except ValueError:
        found = dates_id.moment(said if isinstance(said, str) else "", zone)
        return found.at if found else None


def _json(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAMessage("no JSON") from None
    if not isinstance(found, dict):
        raise NotAMessage("no JSON object")
    return found


def _listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _text(found: Any) -> str:
    return found if isinstance(found, str) else ""


def _first(given: dict[str, str], *names: str) -> str:
    return next((given[name] for name in names if given.get(name)), "")
