"""Answers that are made while they are read, so that nothing large is ever held whole."""
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.text import compress_sequence

T = TypeVar("T")


def in_language(parts: Iterable[T], language: str) -> Iterator[T]:
    """Each part is made in the language that the request had: they are read after the request is over."""
    waiting = iter(parts)
    while True:
        with translation.override(language):
            part = next(waiting, None)
        if part is None:
            return
        yield part


def answer(request: HttpRequest, parts: Iterable[str], language: str, sort: str, name: str = "",
           ) -> StreamingHttpResponse:
    """`parts` as UTF-8, packed where the reader takes it. `sort`: type of the content; `name`: of a file to keep."""
    made: Iterable[bytes] = (part.encode() for part in in_language(parts, language))
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = StreamingHttpResponse(compress_sequence(made) if packed else made, content_type=sort)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response


def table(request: HttpRequest, parts: Iterable[str], language: str, name: str) -> StreamingHttpResponse:
    """A table to keep (RFC 4180); the mark at its head tells spreadsheets that it is UTF-8."""
    return answer(request, chain(["\ufeff"], parts), language, "text/csv; charset=utf-8", name)
