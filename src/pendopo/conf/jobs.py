"""What the worker begins by night. Copies and drills take minutes, so they run in processes of their own, and the
ledger, the mail and everything else go on."""
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from pendopo.conf.certificates import look
from pendopo.conf.integrity import look_at_files, look_at_texts
from pendopo.conf.offsite.copies import copies
from pendopo.kit.work import logbook
from pendopo.kit.work.health import AHEAD
from pendopo.kit.work.keeping import rule
from pendopo.kit.work.timers import Timer

EVERY = timedelta(days=7)               # between two drills that succeeded
begun: list["subprocess.Popen[bytes]"] = []


def begin(*words: str) -> int:
    """In a process of its own. Those that have ended are let go."""
    begun[:] = [one for one in begun if one.poll() is None]
    begun.append(subprocess.Popen([sys.executable, "-m", "django", *words], stdout=subprocess.DEVNULL))
    return 1


def copy() -> int:
    return begin("offsite", "copy") if settings.OFFSITE_KEY else 0


def drill() -> int:
    """Every night until one succeeded, then a week later again."""
    good = next((line for line in logbook.lines("drill") if line.get("good")), None)
    age = datetime.now(UTC) - datetime.fromisoformat(good["at"]) if good else EVERY
    due = age > EVERY - timedelta(hours=12) or age < -AHEAD           # ahead: noted by a clock that was wrong
    return begin("offsite", "drill") if due and copies() else 0


def sweep() -> int:
    """Ways back of upgrades that went well long ago, and of drills that were cut off."""
    lying = Path(settings.HOME) / "backups"
    keep, now = rule("upgrades"), timezone.now()
    moments = {path: datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in lying.glob("upgrade-*")}
    stay = keep.kept(moments.values(), now) if moments else set()
    cut = [path for pattern in ("pendopo-drill-*", "pendopo-opened-*", "pendopo-backup-*") for path in
           lying.glob(pattern) if now - datetime.fromtimestamp(path.stat().st_mtime, UTC) > timedelta(days=1)]
    gone = [path for path, moment in moments.items() if moment not in stay
            and (now - moment).days >= keep.days] + cut
    for path in gone:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return len(gone)


TIMERS = [Timer("offsite.copy", copy, at="01:45"), Timer("offsite.drill", drill, at="02:30"),
          Timer("backups.sweep", sweep, at="04:30"), Timer("conf.certificate", look, at="05:05"),
          Timer("conf.files", look_at_files, every=3600), Timer("conf.texts", look_at_texts, at="03:40")]
