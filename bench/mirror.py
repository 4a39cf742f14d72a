"""What it costs to keep a copy of a city: 200,000 records mirrored, refreshed, and searched without a server.

    python -m bench mirror              in a city of its own, kept in build/bench-mirror
    python -m bench.mirror 2000         the same, small

Invented records (bench/data.py) of one channel with two rows each. The mirror runs in a process of its own, so that its
memory is its own, and asks as fast as the city answers; searches are made in a real Chromium with an empty cache.
"""
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from tests.browser.visitor import start as chromium

from bench.server import Server, cpu, serving

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench-mirror"
COUNT, OF_A_PLAN, CHANGED, SEARCHES, PORT, COPY_PORT = 200_000, 2_000, 200, 60, 8914, 8915
FILL = "import django; django.setup(); from bench.data import load; load({count}, 0, {count}, {plans})"
CHANGE = """
import django; django.setup()
from pendopo.channels.plans.models import Commitment
from pendopo.core.ledger.actions import seal
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
for one in Commitment.objects.order_by("?")[:{count}]:
    records.edit(one, by=system("bench"), changes={{"title": one.title + " lagi"}})
seal()
"""
SEARCH = """async words => {
    const form = document.querySelector("[data-cari]"), said = form.querySelector("[data-said]");
    said.textContent = "";
    form.elements.q.value = words;
    const began = performance.now();
    form.requestSubmit();
    while (!said.textContent) await new Promise(done => setTimeout(done, 1));
    const loaded = performance.getEntriesByType("resource").filter(one => one.name.includes("/indeks/"));
    return [performance.now() - began, loaded.length, loaded.reduce((sum, one) => sum + one.decodedBodySize, 0),
            said.textContent];
}"""


def env(home: Path) -> dict[str, str]:
    return {**os.environ, "PENDOPO_HOME": str(home), "PORT": str(PORT), "DATABASE_URL": "", "PENDOPO_DEMO": "",
            "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings", "PENDOPO_LIMITS": "1000000"}


def python(home: Path, *words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, cwd=ROOT, env=env(home), stdout=subprocess.DEVNULL)


def run(city: Server, folder: Path, label: str, *more: str) -> None:
    """One run of the mirror: seconds, CPU of both sides, memory, and what it says it did."""
    began, before = time.perf_counter(), cpu(city.pids())
    process = subprocess.Popen([sys.executable, "-m", "pendopo.conf.cli", "mirror", f"http://localhost:{PORT}",
                                str(folder), "--by", "bench", "--rate", "0", "--language", "en", *more],
                               stdout=subprocess.PIPE, text=True, env=env(folder.with_name("nobody")))
    said = process.stdout.read() if process.stdout else ""
    _pid, status, used = os.wait4(process.pid, 0)
    assert status == 0, said
    took, theirs = time.perf_counter() - began, cpu(city.pids()) - before
    print(f"   {label:<34} {took:9.1f} s; CPU: mirror {used.ru_utime + used.ru_stime:7.1f} s, city {theirs:7.1f} s; "
          f"{used.ru_maxrss // 1024:4} MB; load {os.getloadavg()[0]:.1f}; "
          f"{said.strip().splitlines()[-2]}", flush=True)


def weigh(folder: Path) -> None:
    sizes = [file.stat().st_size for file in (folder / "www").rglob("*") if file.is_file()]
    index = sum(file.stat().st_size for file in (folder / "www/salinan/indeks").rglob("*.json"))
    state = (folder / "mirror.sqlite").stat().st_size
    print(f"   size: {sum(sizes) / 1e6:,.0f} MB in {len(sizes):,} files, the index of search {index / 1e6:,.1f} MB, "
          f"what it remembers {state / 1e6:,.1f} MB", flush=True)


def questions(folder: Path) -> list[str]:
    """One to three words of titles that are there."""
    draw = random.Random(5)
    chunks = sorted((folder / "www/salinan/indeks/catatan").iterdir())
    titles = [row[2].split() for chunk in draw.sample(chunks, min(20, len(chunks)))
              for row in json.loads(chunk.read_text())]
    return [" ".join(draw.sample(words, min(len(words), draw.randint(1, 3))))
            for words in draw.choices(titles, k=SEARCHES)]


@contextmanager
def web(folder: Path) -> Iterator[str]:
    server = subprocess.Popen([sys.executable, "-m", "http.server", "-d", str(folder / "www"), "-b", "127.0.0.1",
                               str(COPY_PORT)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        yield f"http://127.0.0.1:{COPY_PORT}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def search(folder: Path) -> None:
    """Each question in a window of its own, so that nothing is in its cache."""
    took, files, sizes = list[float](), list[int](), list[int]()
    with web(folder) as address, sync_playwright() as play:
        browser = chromium(play)
        for words in questions(folder):
            window = browser.new_context()
            page = window.new_page()
            page.goto(f"{address}/cari/")
            one, count, size, _said = page.evaluate(SEARCH, words)
            took.append(one)
            files.append(count)
            sizes.append(size)
            window.close()
        browser.close()
    ordered = sorted(took)
    print(f"   static search, {len(took)} questions, cold: median {statistics.median(took):.0f} ms, "
          f"p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms; files {statistics.median(files):.0f}, "
          f"{statistics.median(sizes) / 1000:,.0f} KB (p95 {sorted(sizes)[int(len(sizes) * 0.95)] / 1000:,.0f}, "
          f"most {max(sizes) / 1000:,.0f} KB)", flush=True)


def main(count: int = COUNT) -> None:
    home, folder = HOME / str(count), HOME / f"copy-{count}"
    home.mkdir(parents=True, exist_ok=True)
    python(home, "-m", "django", "prepare", "--serve")
    python(home, "-c", FILL.format(count=count, plans=-(-count // OF_A_PLAN)))
    shutil.rmtree(folder, ignore_errors=True)
    print(f"   {count:,} records", flush=True)
    with serving("pendopo.conf.wsgi:application", PORT, env(home)) as city:
        run(city, folder, "first mirror")
        weigh(folder)
        run(city, folder, "refresh, nothing new")
        python(home, "-c", CHANGE.format(count=min(CHANGED, count)))
        run(city, folder, f"refresh, {min(CHANGED, count)} records changed")
    search(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
