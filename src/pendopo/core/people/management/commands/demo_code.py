import json
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.core.people.models import Person

PERIOD = 30       # seconds that a code is good for (RFC 6238)


class Command(BaseCommand):
    help = N_("Prints the sign-in code that the app of an invented person shows now: pendopo demo code Ratna")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help=_("first name, or e-mail address"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_(
                "There are no invented people here: this is not a demo installation (PENDOPO_DEMO=1)."))
        wanted = options["name"].lower()
        people = Person.objects.filter(email__endswith="@contoh.example")
        person = next((one for one in people if wanted in (one.email, (one.email or "").split("@")[0])), None)
        if person is None:
            raise CommandError(_("Nobody is called %(name)s. There are: %(names)s") % {
                "name": options["name"], "names": ", ".join(
                    sorted((one.email or "").split("@")[0] for one in people))})
        app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
        if app is None:
            raise CommandError(_(
                "%(name)s has no role and needs no code; the password is enough: %(password)s") % {
                    "name": person.name, "password": self.password(person)})
        now = int(time.time())
        code = format_hotp_value(hotp_value(decrypt(app.data["secret"]), now // PERIOD))
        self.stdout.write(f"{code}   " + _("good for %(seconds)d s more; %(email)s, password %(password)s") % {
            "seconds": PERIOD - now % PERIOD, "email": person.email, "password": self.password(person)})

    def password(self, person: Person) -> str:
        known = json.loads(settings.DEMO_SIGN_INS.read_text()) if settings.DEMO_SIGN_INS.exists() else {}
        return str(known.get(person.email, _("unknown")))
