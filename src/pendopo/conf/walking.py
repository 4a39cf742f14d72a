"""The city's own pages, as they are served: what was planted between the program and the reader shows here."""
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pendopo.analysis.injected import hosts
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.web.machines import STILL

NEWEST = 20                      # records whose pages are asked for
PATIENCE = 20.0                  # seconds for one page
LEADING = ("href", "src", "action", "formaction", "data", "content", "srcset")
Ask = Callable[[str], str]       # a path -> the page. Raises OSError


class Leading(HTMLParser):
    """Gathers where a page leads: links, scripts, frames, forms, pictures, sudden forwarding."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in LEADING and value:
                self.found |= hosts(value)


def leads_to(page: str) -> set[str]:
    reader = Leading()
    reader.feed(page)
    return reader.found


def served(path: str) -> str:
    """From this machine, past the proxy, under the city's own name."""
    line = HTTPConnection("127.0.0.1", settings.PORT, timeout=PATIENCE)
    try:
        line.request("GET", path, headers={"Host": settings.HOST or f"localhost:{settings.PORT}",
                                           "X-Forwarded-Proto": "https" if settings.HTTPS else "http"})
        return line.getresponse().read().decode("utf-8", "replace")
    except HTTPException as error:
        raise OSError(str(error)) from error
    finally:
        line.close()


def addresses() -> Iterator[str]:
    """The still pages and lists in both languages, and the newest records."""
    for language in dict(settings.LANGUAGES):
        with translation.override(language):
            yield from [reverse(f"web:{name}") for name in STILL]
            yield from [reverse(f"{kind.name}:list") for kind in kinds.all()]
    with translation.override(settings.LANGUAGE_CODE):
        for record in Record.objects.filter(visibility="public").order_by("-pk")[:NEWEST]:
            yield record.get_absolute_url()


def strangers(known: frozenset[str], ask: Ask = served) -> Iterator[tuple[str, list[str]]]:
    """Each page that leads to a host that nobody here put there. Raises OSError when no page answers."""
    for path in addresses():
        foreign = sorted(leads_to(ask(path)) - known)
        if foreign:
            yield path, foreign
