"""What reports cost: Open311 and the desk beside a bare view in 200,000 reports, and how many a second come in.

    python -m bench reports          starts this in a city of its own, kept in build/bench-reports
    python -m bench desk             the staff list alone, in turns with the bare view

Invented reports (analysis/invention) brought in by the import, so that every row is sealed and on the ledger; then
700,000 rows of timelines. Reports are accepted in empty cities, on SQLite and on a PostgreSQL that really writes.
"""
import os
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.town import enter

from bench.pages import median_cpu
from bench.reports_import import run, sheet
from bench.server import Server, serving
from pendopo.channels.reports.actions.verifying import reclassify
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import desk
from pendopo.core.ledger.actions import seal
from pendopo.core.people.models import Person
from pendopo.core.people.queries import system
from pendopo.core.records.bulk import note_all
from pendopo.core.records.models import Event, Record
from pendopo.gateways.open311.following import recount
from postgres import Postgres

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "bench-reports"
COUNT, EVENTS, CHUNK, COLD, ROUNDS, ACCEPTED = 200_000, 700_000, 5_000, 120, 3, 1_500
TURNS, PAGES = 6, 20
OPEN, DESK = "/open311/v2/requests.json?page_size=100", "/laporan/meja/"
# name: address, most queries, most x hello
BARS = {
    "Open311, 100 rows": (OPEN, 3, 17), "the same in XML": (OPEN.replace("json", "xml"), 3, 17),
    "one report as JSON": ("/open311/v2/requests/CODE.json", 3, 9), "staff list of 20": (DESK, 8, 34),
    "a case on the desk": (f"{DESK}CODE/", 0, 0), "public list": ("/laporan/", 5, 34)}
DEEP = ("", "&status=open", "&status=closed", "&service_code=SERVICE", "&bbox=107.5,-7.0,107.7,-6.8")


def start(*words: str) -> None:
    """This bench in a process and a city of its own."""
    subprocess.run([sys.executable, "-m", "django", "prepare", "--serve"], check=True, stdout=subprocess.DEVNULL, env={
        **os.environ, "PENDOPO_HOME": str(HOME), "PENDOPO_DEMO": "1", "DATABASE_URL": ""})
    begin = f"import django; django.setup(); from bench import reports; reports.main(*{words!r})"
    subprocess.run([sys.executable, "-c", begin], check=True, cwd=ROOT, env={
        **os.environ, "PENDOPO_HOME": str(HOME), "PENDOPO_DEMO": "1", "DATABASE_URL": ""})


def main(*parts: str) -> None:
    if not parts or "read" in parts:
        fill()
        read()
    if "desk" in parts:
        fill()
        at_the_desk()
    if not parts or "accept" in parts:
        with tempfile.TemporaryDirectory() as home:
            accept("SQLite", home, "", 100)
        with Postgres(durable=True) as url, tempfile.TemporaryDirectory() as home:
            accept("PostgreSQL", home, url, 150)


def fill() -> None:
    """The city, once; a second run finds it as it is."""
    if Report.objects.filter(channel="import").count() < COUNT:
        run(str(HOME), "import", "reports", str(sheet(HOME, "csv", COUNT)), "--publish", "--by", "rina@contoh.example")
    rows = list(Record.objects.filter(kind="reports").only("pk", "code"))
    draw, by, now = random.Random(5), system("bench"), timezone.now()
    while (missing := EVENTS - Event.objects.filter(record__kind="reports").count()) > 0:
        note_all([(draw.choice(rows), "reports.begin", {}) for _ in range(min(CHUNK, missing))], by=by, at=now)
    seal()
    recount()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    public = Record.objects.filter(kind="reports", visibility="public").count()
    print(f"   {len(rows):,} reports, {public:,} of them public, {EVENTS:,} rows of timelines", flush=True)


