"""`make test`: everything that must hold, in one go, with what each part took.

    python tools/check.py           lint, types, contracts, messages, tests on SQLite, database tests on PostgreSQL,
                                    browser
    python tools/check.py --all     all tests on both databases, long fuzz, the kill test

PostgreSQL and Chromium are found on the machine, or installed from Debian's packages when we are root on Debian;
otherwise one line says what to type.
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import chromium, ensure
from postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ALL = "--all" in sys.argv


def part(name: str, *command: str, **more: str) -> bool:
    began = time.monotonic()
    print(f"== {name}", flush=True)
    code = subprocess.call([str(BIN / command[0]), *command[1:]], cwd=ROOT, env={**os.environ, **more})
    print(f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s\n", flush=True)
    return code == 0


def main() -> int:
    began = time.monotonic()
    wanting = ensure()
    if wanting:
        print(wanting)
        return 1
    os.environ["PENDOPO_CHROMIUM"] = chromium() or ""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)          # every process would translate every file anew: 10 s each
    with tempfile.TemporaryDirectory(prefix="pendopo-prepared-") as folder:
        os.environ["PENDOPO_PREPARED"] = f"{folder}/home"          # one demo city, copied by all tests that run a site
        good = checked()
    print(f"== {'all passed' if good else 'FAILED'} in {time.monotonic() - began:.0f} s")
    if not os.environ.get("PENDOPO_SHARED"):
        print("   (PENDOPO_SHARED is not set: the tests that read ../shared were left out)")
    return 0 if good else 1


def marked(name: str) -> list[str]:
    """The files outside tests/browser that hold such tests: to read all others takes a worker ten seconds."""
    return [str(path) for path in sorted((ROOT / "tests").rglob("test_*.py"))
            if f"mark.{name}" in path.read_text("utf-8") and path.parent.name != "browser"]


def checked() -> bool:
    slow = [] if ALL else ["-m", "not slow and not browser"]
    shared = ["-q", "-n", "2", "--hypothesis-profile", "search" if ALL else "house"]    # tests/conftest.py
    waiting = ["-q", "-n", "3"]                                # a story waits for its pages two fifths of its time
    good = [
        part("lint", "ruff", "check", "."),
        part("types", "mypy"),
        part("import contracts", "lint-imports"),
        part("messages", "python", "tools/messages.py", "--check"),
        part("tests on SQLite", "pytest", *shared, *(["-m", "not browser"] if ALL else slow)),
    ]
    with Postgres() as url:
        which = (["-m", "not browser", "--ignore", "tests/analysis"] if ALL      # what is pure knows no database
                 else ["-m", "database and not slow and not browser", *marked("database")])
        good.append(part("tests on PostgreSQL", "pytest", *shared, *which, DATABASE_URL=url))
    marks = "browser" if ALL else "browser and not slow"                # two runs: a process has one Playwright
    good.append(part("pages in a browser", "pytest", *shared, "-m", marks, *marked("browser")))
    good.append(part("stories in a browser", "pytest", *waiting, "-m", marks, "tests/browser"))
    return all(good)


if __name__ == "__main__":
    sys.exit(main())
