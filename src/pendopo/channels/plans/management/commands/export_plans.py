"""pendopo export plans FILE: all plans as a table that an import reads again."""
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from pendopo.analysis import ogp, ogp_database
from pendopo.channels.plans.queries.known import told, totals
from pendopo.channels.plans.queries.lists import exported


class Command(BaseCommand):
    help = "Writes all public commitments as CSV; --ogp gives the columns of the OGP database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--totals", type=Path, help=_("Write what assessors counted for whole plans here."))
        parser.add_argument("--plan", default="", help=_("Only the plan with this code."))
        parser.add_argument("--ogp", action="store_true", help=_("In the 171 columns of the OGP database."))

    def handle(self, *args: Any, **options: Any) -> None:
        plans = told(exported(None, options["plan"]))
        text = (ogp_database if options["ogp"] else ogp).write(plans)
        options["file"].write_text(text, encoding="utf-8", newline="")
        if options["totals"]:
            options["totals"].write_text(ogp.write_totals(totals(options["plan"])), encoding="utf-8", newline="")
        self.stdout.write(_("%(n)s commitments written to %(file)s.") % {
            "n": sum(len(plan.commitments) for plan in plans), "file": options["file"]})
