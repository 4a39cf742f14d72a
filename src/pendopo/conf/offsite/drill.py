"""The drill: the newest copy is opened and restored in an empty home by the same command that an emergency needs, and
held against what it said of itself when it was made. Nothing of the living site is touched."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from pendopo.analysis import notes
from pendopo.conf.offsite.copies import DRILL_KEY, Copy, alone, copies, fingerprint
from pendopo.conf.offsite.opening import plain
from pendopo.conf.safekeeping import manifest
from pendopo.conf.totals import lines, records
from pendopo.core.ledger import tlog
from pendopo.kit.work import logbook

PATIENCE = 3 * 3600             # seconds for the restore of a large city
TIMES = 4                       # how much room a drill takes, in sizes of the copy


class NotDrilled(Exception):
    """What was not as it should be. `kind` for the logbook, the words for people."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(why)
        self.kind = kind


def drill() -> dict[str, Any]:
    """The line that now stands in the logbook. Raises NotDrilled, after it was noted there too."""
    began, found = time.monotonic(), {"file": "", "size": 0, "lines": 0, "records": 0}
    with alone():
        try:
            newest = next(iter(copies()), None)
            if newest is None:
                raise NotDrilled("NoCopy", _("There is no encrypted copy yet."))
            found |= {"file": newest.path.name, "size": newest.size}
            room(newest)
            with plain(newest.path, key_for(newest)) as backup:
                about = manifest(backup)
                found |= {"lines": about["lines"], "records": records(about["totals"])}
                holds(about)
                with empty_home() as env:
                    restored(backup, about, env)
        except Exception as error:
            kind = error.kind if isinstance(error, NotDrilled) else type(error).__name__
            logbook.note("drill", good=False, **found, error=kind, seconds=round(time.monotonic() - began, 1))
            raise
    (Path(settings.KEYS_ROOT) / DRILL_KEY).unlink(missing_ok=True)      # from now on only the paper opens this copy
    missing = _("Not tried: the key on paper. A person tries it with pendopo offsite try.")
    logbook.note("drill", good=True, **found, seconds=round(time.monotonic() - began, 1), missing=missing)
    return logbook.last("drill") or {}


def room(newest: Copy) -> None:
    """Opened, unpacked and put in place: four times its size for a while. Raises NotDrilled before the disk is full."""
    if shutil.disk_usage(settings.HOME).free < newest.size * TIMES:
        raise NotDrilled("NoRoom", _("The disk has too little room for a drill: %(size)s MB must be free.") % {
            "size": newest.size * TIMES // 10**6})


def key_for(newest: Copy) -> str:
    """The key that was made for this copy alone; the bytes must still be those that were written."""
    try:
        told = json.loads((Path(settings.KEYS_ROOT) / DRILL_KEY).read_text())
    except FileNotFoundError:
        told = {}
    if told.get("file") != newest.path.name:
        raise NotDrilled("NoKey", _("The key for a drill of this copy is not here: it was made elsewhere, or drilled "
                                    "before. The next copy brings a new one."))
    if fingerprint(newest.path) != told["sha256"]:
        raise NotDrilled("Changed", _("The copy is no longer what was written: the disk has lost or changed bytes."))
    return str(told["secret"])


def holds(about: dict[str, Any]) -> None:
    """The checkpoint inside is signed by this installation. None is inside where nothing had been signed yet."""
    if not about["checkpoint"]:
        return
    name = about["checkpoint"].split("\n", 1)[0]
    try:
        notes.open_checkpoint(about["checkpoint"].encode(), tlog.verifier_key(name))
    except ValueError as error:
        raise NotDrilled("Signature", _("The checkpoint inside was not signed by this installation.")) from error


@contextmanager
def empty_home() -> Iterator[dict[str, str]]:
    """The surroundings of a home that has nothing, not even keys; with a database of its own on PostgreSQL."""
    home = tempfile.mkdtemp(prefix="pendopo-drill-", dir=settings.HOME / "backups")
    try:
        with empty_database() as address:
            yield {**os.environ, "PENDOPO_HOME": home, "DATABASE_URL": address, "PENDOPO_OFFSITE_KEY": ""}
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def empty_database() -> Iterator[str]:
    """Nothing to do on SQLite. On PostgreSQL the role must be allowed to make one. Raises NotDrilled."""
    if connection.vendor == "sqlite":
        yield ""
        return
    known, name = connection.settings_dict, f"{connection.settings_dict['NAME']}_drill"
    try:
        administer(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")
        administer(f"CREATE DATABASE {connection.ops.quote_name(name)}")
    except Exception as error:
        raise NotDrilled("NoDatabase", _("PostgreSQL does not let us make an empty database for the drill: ALTER ROLE "
                                         "%(role)s CREATEDB allows it.") % {"role": known["USER"]}) from error
    try:
        who = quote(known["USER"], safe="") + (f":{quote(known['PASSWORD'], safe='')}" if known["PASSWORD"] else "")
        yield f"postgres://{who}@{known['HOST']}:{known['PORT'] or 5432}/{name}"
    finally:
        administer(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)} WITH (FORCE)")


def administer(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


def restored(backup: Path, about: dict[str, Any], env: dict[str, str]) -> None:
    """`pendopo restore`, then a look from inside. Raises NotDrilled."""
    told = Path(env["PENDOPO_HOME"]) / "told.json"
    told.write_text(json.dumps(about))
    for words in (["restore", str(backup)], ["offsite", "look", "--file", str(told)]):
        ended = subprocess.run([sys.executable, "-m", "django", *words], env=env, check=False, timeout=PATIENCE,
                               stdout=subprocess.DEVNULL)
        if ended.returncode:
            raise NotDrilled("Restore", _("The restore itself failed: pendopo %(words)s ended with %(code)d.") % {
                "words": words[0], "code": ended.returncode})
    found = json.loads(told.read_text())
    less = [name for name in ("ledger_line", "records_event", "people_person") if name in about["totals"]
            and found["totals"].get(name, 0) < about["totals"][name]]
    if less or records(found["totals"]) < records(about["totals"]) or lines(found["totals"]) < about["lines"]:
        raise NotDrilled("Totals", _("Less came back than was saved: %(what)s.") % {"what": ", ".join(less) or "-"})
    if not found["continues"]:
        raise NotDrilled("Ledger", _("The restored ledger does not begin with the signed tree."))
    if found["lost"]:
        raise NotDrilled("Files", _("%(count)d files are missing or changed in the copy.") % {"count": found["lost"]})


