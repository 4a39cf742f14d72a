"""Many rows at once, past the ORM: COPY on PostgreSQL, executemany on SQLite. Called inside whole()."""
from collections.abc import Sequence
from typing import Any

from django.db import connection


def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """`table` and `columns` are names from our code, never from a person."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    target = f"{connection.ops.quote_name(table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(" ".join(("COPY", target, "FROM STDIN"))) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(" ".join(("INSERT INTO", target, "VALUES (", marks, ")")), rows)


def run(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """One statement for many rows of parameters."""
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def analyse(*tables: str) -> None:
    """Tells PostgreSQL how the tables look now, or it plans the first searches blindly. SQLite looks by night."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(tables))
