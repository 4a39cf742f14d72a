"""Statements that are the same each time, but for their values. PostgreSQL reads and plans such a one once for a
connection: for short questions that takes it several times as long as the answer (a report that came in cost it 7 ms,
more than half of them planning). Only for what is found the same way whatever the values are: where half of the rows
may match or none, a plan of its own is worth its price. SQLite keeps its statements by itself.
"""
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Cursor


@dataclass(frozen=True)
class Asked:
    query: bytes


class Steady(Cursor[Any]):
    """Values travel beside the statement. One that came as often as conf/database says is kept ready by the connection;
    Django's log of questions is told it all the same."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        done = super().execute(query, params, **more)
        self._query: Any = self._query or Asked(str(query).encode())
        return done


def cursor() -> Any:
    """To be used as `connection.cursor()` is, and counted and checked like it."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return connection.cursor()
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection._prepare_cursor(Steady(connection.connection))
