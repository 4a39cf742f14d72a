"""Reports in the country pack (reports/NOTICE.md in it): the categories, and the body that stands above all offices."""
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pendopo.kit.country import N_, SHAPE, Malformed, country, data, folder, made_of, there

PACK = folder("reports")
CATEGORIES = PACK / "categories.csv"
SUPERVISOR = PACK / "supervisor.json"
VOICE = PACK / "contoh.weba"          # four tones: what stands for a voice note in the demo city
WEBM = b"\x1a\x45\xdf\xa3"


def categories(path: Path = CATEGORIES) -> Iterator[dict[str, Any]]:
    """Rows for actions.keeping.load_categories; words one a line. Raises Malformed, also for a part above its whole."""
    seen = {""}
    return made_of(path, lambda row: {
        **in_the_tree(row, seen), "person_bound": row["person_bound"] == "1", "physical": row["physical"] == "1",
        "position": int(row["position"]), "words": "\n".join(
            word.strip() for word in row["words"].split(";") if word.strip())})


def in_the_tree(row: dict[str, str], seen: set[str]) -> dict[str, str]:
    if row["code"] in seen or row["parent"] not in seen:
        raise ValueError(row["code"])
    seen.add(row["code"])
    return row


def voice() -> None:
    """Raises Malformed where the demo would have no voice note to show."""
    if "reports" in country().demo.rooms and there(VOICE).read_bytes()[:4] != WEBM:
        raise Malformed(VOICE, N_("This is no sound of WebM."))


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
