"""Whole pages for visitors, kept in memory and served while nothing on the record has changed.

A page is kept under its address (which names its language) and the day. It is served again only while the ledger
counts as many lines, and as many in their places, as when it was drawn, and while the shutters stand as they stood:
whoever acts, the next request of anybody sees it. A visitor with a session or a receipt is never served from here.
Unchanged pages answer 304 to their ETag.
"""
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from pendopo.core.places.standing import standing
from pendopo.kit import shutters

OURS = (settings.SESSION_COOKIE_NAME, settings.RECEIPT_COOKIE_NAME, "messages")
KEPT = 24 * 1024 * 1024            # bytes in one process
OLDEST = 300                       # seconds: what depends on the clock is redrawn at least this often
SMALL = 500                        # bytes below which compressing gains nothing


@dataclass(frozen=True)
class Page:
    version: tuple[int, ...]
    until: float
    etag: str
    headers: dict[str, str]
    plain: bytes
    packed: bytes          # by gzip, level 4: half the time of level 6 for 3 % more bytes


class Shelf:
    """Least recently used goes first; never more than KEPT bytes."""

    def __init__(self) -> None:
        self.pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
        self.size, self.lock = 0, Lock()

    def get(self, key: tuple[str, str]) -> Page | None:
        page = self.pages.get(key)
        if page is not None:
            with self.lock:
                if key in self.pages:
                    self.pages.move_to_end(key)
        return page

    def put(self, key: tuple[str, str], page: Page) -> None:
        with self.lock:
            self.drop(key)
            self.pages[key] = page
            self.size += weight(page)
            while self.size > KEPT:
                self.drop(next(iter(self.pages)))

    def drop(self, key: tuple[str, str]) -> None:
        old = self.pages.pop(key, None)
        if old is not None:
            self.size -= weight(old)


def weight(page: Page) -> int:
    return len(page.plain) + len(page.packed)


class Pages:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(name in request.COOKIES for name in OURS):
            return private(self.get_response(request))
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        path = request.get_full_path()
        if path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        now, key = timezone.localtime(), (request.get_host(), path)
        known = request.__dict__["standing"] = standing()
        page, version = self.shelf.get(key), (*known.version, shutters.mark())
        if page is None or page.version != version or page.until < now.timestamp():
            response = self.get_response(request)
            if not keepable(response):
                return response
            page = drawn(response, version, until(now))
            self.shelf.put(key, page)
        return answer(request, page)


def private(response: HttpResponse) -> HttpResponse:
    """A page for one person: no cache on the way may keep it for another."""
    patch_vary_headers(response, ["Cookie"])
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def until(now: datetime) -> float:
    """Not past midnight: days left are counted in days."""
    midnight = now.replace(hour=23, minute=59, second=59, microsecond=999_999)
    return min(now.timestamp() + OLDEST, midnight.timestamp())


def keepable(response: HttpResponse) -> bool:
    return (response.status_code == 200 and not response.streaming and not response.cookies
            and not response.has_header("Cache-Control") and "Cookie" not in response.get("Vary", ""))


def drawn(response: HttpResponse, version: tuple[int, ...], until: float) -> Page:
    plain = bytes(response.content)
    headers = {name: value for name, value in response.items() if name not in ("Content-Length", "Vary")}
    return Page(version, until, f'"{hashlib.sha256(plain).hexdigest()[:32]}"', headers, plain,
                gzip.compress(plain, 4, mtime=0) if len(plain) > SMALL else b"")


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    if request.headers.get("If-None-Match") == page.etag:
        response = HttpResponse(status=304)
    elif page.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.packed, headers=page.headers)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(page.plain, headers=page.headers)
    response.headers["ETag"] = page.etag
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding, Cookie"
    return response
