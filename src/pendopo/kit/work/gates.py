"""What a gateway tells the page on which one sees whether it is open. A room says so in gate.py: GATE = Gate(...)."""
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pendopo.kit.discover import shelf


@dataclass(frozen=True)
class Waiting:
    """How many things still have to go, and how many were given up."""
    to_go: int = 0
    given_up: int = 0


@dataclass(frozen=True)
class Gate:
    """One gateway. `address` names a page of its own, if it has one; `retry` takes up what was given up."""
    name: str
    label: Any                                      # lazy
    passages: tuple[tuple[str, Any], ...]           # (name of the Passage, lazy words for it)
    waiting: Callable[[], Waiting]
    retry: Callable[[], int]
    set_up: Callable[[], bool]                      # whether this installation uses it
    address: str = ""


@cache
def gates() -> tuple[Gate, ...]:
    return tuple(sorted(shelf("gate", "GATE"), key=lambda gate: gate.name))
