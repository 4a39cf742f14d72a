"""States and moves as a table, legal clocks beside them. Pure: no database, no calendar of its own, no Django."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol


class NotFromHere(Exception):
    """The move does not start in this state: somebody was faster, or the table does not know it."""

    def __init__(self, move: str, state: str) -> None:
        super().__init__(f"{move} from {state}")
        self.move, self.state = move, state


class Calendar(Protocol):
    """What a clock needs from a calendar (kit/workdays has one)."""

    def add(self, start: date, days: int) -> date: ...


@dataclass(frozen=True)
class State:
    """A state as people read it: an English msgid, and the tone in which pages draw it."""
    name: str
    label: str
    tone: str = "neutral"          # neutral waiting going good late bad private
    final: bool = False
    known: bool = True             # False: the table no longer has it, an older row does


@dataclass(frozen=True)
class Move:
    name: str
    sources: tuple[str, ...]
    target: str
    why: str                       # the law, regulation or decision behind the row
    label: str = ""                # an English msgid for the button


@dataclass(frozen=True)
class Limit:
    """A legal clock: so many days from a move until another. The start day is not counted; it ends at 23:59:59."""
    name: str
    days: int
    starts: tuple[str, ...]        # moves (or "add") that start it
    stops: tuple[str, ...]         # moves that stop it
    law: str                       # citation; "unsourced" where no source was found
    working: bool = True           # working days, or calendar days
    pauses: tuple[str, ...] = ()   # moves that stop the clock for a while
    resumes: tuple[str, ...] = ()
    label: str = ""                # an English msgid for people; empty: the moves' labels
    revives: tuple[str, ...] = ()  # moves that set a stopped clock going again: the time between is a pause
    sorts: tuple[str, ...] = ()    # for which sorts of record (Kind.sort) it runs; empty: for all
    valid_from: date | None = None
    valid_until: date | None = None

    def due(self, start: date, calendar: Calendar) -> date:
        return calendar.add(start, self.days) if self.working else start + timedelta(days=self.days)


@dataclass(frozen=True)
class Workflow:
    start: str
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        known = {state.name for state in self.states}
        used = {self.start, *(m.target for m in self.moves), *(s for m in self.moves for s in m.sources)}
        if used != known:
            raise ValueError(f"states in moves and in the list differ: {sorted(used ^ known)}")

    def state(self, name: str) -> State:
        """A state that an older version of the table had stands under its bare name: no list breaks over one row."""
        return next((state for state in self.states if state.name == name), State(name, name, known=False))

    def named(self, name: str) -> Move:
        return next(move for move in self.moves if move.name == name)

    def move(self, name: str, state: str) -> Move:
        """The row for this move from this state; a name may stand in several rows with other sources."""
        for row in self.moves:
            if row.name == name and state in row.sources:
                return row
        raise NotFromHere(name, state)

    def sources(self, name: str) -> tuple[str, ...]:
        return tuple(source for row in self.moves if row.name == name for source in row.sources)

    def open_states(self) -> tuple[str, ...]:
        return tuple(state.name for state in self.states if not state.final)


def drawing(workflow: Workflow, words: Callable[[str], str] = str) -> str:
    """The table as a Mermaid state diagram, for the docs."""
    rows: Iterable[str] = (f"    {source} --> {move.target}: {words(move.label or move.name)}"
                           for move in workflow.moves for source in move.sources)
    return "\n".join(["stateDiagram-v2", f"    [*] --> {workflow.start}", *rows])
