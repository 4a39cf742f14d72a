from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_

from pendopo.core.people.actions.invitations import invite
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actions.standing import found
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import spare_key, system
from pendopo.core.people.roles import ROLES

OPERATOR_ALONE = _("Two people hold the spare key of this site, so the operator alone lets nobody into the "
                   "secretariat. Ask the secretariat for an invitation; if nobody of it can sign in, the two use "
                   "their parts at %(address)s.")


class Command(BaseCommand):
    help = N_("Prints a one-time invitation. Everybody else is invited from the pages; the operator has no role.")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", default="secretariat", choices=sorted(ROLES))
        parser.add_argument("--organisation", default="",
                            help=gettext("its address (slug); without it: the first unit"))

    def handle(self, *args: Any, **options: Any) -> None:
        operator = system("command-line")
        if options["role"] == "secretariat" and spare_key() is not None:
            raise CommandError(OPERATOR_ALONE % {"address": settings.SITE + reverse("people:use_spare_key")})
        slug = options["organisation"]
        known = Organisation.objects.filter(slug=slug) if slug else Organisation.objects.filter(
            side="government", parent=None, until=None, elsewhere=False).order_by("pk")
        organisation = known.first()
        if organisation is None and slug:
            raise CommandError(gettext("No organisation has the address %(slug)s.") % {"slug": slug})
        if organisation is None:
            organisation = found(actor=operator, name="Sekretariat Daerah", name_en="Regional Secretariat",
                                 side="government", source="pendopo admin")
        try:
            address = invite(actor=operator, email=options["email"], organisation=organisation, role=options["role"])
        except Hindrance as hindrance:
            raise CommandError(str(hindrance.sentence)) from hindrance
        self.stdout.write(address)
        self.stdout.write(gettext("For %(email)s, as %(role)s of %(name)s; works once, for seven days.") % {
            "email": options["email"], "role": ROLES[options["role"]], "name": organisation.called})
