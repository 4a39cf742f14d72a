from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.conf.safekeeping import back_up
from pendopo.core.ledger.queries import written


class Command(BaseCommand):
    help = "Writes one file with the database and all files, without keys, while the site goes on."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        made = back_up(options["file"], written())
        self.stdout.write(f"{made.path}: {made.size:,} bytes, {made.lines:,} lines of the ledger. "
                          "The keys are not inside: keep a copy of PENDOPO_HOME/keys elsewhere.")
