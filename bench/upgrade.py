"""What a new version costs a city: 50,000 reports and the commitments of the invented plans move by one command, with
the same totals; with a broken step at the end they are back on the version before.

    python -m bench upgrade          SQLite and a PostgreSQL that really writes; BENCH_REPORTS=2000 tries it in small

The steps of the new version are the dear ones: a column more for every record, an index over every timeline, every
record written once. Bar: back within five minutes.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conf.releases import BY_CODE, COLUMN, Versions

from bench.reports_import import sheet
from postgres import Postgres

COUNT, BAR = int(os.environ.get("BENCH_REPORTS", "50000")), 300
INDEX = 'migrations.AddIndex("event", models.Index(fields=["verb", "at"], name="event_tried"))'
TOUCH = 'schema_editor.execute("UPDATE records_record SET hue = \'merah\'")'
DEAR = ((COLUMN, "pass"), (INDEX, "pass"), (BY_CODE, TOUCH))
BREAK = (BY_CODE, 'raise RuntimeError("sengaja")')


def main() -> None:
    sheets = Path(os.environ["PENDOPO_HOME"])
    with tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder:
        tried("SQLite", Path(folder), "", sheet(sheets, "csv", COUNT))
    with Postgres(durable=True) as url, tempfile.TemporaryDirectory(prefix="pendopo-bench-") as folder:
        tried("PostgreSQL", Path(folder), url, sheet(sheets, "csv", COUNT))


def tried(name: str, folder: Path, database: str, reports: Path) -> None:
    home = folder / "home"
    env = {**os.environ, "PENDOPO_HOME": str(home), "DATABASE_URL": database, "PENDOPO_DEMO": "1"}
    for words in (["prepare", "--quiet"], ["import_reports", str(reports), "--publish", "--by", "rina@contoh.example"]):
        subprocess.run([sys.executable, "-m", "django", *words], env=env, check=True, stdout=subprocess.DEVNULL)
    versions = Versions(folder / "opt")
    old = versions.add("1")
    versions.use(old)
    broken, good = versions.add("2", *DEAR, BREAK), versions.add("3", *DEAR)
    for label, new, code in (("with a broken step, and back", broken, 1), ("moved", good, 0)):
        began = time.perf_counter()
        ended = versions.run(old, env, "upgrade", str(new))
        took = time.perf_counter() - began
        assert ended.returncode == code, ended.stdout + ended.stderr
        kept, *_more, now = re.findall(r"([\d.]+) catatan, ([\d.]+) baris buku besar", ended.stdout)
        assert kept == now, ended.stdout
        print(f"  {name}, {label}: {took:.1f} s (bar {BAR} s); {now[0]} records, {now[1]} ledger lines, the same",
              flush=True)
        assert took < BAR
    print("\n".join(f"    {line}" for line in ended.stdout.splitlines()))
    shutil.rmtree(folder / "opt")
