from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.actions import drop, drop_delivery, drop_reach
from pendopo.core.notices.models import Delivery, Notice, Reach
from pendopo.core.notices.telling import told
from pendopo.core.people.personal import Holding, one_of

HOLDINGS = [
    Holding(Notice, "person", ("template", "record__code", "count", "made", "seen", "mailed"), drop,
            title=_("What you were told"),
            words={"template": lambda name, row: told(name)}),
    Holding(Delivery, "person", ("pace", "quiet_from", "quiet_until"), drop_delivery,
            title=_("How you want your mail"),
            words={"pace": one_of(dict(Delivery.PACES))}),
    Holding(Reach, "person", ("used",), drop_reach,
            title=_("That you left a contact to hear of what you said without an account")),
]
