from django.utils.translation import gettext_lazy as _

from pendopo.gateways.open311.keys import living
from pendopo.gateways.open311.pushing import again, waiting
from pendopo.kit.work.gates import Gate

GATE = Gate("open311", _("Open311"), (), waiting, again, lambda: living().exists(), address="open311-keys:keys")
