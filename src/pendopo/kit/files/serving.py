"""How a file leaves the house: its kind as we know it, never guessed; no script runs in it; pictures and PDF in place,
everything else as a download."""
from django.http import FileResponse, Http404, HttpResponseBase
from django.utils.http import content_disposition_header

from pendopo.kit.files import disk
from pendopo.kit.files.models import StoredFile, Visibility

YEAR = 31_536_000
INLINE = ("image/", "application/pdf")
SHUT = "default-src 'none'; sandbox; frame-ancestors 'none'"         # the browser's own PDF viewer opens all the same


def respond(file: StoredFile) -> HttpResponseBase:
    """The answer with a file, public or private; the caller has asked its rule. A private one is kept by no cache."""
    return _answer(file.sha256, file.name, file.mime, file.visibility == Visibility.PUBLIC)


def respond_small(file: StoredFile) -> HttpResponseBase:
    """The same with the thumbnail. 404 where there is none."""
    if not file.thumbnail:
        raise Http404(file.sha256)
    return _answer(file.thumbnail, "kecil.webp", "image/webp", file.visibility == Visibility.PUBLIC)


def _answer(digest: str, name: str, mime: str, public: bool) -> HttpResponseBase:
    try:
        opened = disk.path_of(digest).open("rb")
    except FileNotFoundError:
        raise Http404(digest) from None
    answer = FileResponse(opened, content_type=f"{mime}; charset=utf-8" if mime.startswith("text/") else mime)
    disposition = content_disposition_header(not mime.startswith(INLINE), name)
    if disposition:
        answer["Content-Disposition"] = disposition
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = SHUT
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable" if public else "private, no-store"
    if public:
        answer["ETag"] = f'"{digest}"'
    return answer
