"""The demo city has a keyword of its own, as a real one would."""
from pendopo.gateways.sms.keywords import put
from pendopo.gateways.sms.models import Keyword

ROWS = [("CONTOH", "")]


def load() -> str:
    if Keyword.objects.exists():
        return ""
    return f"{put(ROWS)} keyword for SMS"


DEMO = (90, load)
