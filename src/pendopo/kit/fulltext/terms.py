"""What is asked for, as the words of FTS5 and of PostgreSQL's tsquery. The same tree on both, so the same hits."""
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.conf import settings

from pendopo.analysis import stem

Groups = Sequence[Sequence[str]]     # all groups must be met, each by one of its words: [("jalan",), ("rusak", "rusa")]

TITLE = "^"      # before a word: it stands in the title
SHORTEST = 3     # letters that a beginning needs; shorter ones mean half the book


class Dialect(NamedTuple):
    quote: str
    both: str
    either: str
    but: str
    begins: str


DIALECTS = {
    "sqlite": Dialect('"', " AND ", " OR ", " NOT ", "*"),
    "postgresql": Dialect("'", " & ", " | ", " & !", ":*"),
}


def word(dialect: Dialect, text: str, begins: bool = False) -> str:
    safe = text.replace(dialect.quote, "").replace("\\", "")
    return f"{dialect.quote}{safe}{dialect.quote}{dialect.begins if begins else ''}"


def any_of(dialect: Dialect, words: Iterable[str], begins: bool = False) -> str:
    asked = [word(dialect, one, begins and len(one.lstrip(TITLE)) >= SHORTEST) for one in words]
    return f"({dialect.either.join(asked)})"


def all_of(dialect: Dialect, groups: Groups, prefix: bool = False) -> str:
    """Every group; with `prefix` the last one also by words that only begin like it."""
    last = len(groups) - 1
    return dialect.both.join(any_of(dialect, group, prefix and place == last) for place, group in enumerate(groups))


def but(dialect: Dialect, wanted: str, unwanted: str) -> str:
    return f"({wanted}){dialect.but}({unwanted})"


def asked(text: str) -> list[tuple[str, ...]]:
    """A query as the index is cut: in the country's own language and in English."""
    return stem.asked(text, settings.LANGUAGE_CODE)
