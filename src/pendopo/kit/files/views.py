"""Public files, whole and small. Private ones do not exist here: their rooms serve them under their own rules."""
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.views.decorators.http import require_safe

from pendopo.kit.files import queries, serving


@require_safe
def file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    found = queries.public(sha256, name)
    if not found:
        raise Http404(sha256)
    if request.headers.get("If-None-Match") == f'"{found.sha256}"':
        return HttpResponseNotModified()
    return serving.respond(found)


@require_safe
def thumbnail(request: HttpRequest, sha256: str) -> HttpResponseBase:
    found = queries.public(sha256)
    if not found:
        raise Http404(sha256)
    if request.headers.get("If-None-Match") == f'"{found.thumbnail}"':
        return HttpResponseNotModified()
    return serving.respond_small(found)
