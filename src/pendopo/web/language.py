"""The country's own language has no prefix, English lies under /en/. No redirect by browser language: an address
says what it is."""
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from pendopo.core.places.models import City

ENGLISH = "/en/"
CHOSEN = f"/?bahasa={settings.LANGUAGE_CODE}"     # the first page in the language without prefix, by name


def spoken(path: str) -> str:
    return "en" if path.startswith(ENGLISH) or path == "/en" else settings.LANGUAGE_CODE


def other(path: str, language: str, whose: City | None = None) -> str:
    """The same address in the other language."""
    bare = path[len(ENGLISH) - 1:] if path.startswith(ENGLISH) else path
    if bare in ("/", CHOSEN):
        return home(language, whose)
    return ENGLISH[:-1] + bare if language == "en" else bare


def home(language: str, whose: City | None) -> str:
    """The first page in this language. Where the bare name of the site opens in English, the other one says so."""
    if language == "en":
        return ENGLISH
    return CHOSEN if whose is not None and whose.first == "en" else "/"


class Language:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = spoken(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
