"""Reports in the country pack (reports/NOTICE.md in it): the categories, and the body that stands above all offices."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pendopo.kit.country import SHAPE, Malformed, data, folder, made_of

PACK = folder("reports")
CATEGORIES = PACK / "categories.csv"
SUPERVISOR = PACK / "supervisor.json"
VOICE = PACK / "contoh.weba"          # four tones: what stands for a voice note in the demo city


def categories(path: Path = CATEGORIES) -> Iterator[dict[str, Any]]:
    """Rows for actions.keeping.load_categories; words one a line."""
    return made_of(path, lambda row: {
        **row, "person_bound": row["person_bound"] == "1", "physical": row["physical"] == "1",
        "position": int(row["position"]), "words": "\n".join(
            word.strip() for word in row["words"].split(";") if word.strip())})


Words = Mapping[str, str]             # by language
SORTS = ("identity", "story", "proof", "other")


@dataclass(frozen=True)
class Piece:
    """Something to be enclosed. Of all sorts but `other` the house itself knows whether it is here; `note` says it of
    that one."""
    sort: str
    what: Words
    note: Words


@dataclass(frozen=True)
class Supervisor:
    """Who takes up complaints about offices, independent of them: how to reach it, by which law, about what happened
    within how many days (`span` in words), what it says of names, what it wants with the letter."""
    name: Words
    reach: Words
    law: Words
    days: int
    span: Words
    names: Words
    enclosed: tuple[Piece, ...]
    by_hand: tuple[Words, ...]


@cache
def supervisor(file: Path = SUPERVISOR) -> Supervisor:
    """Raises Malformed."""
    told = data(file, "name", "reach", "law", "days", "span", "names", "enclosed", "by_hand")
    try:
        made = Supervisor(
            words(told["name"]), words(told["reach"]), words(told["law"]), int(told["days"]), words(told["span"]),
            words(told["names"]), tuple(Piece(one["sort"], words(one["what"]), words(one.get("note", {"en": ""})))
                                        for one in told["enclosed"]), tuple(words(one) for one in told["by_hand"]))
    except (KeyError, TypeError, ValueError):
        raise Malformed(file, SHAPE) from None
    if made.days < 1 or any(one.sort not in SORTS for one in made.enclosed):
        raise Malformed(file, SHAPE)
    return made


def words(told: Any) -> Words:
    """A text by language; English is always among them."""
    return {"en": str(told["en"]), **{str(code): str(text) for code, text in told.items()}}
