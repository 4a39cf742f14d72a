"""What this room reads of the country pack: `pendopo check` asks each reader, which raises Malformed."""
from collections.abc import Callable

from pendopo.kit.country import ROW, Malformed, folder, text


def examples() -> None:
    """What the score of advertising begins with, where the pack has it: spam or fair, a tab, the text. Raises
    Malformed."""
    file = folder("watch", "spam.tsv")
    lines = text(file).splitlines() if file.is_file() else []
    for number, line in enumerate(lines, 1):
        label, _tab, words = line.partition("\t")
        if line and not line.startswith("#") and (label not in ("spam", "fair") or not words):
            raise Malformed(file, ROW, line=number)


PACKED: list[Callable[[], object]] = [examples]
