"""Words of a language, looked up once: a page with a hundred comments asks for the same few a thousand times."""
from functools import cache

from django.utils import translation


@cache
def _spoken(language: str | None, message: str) -> str:
    with translation.override(language):
        return translation.gettext(message)


def gettext(message: str) -> str:
    """As Django's, from memory. The catalogs do not change while a process lives."""
    return _spoken(translation.get_language(), message)
