"""How news read. Each room says so in letters.py: LETTERS = {"plans.reported": Wording(...)}, found by its name."""
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import ngettext_lazy

from pendopo.kit.discover import shelf


@dataclass(frozen=True)
class Wording:
    """Lazy texts of %-form. Both may name %(title)s, %(code)s, %(count)d and the facts listed here, nothing else.

    `sentence` is best `several`. A fact "state" is shown as the kind's own label for that state.
    """
    subject: Any                     # of a mail that brings only this
    sentence: Any                    # one line on the page and in the digest; the record's title stands above it
    icon: str = "bell"
    facts: tuple[str, ...] = ()


def several(one: str, many: str) -> Any:
    """A sentence for one piece of news and for more of the same, over %(count)d; msgids, both (tools/messages.py)."""
    return ngettext_lazy(one, many, "count")


@cache
def wordings() -> dict[str, Wording]:
    return {name: wording for room in shelf("letters", "LETTERS") for name, wording in room.items()}
