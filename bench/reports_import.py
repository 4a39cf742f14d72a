"""What bringing one's own data costs: 100,000 rows of the national sheet, half of them secret, into an empty city.

    python -m bench reports_import           seconds, rows a second, memory; then the undo of all of it

Invented reports (analysis/invention). The import runs in a process of its own, so that the memory is its own.
"""
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from pendopo.analysis import ringkas
from pendopo.analysis.invention.reports import invent

COUNT, BAR = 100_000, 60
ZONE = ZoneInfo("Asia/Jakarta")
OPEN = "Proses"                      # one in a hundred: a city has few reports open at a time, and many years behind it
STATES = ("Ditutup oleh Sistem", "Ditutup oleh Sistem", "Ditutup oleh Sistem", "Ditutup oleh Pelapor",
          "Ditutup oleh Admin", "Diarsipkan oleh Admin")
CLASSES = {"complaint": "Pengaduan Tidak Berkadar Pengawasan", "supervisory": "Pengaduan Berkadar Pengawasan",
           "aspiration": "Aspirasi", "information": "Permintaan Informasi"}


def rows(count: int) -> Iterator[ringkas.Row]:
    chance = random.Random(3)
    for one in invent(count):
        yield ringkas.Row(
            0, f"{one.number + 1_000_000}", one.created.astimezone(ZONE), reporter=f"Contoh Orang {one.number % 9000}",
            classification=CLASSES[one.kind], category=one.category, title=one.title, first_text=one.text,
            anonymous=one.anonymous, secret=chance.random() < 0.5, source="Website", agency=one.office,
            status=OPEN if chance.random() < 0.01 else chance.choice(STATES))


def sheet(folder: Path, ending: str, count: int) -> Path:
    path = folder / f"ringkas-{count}.{ending}"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write = ringkas.write_xlsx if ending == "xlsx" else ringkas.write_csv
        with path.open("wb") as file:
            write(file, rows(count), head=["Laporan Ringkas"], whole=True)
    return path


def run(home: str, *words: str) -> tuple[float, float, int]:
    """Seconds, seconds of CPU, MB of memory of one command in a home of its own."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "pendopo.conf.cli", *words], stdout=subprocess.DEVNULL,
                               env={**os.environ, "PENDOPO_HOME": home, "DATABASE_URL": "", "PENDOPO_DEMO": "1"})
    _pid, status, used = os.wait4(process.pid, 0)
    assert status == 0, words
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main(count: int = COUNT) -> None:
    files = Path(os.environ["PENDOPO_HOME"])
    print(f"   {count:,} rows, half of them secret{'':<24} {'took':>9} {'CPU':>9} {'rows/s':>9} {'memory':>9}")
    for ending, more in (("csv", ()), ("xlsx", ()), ("csv", ("--publish", "--by", "rina@contoh.example"))):
        path = sheet(files, ending, count)
        with tempfile.TemporaryDirectory() as home:
            run(home, "demo")
            took, spent, peak = run(home, "import", "reports", str(path), *more)
            shown(f"import {ending}{' with publishing' if more else ''}", took, spent, peak, count,
                  "-" if more else f"<= {BAR} s")
            if ending == "xlsx":
                shown("undo of all of it", *run(home, "undo", "import", "1"), count, "-")


def shown(what: str, took: float, spent: float, peak: int, count: int, bar: str) -> None:
    print(f"   {what:<52} {took:7.1f} s {spent:7.1f} s {count / took:9,.0f} {peak:6} MB   bar: {bar}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
