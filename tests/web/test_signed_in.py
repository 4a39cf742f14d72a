"""Staff see the same pages with eight queries at most, whatever there is on them."""
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.core.records.models import Record
from tests.web.town import VILLAGE, enter, finished, office, officer, promise

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.mark.parametrize(("address", "many"), [
    ("/", 7), ("/cari/", 7), ("/cari/?status=berjalan&tahun=2026", 7), ("/kalender/", 7),
    ("/lembaga/bappeda-contoh/", 7), ("/catatan/{code}/riwayat", 7), ("/peta/titik.json", 5), ("/data/", 5),
    ("/saya/", 8)])
def test_as_many_queries_for_three_as_for_one(client, city, address, many):
    def asked():
        cache.clear()
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(address.format(code=first.code))
        assert answer.status_code == 200 and not answer.has_header("ETag")
        return len(caught)
    enter(client, officer(office()))
    first = promise("Satu", region=VILLAGE, due=timezone.localdate() + timedelta(days=2))
    asked()
    one = asked()
    finished(promise("Dua", due=timezone.localdate())), promise("Tiga", visibility="members")
    assert Record.objects.count() == 3 and one == asked() == many
