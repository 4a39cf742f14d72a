"""The demo city has a keyword of its own, as a real one would."""
from django.utils.translation import gettext

from pendopo.gateways.sms.keywords import put
from pendopo.gateways.sms.models import Keyword

ROWS = [("CONTOH", "")]


def load() -> str:
    if Keyword.objects.exists():
        return ""
    return gettext("keywords for SMS: %(many)d") % {"many": put(ROWS)}


DEMO = (90, load)
