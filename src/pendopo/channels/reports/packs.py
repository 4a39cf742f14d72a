"""The categories of the country pack (reports/NOTICE.md in it)."""
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pendopo.kit.country import folder, made_of

PACK = folder("reports")
CATEGORIES = PACK / "categories.csv"
VOICE = PACK / "contoh.weba"          # four tones: what stands for a voice note in the demo city


def categories(path: Path = CATEGORIES) -> Iterator[dict[str, Any]]:
    """Rows for actions.keeping.load_categories; words one a line."""
    return made_of(path, lambda row: {
        **row, "person_bound": row["person_bound"] == "1", "physical": row["physical"] == "1",
        "position": int(row["position"]), "words": "\n".join(
            word.strip() for word in row["words"].split(";") if word.strip())})
