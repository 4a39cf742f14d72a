"""A room that is hung up twice, under its own address and under /en/: its pages in the language of the page."""
from django.urls import reverse
from django.utils.translation import get_language


def twin(room: str, name: str, *values: object) -> str:
    """twin("api", "page") is /api/, and /en/api/ on an English page."""
    return reverse(f"{room}-en:{name}" if get_language() == "en" else f"{room}:{name}", args=values)
