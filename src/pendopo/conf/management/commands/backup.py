import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.conf.management.commands.prepare import lived_in
from pendopo.conf.safekeeping import DRAFT, back_up
from pendopo.core.ledger.queries import written
from pendopo.kit.ui import figures
from pendopo.kit.work import logbook
from pendopo.kit.work.keeping import rule

DATED = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].tar.gz"      # the names that pendopo-backup.service gives


class Command(BaseCommand):
    help = N_("Writes one file with the database and all files, without keys, while the site goes on.")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sweep", action="store_true", help=_(
            "afterwards remove backups beside it that are called YEAR-MONTH-DAY.tar.gz and older than the rule"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not lived_in():
            raise CommandError(_("There is nothing here yet that a backup could hold."))
        began = time.monotonic()
        try:
            made = back_up(options["file"], written())
        except Exception as error:
            logbook.note("backup", good=False, file=options["file"].name, error=type(error).__name__)
            if isinstance(error, OSError):
                raise CommandError(_("%(file)s could not be written: %(why)s. What lay there before is as it was.") % {
                    "file": options["file"], "why": error.strerror or error}) from error
            raise
        swept = {"oldest": sweep(made.path)} if options["sweep"] else {}
        logbook.note("backup", good=True, file=made.path.name, size=made.size, lines=made.lines,
                     seconds=round(time.monotonic() - began, 1), **swept)
        self.stdout.write(_(
            "%(file)s: %(size)s bytes, %(lines)s lines of the ledger. The keys are not inside: keep a copy of "
            "PENDOPO_HOME/keys elsewhere.") % {
                "file": made.path, "size": figures.number(made.size), "lines": figures.number(made.lines)})


def sweep(newest: Path) -> str:
    """What the rule no longer keeps goes, never the newest. Gives the moment of the oldest that stays."""
    now = datetime.now(UTC)
    there = {path: datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in [newest, *newest.parent.glob(DATED)]}
    stay = rule("backups").kept(there.values(), now)
    for cut in newest.parent.glob(f"{DATED}{DRAFT}"):       # of one that was killed
        cut.unlink(missing_ok=True)
    for path, moment in there.items():
        if moment not in stay:
            path.unlink()
    return min(stay).isoformat()
