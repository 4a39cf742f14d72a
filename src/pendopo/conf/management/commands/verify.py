import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from pendopo.analysis import verifier


class Command(BaseCommand):
    help = "Holds a public record against its ledger: the same single file that everybody can download and run alone."

    def run_from_argv(self, argv: list[str]) -> None:
        """The verifier reads its own words: `pendopo verify [URL or folder] [--key K] [--language en] ...`."""
        words = argv[2:]
        sys.argv = ["pendopo verify", *([] if words and not words[0].startswith("-") else [f"{settings.SITE}/ledger"]),
                    *words]
        sys.exit(verifier.main())

    def handle(self, *args: Any, **options: Any) -> None:
        self.run_from_argv(["pendopo", "verify", *args])
