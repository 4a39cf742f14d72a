from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext_noop as N_

from pendopo.kit.work.actions import Stop, work


class Command(BaseCommand):
    help = N_("Runs timers and queued jobs until stopped.")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Stop()
        stop.listen()
        work(stop)
