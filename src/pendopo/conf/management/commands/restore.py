from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pendopo.conf.safekeeping import NotRestored, bring_back, manifest
from pendopo.core.ledger.actions import resume
from pendopo.core.ledger.queries import written
from pendopo.kit.work.queries import alive


class Command(BaseCommand):
    help = "Puts a backup back. The site must be stopped. A log that lost lines goes on as a new one, and says so."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="what is here now may be overwritten")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            about = manifest(options["file"])
            if written() and not options["replace"]:
                raise CommandError(f"Here are {written():,} lines already. To overwrite them, add --replace.")
            if alive():
                raise CommandError("The site seems to be running. Stop it, wait two minutes, and try again.")
            bring_back(options["file"])
        except NotRestored as error:
            raise CommandError(str(error)) from error
        broke = resume()
        self.stdout.write(f"Restored the state of {about['made']}: {written():,} lines.")
        if broke:
            self.stdout.write(f"The published log was ahead of this backup. A new log, {broke}, goes on from here; its "
                              "first line names the old one, so that everybody can see the break.")
