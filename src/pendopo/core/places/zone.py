"""The city's own time. Days begin and end by it; what was promised for a day stays promised for that day.

The environment (PENDOPO_ZONE) wins. Otherwise the city's row says it: whoever reads that row (`standing`) tells this
process, and every request and every run of a timer begins by its clock. No question to the database is made for it.
"""
from django.conf import settings
from django.utils import timezone

known = {"zone": ""}


def tell(zone: str) -> None:
    """What the city says; empty: as the settings say."""
    known["zone"] = "" if settings.ZONE else zone
    use()


def use() -> None:
    """In this thread, from now on."""
    if known["zone"]:
        timezone.activate(known["zone"])
    else:
        timezone.deactivate()
