"""What `pendopo upgrade` starts in the new version's own process: --plan says what it would do, --result does it."""
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.conf.management.commands.prepare import Command as Prepare
from pendopo.conf.safekeeping import steps
from pendopo.conf.upgrading.moving import move, pending, unknown
from pendopo.conf.upgrading.versions import here
from pendopo.kit import shutters


class Command(BaseCommand):
    help = N_("Part of `pendopo upgrade`; not to be called by hand.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("result", type=Path, help=_("where the answer is written, as JSON"))
        parser.add_argument("--plan", action="store_true", help=_("only say what would be done"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["plan"]:
            told: dict[str, Any] = {"name": here().name, "pending": pending(), "unknown": unknown(steps())}
        else:
            with shutters.keeper():
                told = move(self.say)
            if "failed" not in told and (Path(settings.STATIC_ROOT) / "stamp").exists():     # where it was ever served
                Prepare().statics(self.say)
        options["result"].write_text(json.dumps(told))

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
