"""`make bench`: every figure of docs/numbers.md, printed as a ratio to a bare Django view measured in the same run.

    python -m bench              all parts on SQLite
    python -m bench pages        one part: pages comment search ledger memory routing similarity
                                          reports_import reports desk thinline mirror plans upgrade

The bars and the data they stand on are in docs/numbers.md. Data is kept between runs in build/bench.
"""
import os
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("pages", "comment", "search", "ledger", "memory", "routing", "similarity", "reports_import", "reports",
         "desk", "thinline", "mirror", "plans", "upgrade")
CITY = {"pages", "comment", "search", "memory"}      # in one city of 200,000 records; the others make their own


def main() -> None:
    os.environ.setdefault("PENDOPO_HOME", str(ROOT / "build" / "bench"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pendopo.conf.settings")
    os.environ.setdefault("PENDOPO_LIMITS", "1000000")
    os.environ.setdefault("PYTHONPATH", f"{ROOT}{os.pathsep}{ROOT / 'tools'}")
    sys.path.append(str(ROOT / "tools"))
    import django

    django.setup()
    from django.core.management import call_command

    from bench import (
        comment,
        ledger_bulk,
        memory,
        mirror,
        pages,
        plans,
        reports,
        reports_import,
        routing,
        search_words,
        similarity,
        thinline,
        upgrade,
    )
    from bench.data import load

    parts = {"pages": pages.main, "comment": comment.main, "search": search_words.main, "ledger": ledger_bulk.main,
             "memory": memory.main, "routing": routing.main, "similarity": similarity.main,
             "reports_import": reports_import.main, "reports": reports.start,
             "desk": partial(reports.start, "desk"), "thinline": thinline.main, "mirror": mirror.main,
             "plans": plans.main, "upgrade": upgrade.main}
    wanted = sys.argv[1:] or PARTS
    Path(os.environ["PENDOPO_HOME"]).mkdir(parents=True, exist_ok=True)
    if CITY & set(wanted):
        call_command("prepare", "--quiet")
        load()
    for name in wanted:
        print(f"\n== {name}", flush=True)
        parts[name]()


if __name__ == "__main__":
    main()
