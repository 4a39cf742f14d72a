"""SQLite for a city: every writer waits in one fair line before BEGIN IMMEDIATE.

SQLite's own waiting is a busy back-off: with four writers the unlucky one stalled 2.7 to 5.0 s; with this line in
front p99 was 0.14 s at 291 posts a second (shared/design/house.md, measured). synchronous=FULL: what is acknowledged
survives a power cut. Checkpoints of the write-ahead file run in the worker, not inside a request.
"""
import fcntl
import os
import sqlite3
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations

PRAGMAS = [
    "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-16000", "PRAGMA temp_store=MEMORY",
    "PRAGMA secure_delete=ON",            # an erased text is overwritten with zeros, also on a page that becomes free
    "PRAGMA wal_autocheckpoint=20000",    # pages; a safety net, the worker checkpoints long before
]
LONGEST = 20_000          # characters of a statement that is remembered
MOST_VALUES = 32_766      # of one statement: what SQLite allows since 3.32; Django still counts with the 999 of before


class Operations(operations.DatabaseOperations):
    def bulk_batch_size(self, fields: Any, objs: Any) -> int:
        """How many rows one statement takes, of which each has so many fields."""
        if len(fields) < 2 or sqlite3.sqlite_version_info < (3, 32):
            return super().bulk_batch_size(fields, objs)
        return MOST_VALUES // len(fields)


@lru_cache(maxsize=256)
def marked(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    """Django searches each statement for its marks and writes SQLite's in their place, each time anew: a third of a
    millisecond for the eight of a page. The same statement is written the same."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST:
            return marked(query)
        written: str = super().convert_query(query, param_names=param_names)
        return written


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite with the line of writers: a lock on a file beside the database, fair across processes."""
    ops_class = Operations
    line: int | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.init_commands = PRAGMAS
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        if not self.is_in_memory_db():
            path = f"{self.settings_dict['NAME']}.line"
            self.line = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        self._enter()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs leave it out
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._leave()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            if self.line is not None:
                os.close(self.line)
                self.line = None

    def _enter(self) -> None:
        if self.line is not None:
            fcntl.flock(self.line, fcntl.LOCK_EX)

    def _leave(self) -> None:
        if self.line is not None:
            fcntl.flock(self.line, fcntl.LOCK_UN)
