"""New rows, written with SQL that is put together once for each model.

`Model.objects.create()` builds and compiles the same INSERT for every row, which costs five times what the database
itself needs; `bulk_create` asks each value of each row what its place in the SQL looks like. `insert(row)` writes what
`save(force_insert=True)` writes: first the row's part in the table of its parent, then its own; the key that the
database gave stands in it afterwards. A model's own save() is not called and nobody is told by signals, which this
house does not have.
"""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BinaryField, Field, Model
from django.db.transaction import mark_for_rollback_on_error

from pendopo.kit import steady

M = TypeVar("M", bound=Model)
MANY = 1_000                     # rows of one statement, where their values are not too many for it
FEW = 2                          # rows of a statement that comes again and again


@dataclass(frozen=True)
class Part:
    """What a row leaves in one table. `given`: the column whose value the database gives; None: the row brings it."""
    head: str
    places: str
    tail: str
    fields: tuple[Any, ...]
    given: str | None
    link: tuple[str, str] | None = None           # of a child: its column for the key of the parent, and that key

    def sql(self, rows: int) -> str:
        return f"{self.head}{', '.join([self.places] * rows)}{self.tail}"


def insert(row: M) -> M:
    """The same row, in the database. IntegrityError as from save(); the transaction around it is then lost."""
    return insert_all([row])[0]


def insert_all(rows: Iterable[M]) -> list[M]:
    """Many of one model, with a statement for a thousand. All have a key already, or none has."""
    made = list(rows)
    if not made:
        return made
    if len({row.pk is None for row in made}) > 1:
        raise TypeError("some of these rows have a key and some have none")
    connection = connections[DEFAULT_DB_ALIAS]
    open_cursor = steady.cursor if len(made) <= FEW else connection.cursor
    with mark_for_rollback_on_error(using=DEFAULT_DB_ALIAS), open_cursor() as cursor:
        for part in parts(type(made[0]), connection.vendor, made[0].pk is None):
            many = min(MANY, connection.ops.bulk_batch_size(part.fields, made))
            for at in range(0, len(made), many):
                write(cursor, connection, part, made[at:at + many])
    for row in made:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return made


def write(cursor: Any, connection: Any, part: Part, rows: Sequence[Model]) -> None:
    if part.link is not None:
        for row in rows:
            setattr(row, part.link[0], getattr(row, part.link[1]))
    cursor.execute(part.sql(len(rows)), [field.get_db_prep_save(field.pre_save(row, True), connection)
                                         for row in rows for field in part.fields])
    if part.given is not None:
        for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
            setattr(row, part.given, key)


@cache
def parts(model: type[Model], vendor: str, bare: bool) -> tuple[Part, ...]:
    """The tables of a model, the parent's first. `bare`: the row has no key yet."""
    found: list[Part] = []
    for parent, link in model._meta.parents.items():
        found += parts(parent, vendor, bare)
        if link is not None and parent._meta.pk is not None:
            return (*found, part_of(model, (link.attname, parent._meta.pk.attname), bare=False))
    return (*found, part_of(model, None, bare))


def part_of(model: type[Model], link: tuple[str, str] | None, bare: bool) -> Part:
    quote, given = connections[DEFAULT_DB_ALIAS].ops.quote_name, model._meta.auto_field if bare else None
    fields = [field for field in model._meta.local_concrete_fields if field is not given]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(placeholder(field) for field in fields)
    returning = f" RETURNING {quote(str(given.column))}" if given is not None else ""
    head = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "      # noqa: S608  names of our own tables
    return Part(head, f"({places})", returning, tuple(fields), given.attname if given is not None else None, link)


def placeholder(field: Field[Any, Any]) -> str:
    """A field whose place in the SQL depends on its value is none for this."""
    if hasattr(field, "get_placeholder") and not isinstance(field, BinaryField):
        raise TypeError(f"{field} writes its own SQL: save() it")
    return "%s"
