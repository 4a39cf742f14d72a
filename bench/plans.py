"""What a country's plans cost: 10,000 commitments with 100,000 milestones in 100 plans, in a home of their own.

    python -m bench plans            a plan's page, its standards, the export of all, a picture, a pack; with queries

Invented plans. Times are of the processor, in this process, without the server around it; the load average stands
beside them, because a busy machine makes them longer.
"""
import csv
import io
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from pendopo.analysis import ogp_database
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.imports import read, take
from pendopo.channels.plans.models import Commitment, Milestone, Plan
from pendopo.channels.plans.queries.database import rows
from pendopo.channels.plans.queries.snapshots import differences
from pendopo.core.people.queries import system

PLANS, EACH, STEPS = 100, 100, 10
HERE = "99.99"


def sheet() -> bytes:
    """The facts file: every commitment with ten milestones."""
    out = io.StringIO(newline="")
    names = ("plan", "plan_years", "number", "ogp_id", "level", "area_code", "title_en", "title_id", "lead", "partners",
             "start", "end", "milestones", "verifiable", "design_score", "design_scale", "completion_midterm",
             "completion_final", "early_result", "source")
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    for plan in range(PLANS):
        for number in range(1, EACH + 1):
            writer.writerow({
                "plan": f"UJI{plan:03}", "plan_years": "2026-2027", "number": number, "level": "national",
                "area_code": "00", "title_en": f"Invented promise {number} of plan {plan}",
                "title_id": f"Janji rekaan {number} dari rencana {plan}", "lead": f"Dinas Rekaan {number % 40}",
                "partners": f"Forum Rekaan {number % 25}", "start": "2026", "end": "2027-12",
                "milestones": "; ".join(f"langkah {step} (2026-{step + 1:02})" for step in range(1, STEPS + 1)),
                "verifiable": "yes", "completion_midterm": "limited" if number % 3 else "NR", "source": "invented"})
    return out.getvalue().encode()


def main() -> None:
    home = Path(os.environ["PENDOPO_HOME"]) / "plans"
    home.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, "PENDOPO_HOME": str(home), "DATABASE_URL": "", "PENDOPO_DEMO": "1"}
    begin = "import django; django.setup(); from bench import plans; plans.measured()"
    for words in (["-m", "django", "prepare", "--serve", "--quiet"], ["-c", begin]):
        subprocess.run([sys.executable, *words], check=True, env=env)


def said(what: str, do: Callable[[], Any], times: int = 5) -> Any:
    """The median of a few times, and how many questions the last one asked."""
    spent, found, asked = [], None, 0
    for _time in range(times):
        with suppress(Exception):
            cache.clear()
        with CaptureQueriesContext(connection) as seen:
            began = time.process_time()
            found = do()
            spent.append(time.process_time() - began)
        asked = len(seen)
    print(f"{what:52} {sorted(spent)[len(spent) // 2] * 1000:9.1f} ms of CPU {asked:5} queries  "
          f"load {os.getloadavg()[0]:.1f}", flush=True)
    return found


def measured() -> None:
    """In the process that `main` starts."""
    if Plan.objects.filter(code__startswith="UJI").count() < PLANS:
        path = Path(os.environ["PENDOPO_HOME"]) / "plans.csv"
        path.write_bytes(sheet())
        began = time.perf_counter()
        done = take(read([path]))
        print(f"import of {done.seen} commitments: {time.perf_counter() - began:.1f} s, load {os.getloadavg()[0]:.1f}")
    print(f"{Commitment.objects.count()} commitments, {Milestone.objects.count()} milestones")
    plan, timer = Plan.objects.get(code="UJI050"), system("bench")
    address = "/rencana-aksi/rencana/UJI050/"
    with override_settings(ALLOWED_HOSTS=["*"]):
        client, turn = Client(), itertools.count()
        for what, tail in (("page of a plan, 100 commitments, 1,000 milestones", ""), ("its standards", "standar/"),
                           ("its pictures", "potret/")):
            answer = said(what, lambda tail=tail: client.get(f"{address}{tail}?n={next(turn)}"))    # never from memory
            assert answer.status_code == 200, (what, answer.status_code)
    first = said("a picture is taken", lambda: take_snapshot(actor=timer, plan=plan), 3)
    second = take_snapshot(actor=timer, plan=plan)
    said("two pictures compared", lambda: differences(first, second))
    said("export of all, 171 columns", lambda: sum(len(part) for part in ogp_database.lines(
        rows(Commitment.objects.all()))), 1)
    said("evidence pack of the plan", lambda: client.get(f"{address}bukti.zip"), 1)
