from typing import Any

from django.core.management.base import BaseCommand

from pendopo.kit.work.actions import Stop, work


class Command(BaseCommand):
    help = "Runs timers and queued jobs until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = Stop()
        stop.listen()
        work(stop)
