"""Writers of one SQLite file wait in a fair line, across processes, and nothing acknowledged is lost."""
import multiprocessing
import sqlite3
import time
from pathlib import Path

import pytest

from pendopo.kit.sqlite.base import DatabaseWrapper

WRITERS, WRITES = 4, 40


def settings(path: Path) -> dict:
    return {"ENGINE": "pendopo.kit.sqlite", "NAME": str(path), "ATOMIC_REQUESTS": False, "AUTOCOMMIT": True,
            "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "USER": "", "PASSWORD": "",
            "HOST": "", "PORT": "", "TEST": {}, "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20}}


def write(path: Path, out: "multiprocessing.Queue[float]") -> None:
    database = DatabaseWrapper(settings(path), "line")
    longest = 0.0
    for _ in range(WRITES):
        began = time.monotonic()
        database.ensure_connection()
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with database.cursor() as cursor:
            cursor.execute("UPDATE counter SET n = n + 1")
        database.commit()
        database.set_autocommit(True)
        longest = max(longest, time.monotonic() - began)
    database.close()
    out.put(longest)


@pytest.fixture(autouse=True)
def files_of_our_own(django_db_blocker):
    """These databases are files of the test, not the test database."""
    with django_db_blocker.unblock():
        yield


def test_four_writers_lose_nothing_and_none_starves(tmp_path):
    path = tmp_path / "city.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE counter (n INTEGER)")
        database.execute("INSERT INTO counter VALUES (0)")
    context = multiprocessing.get_context("fork")
    out = context.Queue()
    writers = [context.Process(target=write, args=(path, out)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    waits = [out.get(timeout=60) for _ in writers]
    for writer in writers:
        writer.join(10)
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT n FROM counter").fetchone() == (WRITERS * WRITES,)
    assert len(waits) == WRITERS


def test_a_city_survives_a_power_cut(tmp_path):
    """synchronous=FULL, write-ahead log, foreign keys on, freed bytes overwritten."""
    database = DatabaseWrapper(settings(tmp_path / "city.sqlite3"), "line")
    with database.cursor() as cursor:
        told = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}
    database.close()
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
