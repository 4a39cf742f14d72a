"""pendopo export plans FILE: all plans as a table that an import reads again."""
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.analysis import ogp, ogp_database
from pendopo.channels.plans.queries.database import left_behind, rows
from pendopo.channels.plans.queries.known import told, totals
from pendopo.channels.plans.queries.lists import of_plans, seen

LEFT = {                             # what the columns of the OGP database cannot carry
    "milestones": N_("Milestones: %(n)s. That table has no column for them."),
    "reports": N_("Reports of both sides: %(n)s. That table has no column for them."),
    "texts": N_("Texts (problem, causes, results ...): %(n)s. That table has one text a commitment."),
    "titles": N_("Titles in Indonesian: %(n)s. That table has one title, the English one."),
}


class Command(BaseCommand):
    help = N_("Writes all public commitments as CSV; --format ogp gives the 171 columns of the OGP database.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--totals", type=Path, help=_("Write what assessors counted for whole plans here."))
        parser.add_argument("--plan", default="", help=_("Only the plan with this code."))
        parser.add_argument("--format", choices=("facts", "ogp"), default="facts",
                            help=_("facts: our own table; ogp: the 171 columns of the OGP database."))

    def handle(self, *args: Any, **options: Any) -> None:
        found = of_plans(seen(None).filter(plan__code=options["plan"]) if options["plan"] else seen(None))
        loss: list[str] = []
        with options["file"].open("w", encoding="utf-8", newline="") as file:
            if options["format"] == "ogp":
                file.writelines(ogp_database.lines(rows(found)))
                loss = [_(LEFT[name]) % {"n": number} for name, number in left_behind(found).items()]
            else:
                file.writelines(ogp.lines(told(found)))
        if options["totals"]:
            options["totals"].write_text(ogp.write_totals(totals(options["plan"])), encoding="utf-8", newline="")
        self.stdout.write(_("%(n)s commitments written to %(file)s.") % {"n": found.count(), "file": options["file"]})
        if options["format"] == "ogp":
            for line in loss or [_("Loss report: empty. Nothing was left behind.")]:
                self.stdout.write(line)