def coordinator() -> Person:
    """Of the demo's desk, to whom all that is open comes; with both factors."""
    person = Person.objects.get(email="rina@contoh.example")
    person.strong = True
    return person


def officer() -> Client:
    client = Client()
    enter(client, coordinator())
    return client


def signed_in() -> str:
    return "Cookie: " + "; ".join(f"{name}={one.value}" for name, one in officer().cookies.items())


def read() -> None:
    """Each page cold, beside a bare view in the same run."""
    report = Report.objects.filter(visibility="public").select_related("category").order_by("-pk")[COUNT // 20]
    signed = signed_in()
    with serving("bench.hello:application", 8921, {"DJANGO_SETTINGS_MODULE": ""}) as plain, \
            serving("pendopo.conf.wsgi:application", 8922, {}) as ours:
        plain.load(["/"], 3_000)
        hello = median_cpu(plain, ["/"], 6_000)
        print(f"   hello: {hello:.2f} ms CPU")
        for name, (address, queries, bar) in BARS.items():
            path = address.replace("CODE", report.code)
            told = cold(ours, path, signed if DESK in path else "")
            print(f"   {name:<22}{counted(path):>3} queries (bar {queries or '-'}){told[0]:8.1f} ms CPU"
                  f"{told[0] / hello:7.1f} x hello (bar {bar or '-'})   p99/p50 {told[1]:.1f}   {told[2]}", flush=True)
        first = cold(ours, OPEN, "")[0]
        for words in DEEP:
            path = OPEN + words.replace("SERVICE", report.category.code if report.category else "")
            near, far = cold(ours, path, "")[0], cold(ours, f"{path}&page=150", "")[0]
            how = Client().get(f"{path}&page=150").headers.get("X-Page-Found-By", "-")
            print(f"   page 150 of {words or 'all':<36}{far:7.1f} ms CPU, its page 1 {near:6.1f} ms: {far / near:4.2f} "
                  f"x   ({far / first:.2f} x page 1 of all; found by {how})", flush=True)


def at_the_desk() -> None:
    """The staff list as its coordinator lives it, in turns with the bare view: nothing has changed; each page after an
    act of somebody's, which changed a row of it; pages further down, of which nobody has drawn a row."""
    headers = signed_in()
    with serving("bench.hello:application", 8921, {"DJANGO_SETTINGS_MODULE": ""}) as plain, \
            serving("pendopo.conf.wsgi:application", 8922, {}) as ours:
        cold(plain, "/", "")
        cold(ours, DESK, headers)
        told: dict[str, list[float]] = {}
        for turn in range(TURNS):
            for name, page in (("unchanged", unchanged), ("after an act", after_acts), ("undrawn", undrawn)):
                before = plain.load(["/"], 3_000, 4)["cpu"]
                spent = page(ours, headers, turn)
                hello = (before + plain.load(["/"], 3_000, 4)["cpu"]) / 2
                told.setdefault(name, []).append(spent / hello)
                print(f"   {name:<14}{spent:7.2f} ms CPU, hello {hello:.3f}: {spent / hello:5.1f} x", flush=True)
    for name, ratios in told.items():
        print(f"   {name:<14}{min(ratios):.1f} to {max(ratios):.1f} x, median {statistics.median(ratios):.1f} x (bar "
              f"{BARS['staff list of 20'][2]})", flush=True)


def unchanged(ours: Server, headers: str, turn: int) -> float:
    told: float = ours.load([f"{DESK}?n={turn}-{place}" for place in range(3 * COLD)], 3 * COLD, 4, headers)["cpu"]
    return told


def after_acts(ours: Server, headers: str, turn: int) -> float:
    """All the while somebody acts on a report of the page, here and not in the server; an act for each page at least,
    or it says so."""
    me, acts = coordinator(), 0
    report = next(row.model for row in desk.page(me, desk.Wish(), {}).rows if not row.model.secret)
    with ThreadPoolExecutor(1) as beside:
        pages = beside.submit(ours.load, [f"{DESK}?a={turn}-{place}" for place in range(COLD)], COLD, 1, headers)
        while not pages.done():
            reclassify(actor=me, report=report, classification=("aspiration", "complaint")[acts % 2],
                       category=report.category)
            acts += 1
    if acts < COLD:
        print(f"   {acts} acts beside {COLD} pages", flush=True)
    told: float = pages.result()["cpu"]
    return told


def undrawn(ours: Server, headers: str, turn: int) -> float:
    """Pages of the queue that were not asked for before: they lead back to where they are, and so do their rows."""
    me, keys = coordinator(), list[str]()
    asked: dict[str, str] = {}
    while len(keys) < (turn + 1) * PAGES:
        asked = {desk.OLDER: desk.page(me, desk.Wish(), asked).after}
        keys.append(asked[desk.OLDER])
    told: float = ours.load([f"{DESK}?{urlencode({desk.OLDER: key})}" for key in keys[turn * PAGES:]], PAGES, 4,
                            headers)["cpu"]
    return told


def cold(ours: Server, path: str, headers: str) -> tuple[float, float, str]:
    """Median CPU in ms, p99 / p50, codes: of addresses that were never asked for."""
    mark = "&" if "?" in path else "?"
    fresh = [f"{path}{mark}n={turn}" for turn in range(COLD * ROUNDS + 20)]
    ours.load(fresh[-20:], 20, headers=headers)
    told = sorted((ours.load(fresh[turn * COLD:(turn + 1) * COLD], COLD, 4, headers=headers)
                   for turn in range(ROUNDS)), key=lambda one: float(one["cpu"]))[ROUNDS // 2]
    return told["cpu"], told["p99"] / told["p50"], str(told["codes"])


def counted(path: str) -> int:
    client = officer() if DESK in path else Client()
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        client.get(path + ("&" if "?" in path else "?") + "x=1")
    return len(caught)


def forms(count: int) -> tuple[str, Sequence[str]]:
    """Headers, and as many whole reports as a phone without script would send, each with a key of its own."""
    secret = _get_new_csrf_string()
    return f"Cookie: pendopo_form={secret}", [
        "POST /laporan/lapor/ " + urlencode({
            "step": "2", "classification": "complaint", "category": "", "other": "", "way": "", "name": "Warga Rekaan",
            "text": f"Jalan di depan pasar berlubang sejak hari Senin, sudah {n} orang jatuh di sini.",
            "key": f"bench-{os.getpid()}-{n}", "csrfmiddlewaretoken": _mask_cipher_secret(secret)})
        for n in range(count)]


def accept(name: str, home: str, url: str, bar: int) -> None:
    """Public reports over HTTP with history, ledger and outbox, 8 connections, while the worker seals. On
    PostgreSQL with a web process for each of the two cores (docs/operate.md)."""
    env = {**os.environ, "PENDOPO_HOME": home, "DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "django", "prepare", "--serve"], env=env, check=True,
                   stdout=subprocess.DEVNULL)
    headers, lines = forms(ACCEPTED + 50)
    work = subprocess.Popen([sys.executable, "-m", "django", "work"], env=env)
    try:
        with serving("pendopo.conf.wsgi:application", 8923, env, also=[work.pid], workers=2 if url else 1) as site:
            site.load(lines[ACCEPTED:], 50, headers=headers)
            told = site.load(lines[:ACCEPTED], ACCEPTED, 8, headers=headers)
            print(f"   accepted on {name}: {told['rate']:.0f}/s (bar {bar}), p50 {told['p50']:.0f} ms, p99 "
                  f"{told['p99']:.0f} ms (bar 250), worst {told['worst']:.0f} ms, {told['cpu']:.1f} ms CPU; "
                  f"codes {told['codes']}", flush=True)
    finally:
        work.terminate()
        work.wait(timeout=20)
