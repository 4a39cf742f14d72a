import re
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.core.people.queries import system
from pendopo.core.places.actions import close_counter, open_counter
from pendopo.core.places.forms import checked
from pendopo.core.places.models import City
from pendopo.core.places.queries import city
from pendopo.kit import shutters
from pendopo.kit.ui.dates import moment

HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def read(text: str) -> datetime:
    """14:30 (today, or tomorrow if that is over) or 2026-11-23T14:30, in the city's zone. Raises CommandError."""
    now, hour = timezone.localtime(), HOUR.fullmatch(text.strip())
    if hour:
        found = now.replace(hour=int(hour[1]), minute=int(hour[2]), second=0, microsecond=0)
        return found if found > now else found + timedelta(days=1)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise CommandError(_("%(text)s is no time: 14:30 or 2026-11-23T14:30") % {"text": text}) from error
    return moment if moment.tzinfo else timezone.make_aware(moment)


class Command(BaseCommand):
    help = N_("Everybody reads on, nothing is taken in, until the named time; --end opens before it.")

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--until", help=_("14:30 or 2026-11-23T14:30, in the city's zone"))
        parser.add_argument("--why", default="", help=_("said on every page"))
        parser.add_argument("--end", action="store_true", help=_("open again now"))

    def handle(self, *args: Any, **options: Any) -> None:
        whose, operator = city() or City(), system("operator")
        if options["end"]:
            open_counter(actor=operator, city=whose)
        elif options["until"] or options["why"]:
            until, why = asked(options["until"], options["why"].strip()[:200])
            close_counter(actor=operator, city=whose, until=until, why=why)
        now = shutters.now()
        self.stdout.write(_("Open: everything is taken in.") if now is None else _(
            "Reading only until %(until)s: %(why)s") % {"until": moment(now.until), "why": now.why} if now.until else _(
            "Reading only for now: %(why)s") % {"why": now.why})


def asked(until: str | None, why: str) -> tuple[datetime, str]:
    """Both are needed. Raises CommandError."""
    if not until:
        raise CommandError(_("Say until when: --until 14:30"))
    if not why:
        raise CommandError(_("Say why: --why \"We are moving to a larger disk.\""))
    try:
        return checked(read(until)), why
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
