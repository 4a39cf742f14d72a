"""Asking a city for its public pages, politely: one connection, no faster than agreed, waiting when it is told to."""
import ssl
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from pendopo.core.ledger.mirrors import called

PATIENCE = 60.0                  # seconds for one answer
MOST = 256 * 1024 * 1024         # bytes of one file, packed or not
TRIES, WAIT = 4, 2.0             # how often, and seconds before the second time
LONGEST_WAIT = 600.0             # seconds that a city may ask for


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes = b""
    type: str = ""
    etag: str = ""
    location: str = ""
    wait: float = 0.0            # seconds after which the city wants to be asked again


class Silent(Exception):
    """The city does not answer. What is here stays as it is, and the next run goes on from here."""


Send = Callable[[str, dict[str, str]], Answer]


class Asker:
    """`send` is how a path is asked for; at most `rate` questions a second (0: as fast as they are answered). `by` is
    said to the city: whose copy it is."""

    def __init__(self, send: Send, rate: float = 0.0, by: str = "") -> None:
        self.name = called(by)
        self.send, self.gap, self.last, self.count, self.bytes = send, 1 / rate if rate else 0.0, 0.0, 0, 0

    def ask(self, path: str, etag: str = "") -> Answer:
        """The answer, once the city gives one. Raises Silent."""
        headers = {"User-Agent": self.name, "Accept-Encoding": "gzip"} | ({"If-None-Match": etag} if etag else {})
        pause, why = WAIT, ""
        for _turn in range(TRIES):
            time.sleep(max(0.0, self.last + self.gap - time.monotonic()))
            self.last = time.monotonic()
            try:
                answer = self.send(path, headers)
            except (OSError, HTTPException, zlib.error) as error:
                why, wait = f"{path}: {type(error).__name__}", 0.0
            else:
                if answer.status not in (429, 500, 502, 503, 504):
                    self.count, self.bytes = self.count + 1, self.bytes + len(answer.body)
                    return answer
                why, wait = f"{path}: {answer.status}", answer.wait
            time.sleep(min(LONGEST_WAIT, max(wait, pause)) if self.gap or wait else 0.05)
            pause *= 3
        raise Silent(why)


def over_the_net(city: str) -> Send:
    """One kept connection to the city; follows no redirection."""
    parts = urlsplit(city)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{city} is no address of a city: https://…")
    base, kept = parts.path.rstrip("/"), list[HTTPConnection]()

    def connect() -> HTTPConnection:
        if parts.scheme == "https":
            return HTTPSConnection(parts.hostname or "", parts.port, timeout=PATIENCE,
                                   context=ssl.create_default_context())
        return HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)

    def send(path: str, headers: dict[str, str]) -> Answer:
        if not kept:
            kept.append(connect())
        try:
            kept[0].request("GET", base + path, headers=headers)
            answer = kept[0].getresponse()
            body = answer.read(MOST + 1)
        except (OSError, HTTPException):
            kept.pop().close()
            raise
        if len(body) > MOST:
            kept.pop().close()
            return Answer(413)
        told = answer.headers
        return Answer(answer.status, unpacked(body, told.get("Content-Encoding", "")), told.get_content_type(),
                      told.get("ETag", ""), told.get("Location", ""), seconds(told.get("Retry-After", "")))

    return send


def unpacked(body: bytes, encoding: str) -> bytes:
    return zlib.decompressobj(31).decompress(body, MOST) if encoding == "gzip" and body else body


def seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
