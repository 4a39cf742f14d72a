"""Asking a city for its public pages, politely: one connection, no faster than agreed, waiting when it is told to."""
import shutil
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection, IncompleteRead
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import urlsplit

from pendopo.core.ledger.mirrors import called
from pendopo.gateways.mirror.files import put

PATIENCE = 60.0                  # seconds for one answer
MOST = 256 * 1024 * 1024         # bytes of one file, packed or not
LARGE, STEP = 4 * 1024 * 1024, 256 * 1024           # bytes that are held in memory; that are read at a time
TRIES, WAIT = 4, 2.0             # how often, and seconds before the second time
LONGEST_WAIT = 600.0             # seconds that a city may ask for


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes | IO[bytes] = b""        # what is large lies in a file
    type: str = ""
    etag: str = ""
    location: str = ""
    wait: float = 0.0            # seconds after which the city wants to be asked again

    @property
    def body(self) -> bytes:
        """All of it, in memory."""
        if isinstance(self.content, bytes):
            return self.content
        self.content.seek(0)
        return self.content.read()

    def pour(self, place: Path) -> None:
        """Into a file, without passing through the memory."""
        if isinstance(self.content, bytes):
            put(place, self.content)
            return
        self.content.seek(0)
        put(place, b"")
        with place.open("wb") as file:
            shutil.copyfileobj(self.content, file)


class Silent(Exception):
    """The city does not answer. What is here stays as it is, and the next run goes on from here."""


Send = Callable[[str, dict[str, str]], Answer]


class Asker:
    """`send` is how a path is asked for; at most `rate` questions a second (0: as fast as they are answered). `by` is
    said to the city: whose copy it is."""

    def __init__(self, send: Send, rate: float = 0.0, by: str = "") -> None:
        self.name = called(by)
        self.send, self.gap, self.last = send, 1 / rate if rate else 0.0, 0.0

    def ask(self, path: str, etag: str = "", heavy: bool = False) -> Answer:
        """The answer, once the city gives one. After a heavy question it is left alone for as long as it worked on it:
        a copy never takes more than half of what it can do. Raises Silent."""
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
                    if heavy and self.gap:
                        now = time.monotonic()
                        self.last = now + (now - self.last) - self.gap
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
            content = held(answer)
        except (OSError, HTTPException, zlib.error):
            kept.pop().close()
            raise
        if content is None:
            kept.pop().close()
            return Answer(413)
        told = answer.headers
        return Answer(answer.status, content, told.get_content_type(), told.get("ETag", ""), told.get("Location", ""),
                      seconds(told.get("Retry-After", "")))

    return send


def held(answer: HTTPResponse) -> bytes | IO[bytes] | None:
    """What came, unpacked; None if it is more than anybody should send."""
    room, size = SpooledTemporaryFile(max_size=LARGE), 0      # noqa: SIM115 - it lives as long as the answer
    for piece in pieces(answer):
        size += len(piece)
        if size > MOST:
            return None
        room.write(piece)
    if size > LARGE:
        return room
    room.seek(0)
    return room.read()


def pieces(answer: HTTPResponse) -> Iterator[bytes]:
    """Never more than STEP bytes at a time, however tightly it was packed."""
    packed = answer.headers.get("Content-Encoding", "") == "gzip"
    unpack = zlib.decompressobj(31)
    while data := answer.read(STEP):
        while packed and data:
            yield unpack.decompress(data, STEP)
            data = unpack.unconsumed_tail
        if not packed:
            yield data
    if packed:
        yield unpack.flush()
    if answer.length:
        raise IncompleteRead(b"", answer.length)


def seconds(text: str) -> float:
    return float(text) if text.isdigit() else 0.0
