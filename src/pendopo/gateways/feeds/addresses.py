"""Where a feed lies in the language of the page that names it."""
from django.conf import settings
from django.urls import reverse

from pendopo.core.records.wanted import Wanted
from pendopo.kit.country import spoken


def feed(name: str, *values: str, language: str = "") -> str:
    """feed("kind", "plans") is /umpan/jenis/plans/atom.xml, under /en/ on an English page."""
    here = language or spoken()
    return reverse(f"{'feeds-en' if here == 'en' else 'feeds'}:{name}", args=values)


def of_list(asked: Wanted) -> str:
    """The feed of a list that was narrowed down."""
    return asked.address(feed("records"))


def absolute(path: str) -> str:
    return f"{settings.SITE}{path}"
