"""What a copy remembers between two runs: one SQLite file beside it, so that a stopped run goes on and a large city
does not fill the memory of a small machine. No table of a city's database."""
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

TUNED = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
TABLES = """
CREATE TABLE IF NOT EXISTS page (path TEXT PRIMARY KEY, file TEXT, etag TEXT, seen INTEGER, run INTEGER, code TEXT,
                                 at TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_code ON page (code) WHERE code != '';
CREATE TABLE IF NOT EXISTS todo (path TEXT PRIMARY KEY, rank INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS todo_rank ON todo (rank, path);
CREATE TABLE IF NOT EXISTS shape (shape TEXT PRIMARY KEY, verdict TEXT, tries INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS touched (code TEXT PRIMARY KEY, last INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (code TEXT PRIMARY KEY, path TEXT, number INTEGER, run INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS doc (code TEXT, language TEXT, title TEXT, state TEXT, stems BLOB,
                                PRIMARY KEY (code, language)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS form (form TEXT PRIMARY KEY, stems TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mention (code TEXT, path TEXT, PRIMARY KEY (code, path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mention_path ON mention (path);
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
KEEP = """UPDATE page SET run=:run WHERE code != '' AND code IN (SELECT code FROM record WHERE run=:run)
          AND seen > coalesce((SELECT last FROM touched WHERE touched.code=page.code), -1)
          AND NOT EXISTS (SELECT 1 FROM mention JOIN touched ON touched.code = mention.code
                          WHERE mention.path = page.path AND touched.last >= page.seen)"""
FORGET = ("DELETE FROM page WHERE code != '' AND code NOT IN (SELECT code FROM record WHERE run=?)",
          "DELETE FROM doc WHERE code != '' AND code NOT IN (SELECT code FROM record WHERE run=?)",
          "DELETE FROM mention WHERE code != '' AND code NOT IN (SELECT code FROM record WHERE run=?)",
          "DELETE FROM record WHERE run != ?")

MOST_FORMS = 30_000               # words that are known to be written down


class Memory:
    """The tables, by the questions that a run asks."""

    def __init__(self, file: Path) -> None:
        self.tables = sqlite3.connect(file)
        self.tables.executescript(TUNED + TABLES)
        self.forms = set[str]()

    def close(self) -> None:
        self.tables.commit()
        self.tables.close()

    def commit(self) -> None:
        self.tables.commit()

    def ask(self, sql: str, *values: Any) -> Iterator[Any]:
        return iter(self.tables.execute(sql, values))

    def one(self, sql: str, *values: Any) -> Any:
        found = self.tables.execute(sql, values).fetchone()
        return found[0] if found else None

    def do(self, sql: str, *values: Any) -> None:
        self.tables.execute(sql, values)

    def get(self, name: str, default: Any = None) -> Any:
        found = self.one("SELECT value FROM meta WHERE name=?", name)
        return default if found is None else json.loads(found)

    def put(self, name: str, value: Any) -> None:
        self.do("INSERT OR REPLACE INTO meta VALUES (?, ?)", name, json.dumps(value))

    # What the ledger says has happened.
    def touch(self, rows: Iterable[tuple[str, int]]) -> None:
        self.tables.executemany("INSERT INTO touched VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET "
                                "last=max(last, excluded.last)", rows)

    # Which records there are, and which pages stand as they were.
    def enter(self, records: Iterable[tuple[str, str, int]], run: int) -> None:
        self.tables.executemany("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)",
                                ((code, path, number, run) for code, path, number in records))

    def forget_gone(self, run: int) -> None:
        """What is no longer public at the city is not remembered here either."""
        for statement in FORGET:
            self.do(statement, run)

    def keep_unchanged(self, run: int) -> int:
        """Pages of records on which nothing happened, and which name none on which something did."""
        return self.tables.execute(KEEP, {"run": run}).rowcount

    def plan(self, run: int) -> int:
        """Everything else that is known is asked for again. Returns how much there is to do."""
        self.do("INSERT OR IGNORE INTO todo SELECT path, 1 FROM page WHERE run != ? AND (code = '' OR code IN "
                "(SELECT code FROM record WHERE run = ?))", run, run)
        return int(self.one("SELECT count(*) FROM todo"))

    def want(self, path: str, rank: int, run: int) -> None:
        self.do("INSERT OR IGNORE INTO todo SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM page WHERE path=? AND run=?)",
                path, rank, path, run)

    def want_new(self, prefix: str, rank: int, run: int) -> None:
        """The pages of records that are not here yet, in the language of this prefix."""
        self.do("INSERT OR IGNORE INTO todo SELECT ? || path, ? FROM record WHERE run=? AND NOT EXISTS "
                "(SELECT 1 FROM page WHERE page.path = ? || record.path)", prefix, rank, run, prefix)

    def waiting(self, prefix: str, after: str, most: int) -> list[str]:
        """Codes of records whose page in the language of this prefix is to be asked for, in their order."""
        return [code for (code,) in self.ask(
            "SELECT code FROM record WHERE code > ? AND EXISTS (SELECT 1 FROM todo WHERE todo.path = ? || record.path) "
            "ORDER BY code LIMIT ?", after, prefix, most)]

    def next(self) -> str | None:
        found = self.one("SELECT path FROM todo ORDER BY rank, path LIMIT 1")
        return None if found is None else str(found)

    def done(self, path: str) -> None:
        self.do("DELETE FROM todo WHERE path=?", path)

    # What was read.
    def doc(self, code: str, language: str, title: str, state: str, stems: tuple[Sequence[str], Sequence[str]]) -> None:
        packed = zlib.compress("\n".join((" ".join(stems[0]), " ".join(stems[1]))).encode(), 1)
        self.do("INSERT OR REPLACE INTO doc VALUES (?, ?, ?, ?, ?)", code, language, title, state, packed)

    def mentions(self, path: str, codes: set[str]) -> None:
        """The other records that a page names: when something happens to them, it is asked for again."""
        self.do("DELETE FROM mention WHERE path=?", path)
        self.tables.executemany("INSERT OR IGNORE INTO mention VALUES (?, ?)", ((code, path) for code in codes))

    def unknown(self, words: set[str]) -> set[str]:
        """Those that were not met lately."""
        fresh = words - self.forms
        if len(self.forms) > MOST_FORMS:
            self.forms.clear()
        self.forms |= fresh
        return fresh

    def spell(self, forms: Iterable[tuple[str, str]]) -> None:
        self.tables.executemany("INSERT OR IGNORE INTO form VALUES (?, ?)", forms)

    def docs(self) -> Iterator[tuple[str, str, dict[str, tuple[str, str, list[str], list[str]]]]]:
        """(code, path, {language: (title, state, stems of the title, stems of the rest)}), the newest record first."""
        rows = self.ask("SELECT record.code, path, language, title, state, stems FROM record JOIN doc USING (code) "
                        "WHERE record.run=(SELECT max(run) FROM record) ORDER BY number DESC, record.code")
        last: tuple[str, str, dict[str, Any]] | None = None
        for code, path, language, title, state, packed in rows:
            if last is None or last[0] != code:
                if last is not None:
                    yield last
                last = (code, path, {})
            heading, _line, rest = zlib.decompress(packed).decode().partition("\n")
            last[2][language] = (title, state, heading.split(), rest.split())
        if last is not None:
            yield last
