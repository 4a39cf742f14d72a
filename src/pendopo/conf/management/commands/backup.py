import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.conf.management.commands.prepare import lived_in
from pendopo.conf.safekeeping import back_up
from pendopo.core.ledger.queries import written
from pendopo.kit.work import logbook


class Command(BaseCommand):
    help = "Writes one file with the database and all files, without keys, while the site goes on."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if not lived_in():
            raise CommandError("There is nothing here yet that a backup could hold.")
        began = time.monotonic()
        try:
            made = back_up(options["file"], written())
        except Exception as error:
            logbook.note("backup", good=False, file=options["file"].name, error=type(error).__name__)
            raise
        logbook.note("backup", good=True, file=made.path.name, size=made.size, lines=made.lines,
                     seconds=round(time.monotonic() - began, 1))
        self.stdout.write(f"{made.path}: {made.size:,} bytes, {made.lines:,} lines of the ledger. "
                          "The keys are not inside: keep a copy of PENDOPO_HOME/keys elsewhere.")
