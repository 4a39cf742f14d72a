"""What the table of comments holds today, so that anyone can hold it against the ledger."""
from typing import Any

from pendopo.core.voices.models import Comment


def comments(lines: list[int]) -> dict[int, dict[str, Any]]:
    """The text as it is stored now, by the line in which it was written; nothing of what is withheld."""
    found = Comment.objects.filter(line__in=lines, line__words_visibility="public").exclude(text="")
    return {line: {"text": text} for line, text in found.values_list("line", "text")}


SHOWN = comments
