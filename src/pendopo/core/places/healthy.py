"""Whether the city has settled what a first start asks."""
from django.utils.translation import gettext, ngettext

from pendopo.core.places.queries import city, undone
from pendopo.kit.work.health import ATTENTION, GOOD, Line


def set_up() -> Line:
    left = len(undone(city()))
    return Line("set-up", gettext("Settings of the city"), ATTENTION if left else GOOD, ngettext(
        "%(count)d of them was never looked at.", "%(count)d of them were never looked at.", left) % {"count": left}
        if left else gettext("All of them were looked at."), gettext(
        "The secretariat opens /pengaturan/: it goes on where it was left.") if left else "")


HEALTHY = [set_up]
