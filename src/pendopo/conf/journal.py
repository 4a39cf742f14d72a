"""How long the machine keeps the log of the service: its setting, not ours; it is only read."""
from configparser import ConfigParser, Error

from django.conf import settings
from django.utils.translation import gettext

from pendopo.kit.work.health import ATTENTION, GOOD, Line
from pendopo.kit.work.keeping import rule


def configured() -> str:
    """As it stands there, e.g. 30day; empty where nothing is said."""
    told = ConfigParser(interpolation=None, strict=False)
    try:
        told.read(settings.JOURNAL, encoding="utf-8")
    except (Error, UnicodeDecodeError):
        return ""
    return told.get("Journal", "MaxRetentionSec", fallback="")


def journal() -> Line:
    label, keep, found = gettext("Log of the service"), rule("journal"), configured()
    if found == f"{keep.days}day":
        return Line("journal", label, GOOD, gettext("The machine keeps it as the rule says: %(span)s.") % {
            "span": found})
    if not settings.HOST:
        return Line("journal", label, GOOD, gettext("Only on this machine: it goes to whoever started it."))
    return Line("journal", label, ATTENTION, gettext(
        "The machine keeps it %(span)s, our rule says %(days)d days.") % {"span": found, "days": keep.days}
        if found else gettext("Nothing says how long the machine keeps it; our rule says %(days)d days.") % {
            "days": keep.days}, gettext("Copy %(file)s to %(place)s, see docs/operate.md.") % {
                "file": keep.outside, "place": settings.JOURNAL})
