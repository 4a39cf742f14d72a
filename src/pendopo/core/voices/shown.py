"""What the table of comments holds today, so that anyone can hold it against the ledger."""
from typing import Any

from pendopo.core.voices.models import Comment


def comments(lines: list[int]) -> dict[int, dict[str, Any]]:
    """The text as it is stored now, by the line in which it was written."""
    return {line: {"text": text} for line, text in Comment.objects.filter(line__in=lines).exclude(
        text="").values_list("line", "text")}


SHOWN = comments
