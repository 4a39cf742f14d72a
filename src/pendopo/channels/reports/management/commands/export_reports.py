"""pendopo export reports FILE: what is public of the reports, as CSV or JSON."""
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.channels.reports.exports import WRITERS, write


class Command(BaseCommand):
    help = N_("Writes published reports, redacted once more: .csv or .json. Secret ones and names are in no export.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"].suffix not in WRITERS:
            raise CommandError(_("The file has to end with .csv or .json."))
        self.stdout.write(_("%(n)s reports written to %(file)s.") % {
            "n": write(options["file"]), "file": options["file"]})
