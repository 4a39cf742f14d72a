"""pendopo import areas FILE: points and outlines of places, as the operator types it."""
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.kit.regions import actions
from pendopo.kit.regions.readers import Unreadable


class Command(BaseCommand):
    help = N_("Loads points and outlines of places from a CSV, GeoJSON or SQL file, packed or not.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help=_("Check and count, write nothing."))
        parser.add_argument("--skip-unknown", action="store_true", help=_("Leave out places that are not known here."))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = actions.import_areas(file=options["file"], dry_run=options["dry_run"],
                                        skip_unknown=options["skip_unknown"])
        except Unreadable as problem:
            raise CommandError("\n".join([_("Nothing was loaded."), *map(str, problem.sentences)])) from None
        said = _("Would load %(spots)d points and %(outlines)d outlines; %(unknown)d places are not known here.") \
            if options["dry_run"] else \
            _("Loaded %(spots)d points and %(outlines)d outlines; %(unknown)d places are not known here.")
        self.stdout.write(said % done._asdict())
