from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.gateways.mail.intake import again, waiting
from pendopo.kit.work.gates import Gate

GATE = Gate("mail", _("Mail"), (
    ("mail.in", _("Letters that came in")), ("mail.out", _("News handed to the outbox"))), waiting, again,
            lambda: bool(settings.INTAKE), address="intake:held")
