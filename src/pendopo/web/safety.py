"""Headers that every answer carries. No inline script or style, no third-party host, no frame, no sniffing."""
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from pendopo.core.places.models import City
from pendopo.core.places.queries import tile_host
from pendopo.core.places.standing import Standing

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
          "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
          "manifest-src 'self'")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=(), usb=()",
}
if settings.HTTPS:
    HEADERS["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"


def outside(request: HttpRequest) -> str:
    """The one host from which this city lets browsers fetch pictures of the map; known where a page was asked for."""
    found: Standing | City | None = request.__dict__.get("standing") or request.__dict__.get("whose")
    return tile_host(found.tiles) if found is not None and found.tiles else ""


class Headers:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if (host := outside(request)) and response.headers["Content-Security-Policy"] == POLICY:
            response.headers["Content-Security-Policy"] = POLICY.replace("img-src ", f"img-src https://{host} ")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """JSON nested thousands deep is no fault of ours: it is answered like any other request that makes no sense."""
        if isinstance(exception, RecursionError):
            answer: HttpResponse = get_resolver().resolve_error_handler(400)(request, exception)  # type: ignore[call-arg] # the stubs know no argument
            return answer
        return None
