from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pendopo.kit.discover import shelf


class Command(BaseCommand):
    help = "Loads the invented demo city, room by room. Safe to run twice. Only with PENDOPO_DEMO=1."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is loaded only with PENDOPO_DEMO=1, on this machine alone.")
        for _order, room in sorted(shelf("demo", "DEMO"), key=lambda pair: pair[0]):
            self.stdout.write(f"  {room()}")
