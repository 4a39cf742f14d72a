"""One question to another machine. Follows no redirection, reads no more than it is told to, says whether the other
side may have heard it: then asking again could do a thing twice."""
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

PATIENCE = 10.0                  # seconds for one answer
MOST = 1_000_000                 # bytes of an answer


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    type: str


class Unreachable(Exception):
    """No answer. `sent`: the question may have arrived. Says nothing of what was asked."""

    def __init__(self, why: str, *, sent: bool) -> None:
        super().__init__(why)
        self.sent = sent


def fetch(url: str, *, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None,
          most: int = MOST) -> Reply:
    """Raises Unreachable; ValueError where the address is none, or the answer is longer than `most`."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("no address")
    connection = HTTPSConnection(parts.hostname, parts.port, timeout=PATIENCE, context=ssl.create_default_context()
                                 ) if parts.scheme == "https" else HTTPConnection(parts.hostname, parts.port,
                                                                                  timeout=PATIENCE)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = False
    try:
        connection.connect()
        sent = True
        connection.request(method, path, body=body, headers=headers or {})
        answer = connection.getresponse()
        found = answer.read(most + 1)
        kind = answer.headers.get_content_type()
    except (OSError, HTTPException) as error:
        raise Unreachable(type(error).__name__, sent=sent) from None
    finally:
        connection.close()
    if len(found) > most:
        raise ValueError("too long")
    return Reply(answer.status, found, kind)
