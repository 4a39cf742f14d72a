"""Speaking to another body's Open311 server: one request at a time, no redirects, no patience beyond a few seconds."""
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import quote, urlencode, urlsplit

from django.utils import timezone

from pendopo.analysis import open311, open311_read
from pendopo.analysis.open311_tree import NotOpen311

PATIENCE = 20                   # seconds for one answer
LARGEST = 2 * 1024 * 1024       # bytes of one
LATER = (408, 425, 429)         # and everything from 500: not now


class Away(Exception):
    """The server cannot be reached, or says: not now."""


class Refused(Exception):
    """It will not have this, today or tomorrow. Its words are its own and are kept short."""


def send(url: str, form: str, pairs: Sequence[tuple[str, str]]) -> open311.Accepted:
    """POST requests. Raises Away, Refused."""
    found = open311_read.accepted(_asked("POST", f"{url}/requests.{form}", form, pairs), form)
    if not found or not (found[0].service_request_id or found[0].token):
        raise Refused("neither a number nor a token")
    return found[0]


def number_of(url: str, form: str, token: str, pairs: Sequence[tuple[str, str]]) -> str:
    """GET tokens: the number, empty while there is none."""
    found = open311_read.tokens(_asked("GET", f"{url}/tokens/{quote(token, safe='')}.{form}", form, pairs), form)
    return found[0].service_request_id if found else ""


def status_of(url: str, form: str, number: str, pairs: Sequence[tuple[str, str]]) -> open311.Request:
    """GET request: how far it is there."""
    body = _asked("GET", f"{url}/requests/{quote(number, safe='')}.{form}", form, pairs)
    found = open311_read.requests(body, form, timezone.get_current_timezone())
    if not found:
        raise Refused("no such request")
    return found[0]


def _asked(method: str, url: str, form: str, pairs: Sequence[tuple[str, str]]) -> bytes:
    parts, words = urlsplit(url), urlencode(pairs)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE)
    headers = {"Accept": "text/xml" if form == "xml" else "application/json", "User-Agent": "Pendopo"}
    try:
        if method == "POST":
            connection.request("POST", parts.path, words.encode(), {
                **headers, "Content-Type": "application/x-www-form-urlencoded; charset=utf-8"})
        else:
            connection.request("GET", f"{parts.path}?{words}" if words else parts.path, headers=headers)
        answer = connection.getresponse()
        body = answer.read(LARGEST + 1)
    except (OSError, HTTPException, ValueError) as broken:
        raise Away(type(broken).__name__) from None
    finally:
        connection.close()
    return _read(answer.status, body, form)


def _read(status: int, body: bytes, form: str) -> bytes:
    if status >= 500 or status in LATER:
        raise Away(f"HTTP {status}")
    if status >= 300 or len(body) > LARGEST:
        try:
            said = "; ".join(fault.description for fault in open311_read.faults(body, form))
        except NotOpen311:
            said = ""
        raise Refused(f"HTTP {status} {said}".strip()[:200])
    return body
