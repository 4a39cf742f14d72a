"""How a message leaves: in the shapes of Kannel, RapidPro and WhatsApp Cloud. What arrives beside it is fetched here.

Addresses with their passwords come from the settings; no error says a number or a word.
"""
import json
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from django.conf import settings

from pendopo.kit.fetch import Reply, Unreachable, fetch
from pendopo.kit.post.connections import sms

LARGEST = 16_000_000                    # bytes of a photo or voice note, as WhatsApp allows
PLAIN = set("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
            "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")      # GSM 03.38; anything else needs coding 2
TOO_LATE = 131047                       # WhatsApp: more than 24 hours since the person wrote; only templates go
BUSY = {130429, 131048, 131056, 80007, 131016}


class Closed(Exception):
    """The gateway cannot be reached or will not have us: no message is at fault."""


class Later(Exception):
    """Not now: try this message again."""


class Rejected(Exception):
    """This message will never be taken."""


class Way(Protocol):
    def send(self, to: str, text: str) -> None: ...


def asked(url: str, **how: Any) -> Reply:
    """One question to the gateway. A repeated SMS harms less than a lost one, so "perhaps sent" is tried again."""
    try:
        reply = fetch(url, **how)
    except Unreachable as error:
        raise Closed(str(error)) from None
    except ValueError:
        raise Later("answer") from None
    if reply.status in (401, 403):
        raise Closed(f"HTTP {reply.status}")
    if reply.status == 429 or reply.status >= 500:
        raise Later(f"HTTP {reply.status}")
    return reply


@dataclass(frozen=True)
class Kannel:
    """sendsms of its smsbox; 202 is taken, or queued (its user guide, "Sending SMS via HTTP")."""
    url: str

    def send(self, to: str, text: str) -> None:
        parts = urlsplit(self.url)
        given = {name: values[0] for name, values in parse_qs(parts.query).items()}
        port = f":{parts.port}" if parts.port else ""
        pairs = {"username": unquote(parts.username or ""), "password": unquote(parts.password or ""), **given,
                 "to": to, "text": text, "charset": "UTF-8", **({} if set(text) <= PLAIN else {"coding": "2"})}
        reply = asked(f"{parts.scheme}://{parts.hostname}{port}{parts.path}?{urlencode(pairs)}")
        if reply.status != 202 and not reply.body.startswith((b"0:", b"3:")):
            raise Rejected(f"HTTP {reply.status}")


@dataclass(frozen=True)
class RapidPro:
    """A broadcast to one URN with the token of the workspace (its API v2)."""
    url: str
    urn: str = "tel"

    def send(self, to: str, text: str) -> None:
        address, token = without_token(self.url)
        reply = asked(address, method="POST", body=json.dumps({"urns": [f"{self.urn}:{to}"], "text": text}).encode(),
                      headers={"Authorization": f"Token {token}", "Content-Type": "application/json"})
        if reply.status not in (200, 201):
            raise Rejected(f"HTTP {reply.status}")


@dataclass(frozen=True)
class WhatsApp:
    """The messages of a business number (Cloud API). After 24 hours of silence only the city's template goes."""
    url: str
    template: str = ""

    def send(self, to: str, text: str) -> None:
        code = self.post({"type": "text", "text": {"preview_url": False, "body": text}}, to)
        if code == TOO_LATE and self.template:
            code = self.post({"type": "template", "template": {
                "name": self.template, "language": {"code": settings.LANGUAGE_CODE}, "components": [
                    {"type": "body", "parameters": [{"type": "text", "text": " ".join(text.split())}]}]}}, to)
        if code in BUSY:
            raise Later(str(code))
        if code:
            raise Rejected(str(code))

    def post(self, what: dict[str, Any], to: str) -> int:
        """0, or the number of the error."""
        base, number, token = self.parts()
        reply = asked(f"{base}/{number}/messages", method="POST", headers={
            "Authorization": f"Bearer {token}", "Content-Type": "application/json"}, body=json.dumps(
            {"messaging_product": "whatsapp", "to": to.removeprefix("+"), **what}).encode())
        try:
            found = json.loads(reply.body)
            return 0 if found.get("messages") else int(found.get("error", {}).get("code") or reply.status)
        except (ValueError, AttributeError, TypeError):
            return reply.status or 1

    def media(self, key: str) -> bytes:
        """The bytes of what somebody sent: first where it lies, then the thing itself."""
        base, _number, token = self.parts()
        headers = {"Authorization": f"Bearer {token}"}
        try:
            address = str(json.loads(asked(f"{base}/{key}", headers=headers).body)["url"])
        except (ValueError, KeyError, TypeError):
            raise Rejected("media") from None
        return fetched(address, headers)

    def parts(self) -> tuple[str, str, str]:
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return (f"{parts.scheme}://{parts.hostname}{port}{parts.path.rstrip('/')}", unquote(parts.username or ""),
                unquote(parts.password or ""))


def without_token(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}", unquote(parts.username or "")


def fetched(address: str, headers: dict[str, str] | None = None) -> bytes:
    """Only from hosts that the city named: what a stranger writes never chooses whom our machine asks."""
    if urlsplit(address).hostname not in allowed():
        raise Rejected("host")
    reply = asked(address, headers=headers or {}, most=LARGEST)
    if reply.status != 200:
        raise Rejected(f"HTTP {reply.status}")
    return reply.body


def allowed() -> set[str | None]:
    ours = (sms().url.partition("+")[2], settings.WHATSAPP_OUT)
    return {*settings.MEDIA_HOSTS, *(urlsplit(url).hostname for url in ours if url)}


def way_of(channel: str) -> Way | None:
    """The way for "sms" or "wa"; None where the city has none. ValueError for a shape nobody knows."""
    if channel == "wa":
        return WhatsApp(settings.WHATSAPP_OUT, settings.WHATSAPP_TEMPLATE) if settings.WHATSAPP_OUT else None
    shape, _plus, url = sms().url.partition("+")
    if not url:
        return None
    if shape == "kannel":
        return Kannel(url)
    if shape == "rapidpro":
        return RapidPro(url)
    raise ValueError(f"PENDOPO_SMS: {shape} is not known; use kannel+http:// or rapidpro+https://")
