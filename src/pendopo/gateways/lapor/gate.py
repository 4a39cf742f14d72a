from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pendopo.gateways.lapor.actions import again, waiting
from pendopo.kit.work.gates import Gate

GATE = Gate("lapor", _("LAPOR!"), (("lapor.out", _("To LAPOR!")), ("lapor.in", _("From LAPOR!"))), waiting, again,
            lambda: bool(settings.LAPOR_URL), address="lapor:page")
