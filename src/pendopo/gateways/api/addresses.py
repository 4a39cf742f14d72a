"""Where the documentation lies in the language of the page that names it."""
from django.urls import reverse
from django.utils.translation import get_language


def of(name: str) -> str:
    """of("page") is /api/, and /en/api/ on an English page."""
    return reverse(f"{'api-en' if get_language() == 'en' else 'api'}:{name}")
