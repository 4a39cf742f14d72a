from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.conf.integrity import look_at_files
from pendopo.conf.release import note_release, noted
from pendopo.conf.whole_and_clean import noted_on, program
from pendopo.core.people.queries import system
from pendopo.kit.ui.figures import number


class Command(BaseCommand):
    help = N_("Are all files as they were released? With --note the files that lie here now are the release.")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--note", action="store_true", help=_("after an upgrade or a change of your own"))
        parser.add_argument("--language", choices=list(dict(settings.LANGUAGES)), default=settings.LANGUAGE_CODE)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["note"]:
            told = note_release(actor=system("operator"))
            with override(options["language"]):
                self.stdout.write(gettext("%(count)s files, version %(version)s. Write this down on paper:") % {
                    "count": number(len(told.files)), "version": told.version} + f"\n  {told.fingerprint}")
        look_at_files()
        with override(options["language"]):
            line = program()
            self.stdout.write(f"{line.label}: {line.says} {noted_on()}".rstrip())
            for words, _address in line.items:
                self.stdout.write(f"  - {words}")
        known = noted()
        if known is not None and not options["note"]:
            self.stdout.write(f"  {known.fingerprint}")
