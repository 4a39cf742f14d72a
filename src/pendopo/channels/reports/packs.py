"""The categories of the country pack (reports/NOTICE.md in it)."""
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pendopo.kit.country import folder

PACK = folder("reports")
CATEGORIES = PACK / "categories.csv"
VOICE = PACK / "contoh.weba"          # four tones: what stands for a voice note in the demo city


def categories(path: Path = CATEGORIES) -> Iterator[dict[str, Any]]:
    """Rows for actions.keeping.load_categories; words one a line."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {**row, "person_bound": row["person_bound"] == "1", "physical": row["physical"] == "1",
                   "position": int(row["position"]), "words": "\n".join(
                       word.strip() for word in row["words"].split(";") if word.strip())}
