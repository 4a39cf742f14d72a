"""The days of these tests, and a crowd to be told."""
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.core.people.models import Person

WEDNESDAY = "2026-11-18T03:00:00Z"                                          # 10:00 WIB
THURSDAY, MONDAY = "2026-11-18T23:30:00Z", "2026-11-22T23:30:00Z"           # 06:30 WIB


def queries_of(do):
    with CaptureQueriesContext(connection) as caught:
        do()
    return len(caught)


def crowd(many):
    return Person.objects.bulk_create([Person(alias=f"crowd-{n}", name=f"Warga {n}", email=f"banyak{n}@contoh.example",
                                              password="!") for n in range(many)])
