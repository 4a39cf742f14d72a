"""A list as Atom (RFC 4287): its newest rows, as a visitor reads them."""
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from pendopo.kit.country import spoken

NEWEST = 50                         # rows of a feed
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")    # not allowed in XML 1.0


@dataclass(frozen=True)
class Row:
    """`address` begins with a slash; so does `mark`, which names the row for good where the address does not. `words`
    is text, not HTML."""
    title: str
    address: str
    at: datetime
    words: str = ""
    who: str = ""
    mark: str = ""
    topics: tuple[str, ...] = ()


def feed(request: HttpRequest, title: str, address: str, rows: Iterable[Row]) -> HttpResponse:
    """`address`: of the page whose list this is."""
    site = settings.SITE
    found = Atom1Feed(title=printable(title), link=f"{site}{address}", description="", language=spoken(),
                      feed_url=f"{site}{request.get_full_path()}")
    for row in rows:
        found.add_item(title=printable(row.title), link=f"{site}{row.address}",
                       unique_id=f"{site}{row.mark or row.address}", description=escape(printable(row.words)),
                       author_name=printable(row.who), pubdate=row.at, updateddate=row.at, categories=row.topics)
    return HttpResponse(found.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def printable(text: object) -> str:
    """Without the signs that would make the whole feed unreadable."""
    return UNSPEAKABLE.sub("", str(text))
