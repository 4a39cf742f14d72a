"""A first start makes the tables from the models, an upgrade walks through the migrations: both end at one database."""
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("at-once"))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("walked"), "--walk")


def made(home: Path, *words: str) -> Path:
    env = os.environ | {"PENDOPO_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": str(ROOT / "src"),
                        "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0", *words], env=env, check=True, timeout=300)
    return home / "city.sqlite3"


@pytest.mark.django_db
def test_no_migration_was_forgotten() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.slow
def test_both_ways_end_at_the_same_tables(at_once: Path, walked: Path) -> None:
    one, other = shape(at_once), shape(walked)
    assert len(one) > 400
    assert {name: what for name, what in one.items() if other.get(name) != what} == {}
    assert one.keys() == other.keys()


@pytest.mark.slow
def test_both_ways_have_every_migration_behind_them(at_once: Path, walked: Path) -> None:
    behind = "SELECT app, name FROM django_migrations ORDER BY app, name"
    assert asked(at_once, behind) == asked(walked, behind) != []


def shape(database: Path) -> dict[str, Any]:
    """Columns without their order, foreign keys and named constraints of each table; the words of all else."""
    found: dict[str, Any] = {}
    for kind, name, words in asked(database, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        found[name] = words if kind != "table" or words.startswith("CREATE VIRTUAL") else {
            "columns": {row[1:] for row in asked(database, f"PRAGMA table_xinfo({name})")},
            "keys": {row[2:] for row in asked(database, f"PRAGMA foreign_key_list({name})")},
            "checks": set(re.findall(r'CONSTRAINT "[^"]+" [A-Z]+ \(.*?\)(?=, CONSTRAINT|, FOREIGN|, "|\)$)', words))}
    return found


def asked(database: Path, question: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(database) as open_one:
        return open_one.execute(question).fetchall()
