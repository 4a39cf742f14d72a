"""Every room says which of its rows are about a person. The law asks the city, so core asks every room."""
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.db.models import Model

from pendopo.core.people.models import Person

Words = Mapping[str, Callable[[str, Mapping[str, Any]], Any]]         # the value and its row


def one_of(table: Mapping[Any, Any]) -> Callable[[str, Mapping[str, Any]], Any]:
    """Words for a code: those of the table, where they may stand with a tone. An unknown one is called by its code."""
    def say(code: str, _row: Mapping[str, Any]) -> Any:
        told = table.get(code, code)
        return told[0] if isinstance(told, tuple) else told
    return say


@dataclass(frozen=True)
class Holding:
    """What is held of a person: how it is shown to them, how it is erased, or under which law it is kept."""
    model: type[Model]
    whose: str                                    # path to the person
    shows: tuple[str, ...]                        # what the person is given
    erase: Callable[[Person], int] | None = None  # an action of that room; None = kept, with the reason in `keeps`
    keeps: Any = ""
    title: Any = ""                               # lazy words over these rows on the page "my data"
    proof: tuple[str, ...] = ()                   # columns that stand in the copy only: openings, digests
    waits: Callable[[Person], bool] | None = None  # whether somebody may still have to know by whom this was
    words: Words = field(default_factory=dict, hash=False)           # column -> how a value that is a code is said
    files: Callable[[Person], Iterable[tuple[str, IO[bytes]]]] | None = None   # (name in the copy, opened file)

    @property
    def name(self) -> str:
        return f"{self.model._meta.label_lower}:{self.whose}"

    def rows(self, person: Person) -> list[dict[str, Any]]:
        """In the order of arrival, which is the order in which people remember."""
        found = self.model._default_manager.filter(**{self.whose: person.pk}).order_by("pk")
        return list(found.values(*self.shows, *self.proof))
