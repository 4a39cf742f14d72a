"""Every request begins by the city's own clock."""
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pendopo.core.places import zone


class Zone:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone.use()
        return self.get_response(request)
