"""pendopo export pack CODE FILE: the evidence pack of a plan, which verifies without this server."""
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.channels.plans.packing import pack
from pendopo.channels.plans.queries import cycling
from pendopo.channels.plans.views.standards import as_data


class Command(BaseCommand):
    help = N_("Writes the evidence pack of a plan as a ZIP: records, files, proofs, verdicts of the standards.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        plan = cycling.covered(options["code"])
        if plan is None:
            raise CommandError(_("There is no plan %(code)s.") % {"code": options["code"]})
        with options["file"].open("wb") as file:
            made = pack(plan, file, as_data(plan))
        self.stdout.write(_("%(files)s files and %(rows)s proofs written to %(file)s.") % {
            "files": len(made.files), "rows": made.rows, "file": options["file"]})
