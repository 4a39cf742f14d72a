"""`pendopo keywords FILE`: the words with which people of a place begin their SMS. CSV: word,region_code."""
import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_noop as N_

from pendopo.gateways.sms.keywords import put


class Command(BaseCommand):
    help = N_("Takes the keywords of the city from a CSV file: word,region_code.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = [(row.get("word") or "", row.get("region_code") or "") for row in csv.DictReader(opened)]
        try:
            print(f"{put(rows)} keywords")
        except ValueError as wrong:
            raise CommandError(str(wrong)) from None
