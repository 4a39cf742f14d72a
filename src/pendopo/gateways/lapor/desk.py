"""The one interface to the national application, whatever way stands behind it. Plain data, no tables.

Two ways: `stream.Stream`, for a city with a developer account, and the daily sheet (sheet.py), which is no Desk: people
carry it. What nobody outside could read of the live interface is said in docs/gateways-lapor.md.
"""
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

SYSTEM = "lapor"


class Closed(Exception):
    """The other side cannot be reached or will not have us: no report is at fault."""


class Later(Exception):
    """Not now; it did not arrive."""


class Unsure(Exception):
    """It may have arrived. Sending again could make a second report there."""


class Rejected(Exception):
    """This one will never be taken."""


@dataclass(frozen=True)
class Case:
    """A report in plain, while it is sent. The code stands in its text there, so that it is found again."""
    code: str
    text: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    secret: bool = False
    anonymous: bool = False


@dataclass(frozen=True)
class Answer:
    id: str
    text: str
    agency: str = ""


@dataclass(frozen=True)
class News:
    """What the other side says of one report."""
    number: str
    label: str                           # its state in their words
    answers: tuple[Answer, ...] = field(default=())


class Desk(Protocol):
    @property
    def asks(self) -> bool:
        """Whether `find`, `news` and `say` are possible."""

    def submit(self, case: Case) -> str:
        """The number there. Raises Closed, Later, Unsure, Rejected."""

    def find(self, code: str) -> str:
        """The number of the report there that carries our code; empty: it is not there. Raises Closed, Later."""

    def news(self, numbers: Sequence[str]) -> list[News]:
        """Raises Closed, Later."""

    def say(self, number: str, text: str, key: str) -> None:
        """An answer of ours. The same `key` twice is one answer. Raises Closed, Later, Rejected."""
