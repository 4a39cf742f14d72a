from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding
from pendopo.gateways.checkpoints.actions import forget
from pendopo.gateways.checkpoints.models import Reader

HOLDINGS = [Holding(Reader, "person", ("since",), forget, title=_("Checkpoints of the ledger by mail"))]
