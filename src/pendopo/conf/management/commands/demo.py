from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from pendopo.kit.country import country
from pendopo.kit.discover import rooms
from pendopo.kit.whole import whole


def written_for_here() -> list[Callable[[], str]]:
    """The demo of each room that the country pack names, in the order in which they build on one another."""
    found = [demo for room, demo in rooms("demo", "DEMO").items() if room in country().demo.rooms]
    return [at_once(load) for _order, load in sorted(found, key=lambda pair: pair[0])]


def at_once(load: Callable[[], str]) -> Callable[[], str]:
    """A start that is cut off finds each room finished or not begun: a room tells by its first things whether it was
    loaded."""
    def room() -> str:
        with whole():
            return load()
    return room


class Command(BaseCommand):
    help = N_("Loads the invented demo city, room by room. Safe to run twice. Only with PENDOPO_DEMO=1.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Demo data is loaded only with PENDOPO_DEMO=1, on this machine alone."))
        for room in written_for_here():
            self.stdout.write(f"  {room()}")
