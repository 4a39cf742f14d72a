from django.utils.translation import gettext_lazy as _

from pendopo.gateways.open311.keys import living
from pendopo.gateways.open311.models import Body
from pendopo.gateways.open311.pushing import again, waiting
from pendopo.kit.work.gates import Gate

GATE = Gate("open311", _("Open311"), (
    ("open311.in", _("Reports from programs")), ("open311.out", _("To other bodies"))), waiting, again,
    lambda: living().exists() or Body.objects.exists(), address="open311-keys:keys")
