"""The regions of the country pack; --demo: its invented place as well."""
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.kit.regions import actions


class Command(BaseCommand):
    help = N_("Loads the regions of the country pack; safe to run twice.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help=_("Load the invented demo regency too."))

    def handle(self, *args: Any, **options: Any) -> None:
        for done in [actions.load(), *([actions.load_demo()] if options["demo"] else [])]:
            if done.fresh:
                said = _("%(edition)s: %(added)d places added, %(changed)d renamed, %(ended)d ended.")
            else:
                said = _("%(edition)s: already loaded.")
            self.stdout.write(said % {**done._asdict(), "edition": done.edition.name})
