from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding
from pendopo.gateways.open311.models import Key

GIVEN = _("Who let a program in, and who shut it out, stays known. After erasure the account behind it has no name.")

HOLDINGS = [
    Holding(Key, "given_by", ("name", "scopes", "made"), keeps=GIVEN, title=_("Keys of programs that you gave")),
    Holding(Key, "ended_by", ("name", "ended"), keeps=GIVEN, title=_("Keys of programs that you ended")),
]
