"""Lines of JSON for programs (jsonlines.org), packed where the reader takes it."""
import gzip
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

LINES = "application/jsonl; charset=utf-8"


def answer(request: HttpRequest, found: Iterable[bytes], level: int = 5) -> HttpResponse:
    """Each of `found` is a line with its end. `level`: how much work the packing may be, 1 to 9."""
    data = b"".join(found)
    response = HttpResponse(content_type=LINES, headers={"Cache-Control": "no-cache", "Vary": "Accept-Encoding"})
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        data = gzip.compress(data, level, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.content = data
    return response
