"""pendopo undo import NUMBER: all reports of one import go again, while nobody has acted on them."""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.channels.reports.actions.importing import undo_import
from pendopo.channels.reports.management.commands.import_reports import acting
from pendopo.channels.reports.models import Batch
from pendopo.core.people.actions.lines import Hindrance
from pendopo.kit.rules import Refused


class Command(BaseCommand):
    help = N_("Takes back an import of reports. Without a number: which imports there are.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", type=int, nargs="?")
        parser.add_argument("--by", default="", metavar="EMAIL", help=_("The coordinator for whom this is done."))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["number"] is None:
            for one in Batch.objects.order_by("pk"):
                self.stdout.write(f"{one.pk}  {one.at:%Y-%m-%d %H:%M}  {one.rows}  {one.name}"
                                  + (f"  ({_('undone')})" if one.undone else ""))
            return
        batch = Batch.objects.filter(pk=options["number"]).first()
        if batch is None:
            raise CommandError(_("There is no import with this number."))
        try:
            done = undo_import(actor=acting(options["by"]), batch=batch)
        except (Hindrance, Refused) as error:
            raise CommandError(str(error.rule.why if isinstance(error, Refused) else error)) from None
        self.stdout.write(_("%(n)s reports were taken out again.") % {"n": done})
