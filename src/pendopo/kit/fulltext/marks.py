"""Where in a text the words of a query stand: <mark> around them, and a cut around the first."""
import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pendopo.analysis.stem import stems
from pendopo.kit.fulltext.terms import Groups

_word = re.compile(r"[^\W_]+(?:['’.‐‑–-][^\W_]+)*")


def _spans(text: str, words: Groups, language: str) -> Iterator[tuple[int, int]]:
    wanted = {stem for group in words for stem in group}
    for found in _word.finditer(text):
        if not wanted.isdisjoint(stems(found[0], language)) or not wanted.isdisjoint(stems(found[0], "en")):
            yield found.span()


def marked(text: str, words: Groups, language: str = settings.LANGUAGE_CODE) -> SafeString:
    """The text, escaped, with <mark> around every word that the query asked for in whatever form."""
    parts, end = [], 0
    for start, stop in _spans(text, words, language):
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308  each piece is escaped above


def snippet(text: str, words: Groups, language: str = settings.LANGUAGE_CODE, length: int = 200) -> SafeString:
    """About `length` characters around the first such word, whole words, marked; the beginning if there is none."""
    text = " ".join(text.split())
    first = next(_spans(text, words, language), (0, 0))[0]
    start = max(0, min(first - length // 3, len(text) - length))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = len(text) if start + length >= len(text) else max(text.rfind(" ", start, start + length), start + 1)
    cut = marked(text[start:end], words, language)
    return mark_safe(f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}")  # noqa: S308  escaped by marked
