"""The registry of kinds: what a channel tells the rest of the house about itself. Constants, found on first use.

A room with more than one kind of record writes a tuple of them (plans: the commitment, and the plan that holds it).
"""
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext

from pendopo.core.records.models import Record
from pendopo.core.workflow.table import State, Workflow
from pendopo.kit.discover import shelf
from pendopo.kit.rules import Rule


@dataclass(frozen=True)
class Kind:
    name: str                    # also the URL namespace; it has the addresses "list" and "detail"
    label: Any                   # plural, lazy: "Action-plan commitments"
    one: Any                     # singular, lazy: "Commitment"
    path: str                    # address, Indonesian, stable for ever
    prefix: str                  # of its codes: RA-2026-0001-X
    model: type[Record]
    workflow: Workflow
    urls: str
    see: Rule
    words: Callable[[Any], str]  # what search may know beyond title and summary
    about: Any = ""              # one lazy sentence for the home page: what people do here
    door: tuple[Any, str, str] | None = None      # what people come here to do: words, name of the address, icon
    desk: tuple[Any, str, tuple[str, ...]] | None = None     # whose work they are: words, name of the address, roles
    comments: str = "open"       # open closed
    follow: bool = True
    sort: Callable[[Any], str] = lambda record: ""    # which limits count for it (Limit.sorts)
    data: tuple[tuple[Any, Any, str, tuple[str, ...]], ...] = ()     # open data: what, form, address name, words
    topics: Callable[[], list[tuple[str, str]]] | None = None     # codes of Record.topic and their words, as a filter
    own_holds: bool = False      # its room has rules and pages of its own for a legal hold
    problem: bool = False        # its records are problems that a forum can take up
    rank: int = 9                # in menus and on the first page, the lowest first
    within: str = ""             # the kind in whose rooms it is found: then it has no place of its own in menus
    entries: tuple[str, ...] = ()      # names of the addresses where something new begins: shut with the channel
    passages: Callable[[Any], dict[str, str]] = lambda record: {}    # key -> the paragraph or theme that is spoken to


@dataclass(frozen=True)
class Verb:
    """How a verb of the timeline reads: a lazy sentence with {actor}, and the icon beside it."""
    sentence: Any
    icon: str = "dot"


@cache
def _by_name() -> dict[str, Kind]:
    signs = [kind for sign in shelf("kind", "KIND") for kind in (sign if isinstance(sign, tuple) else (sign,))]
    found = {kind.name: kind for kind in signs}
    for kind in found.values():
        if kind.name != kind.model.KIND:
            raise TypeError(f"{kind.model} says {kind.model.KIND}, its sign says {kind.name}")
    return found


@cache
def verbs() -> dict[str, Verb]:
    return {name: verb for room in shelf("verbs", "VERBS") for name, verb in room.items()}


def all() -> list[Kind]:
    return list(_by_name().values())


def room_of(kind: Kind) -> str:
    """The channel that a city opens or closes."""
    return kind.within or kind.name


def entry(view: str) -> Kind | None:
    """The kind of which something new begins at this address."""
    return next((kind for kind in all() if view in kind.entries), None)


def rooms() -> list[Kind]:
    """Those with a place of their own in menus and on the first page: what people come for most first."""
    return sorted((kind for kind in all() if not kind.within), key=lambda kind: kind.rank)


def get(name: str) -> Kind:
    return _by_name()[name]


def problems() -> list[str]:
    """The names of the kinds that a forum can take up."""
    return [kind.name for kind in all() if kind.problem]


def state_of(record: Record) -> State:
    return get(record.kind).workflow.state(record.state)


def state_in_words(kind: str, name: str) -> str:
    return spoken(get(kind).workflow.state(name))


def spoken(state: State) -> str:
    """A state in the reader's words. One that its channel no longer has is called by the code in the table, and said
    to be that."""
    return gettext(state.label) if state.known else gettext("unknown state: %(code)s") % {"code": state.name}
