"""A record and a published number as they stood on a day: quoted, printed, and held to it a month later."""
import json
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from pendopo.channels.plans.models import Commitment
from pendopo.core.ledger.models import Line
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.figures import SHORT
from pendopo.core.records.keeping import keep_figures
from pendopo.core.records.models import KeptFigures
from tests.web.town import finished, plan, promise, town

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Jakarta")
FIRST, LATER = datetime(2026, 10, 1, 8, 0, tzinfo=ZONE), datetime(2026, 11, 2, 8, 0, tzinfo=ZONE)


@pytest.fixture
def client(db: None) -> Client:
    town()
    return Client()


def complete(count: int, of: int) -> None:
    """A plan in which the government reports so many milestones as complete."""
    made = promise("Semua kontrak terbit sebagai data terbuka")
    Commitment.objects.filter(pk=made.pk).update(marks={
        "milestones": of, "weight": of, "government": {"levels": {"complete": count}, "done": count}})
    type(plan()).objects.filter(pk=plan().pk).update(size=1)


def test_49_of_100_still_reads_49_a_month_later(client):
    with time_machine.travel(FIRST, tick=False):
        complete(49, 100)
        assert keep_figures() >= 2
        page = client.get("/catatan/angka/rencana/RAD1/", follow=True)
        text = page.content.decode()
        assert "49 dari 100" in text
        assert "Sejak itu tidak ada yang berubah" in text
        quoted = re.search(r"/catatan/angka/rencana/RAD1/2026-10-01/\?d=[0-9a-f]{12}", text)[0]
    with time_machine.travel(LATER, tick=False):
        Commitment.objects.update(marks={"milestones": 100, "weight": 100, "government": {
            "levels": {"complete": 52}, "done": 52}})
        keep_figures()
        text = client.get(quoted).content.decode()
        assert "<strong>49 dari 100</strong>" in text
        assert "kini 52 dari 100" in text
        assert "Alamat ini dibuat untuk persis yang ada di sini" in text
        assert "52 dari 100" in client.get("/catatan/angka/rencana/RAD1/", follow=True).content.decode()


def test_an_edited_address_is_exposed(client):
    """A forger who prints another number also prints another fingerprint; the page says that it was not made for it."""
    with time_machine.travel(FIRST, tick=False):
        complete(49, 100)
        keep_figures()
        text = client.get("/catatan/angka/rencana/RAD1/2026-10-01/?d=0123456789ab").content.decode()
        assert "TIDAK dibuat untuk" in text
        assert "49 dari 100" in text


def test_numbers_that_somebody_changed_are_not_offered_for_quoting(client):
    with time_machine.travel(FIRST, tick=False):
        complete(49, 100)
        keep_figures()
        address = "/catatan/angka/rencana/RAD1/2026-10-01/"
        honest = client.get(address).content.decode()
        assert "tidak seorang pun dapat mengubahnya" in honest and "<svg" in honest and "Jangan dikutip" not in honest
        kept = KeptFigures.objects.get(name="rencana", subject="RAD1")
        KeptFigures.objects.filter(pk=kept.pk).update(numbers={key: value + 1 for key, value in kept.numbers.items()})
        cache.clear()
        text = client.get(f"{address}?lagi=1").content.decode()
    assert "Jangan dikutip" in text and "tidak seorang pun dapat mengubahnya" not in text
    assert "?d=" not in text, "no line to quote and no square code for them"


def test_the_numbers_of_a_day_stand_in_the_ledger_once(client):
    with time_machine.travel(FIRST, tick=False):
        promise()
        first = keep_figures()
        assert first == KeptFigures.objects.count()
        assert keep_figures() == 0
        promise("Satu lagi")
        assert keep_figures() == 0
    kept = KeptFigures.objects.get(name="statistik")
    assert kept.numbers["records"] == 1
    told = json.loads(Line.objects.get(pk=kept.line_id).facts)
    assert told["figures"]["statistik/"] == kept.digest
    assert kept.digest[:SHORT] in client.get("/catatan/angka/statistik/2026-10-01/").content.decode()


def test_a_day_without_numbers_shows_the_one_before_and_says_so(client):
    with time_machine.travel(FIRST, tick=False):
        promise()
        keep_figures()
    with time_machine.travel(LATER, tick=False):
        text = client.get("/catatan/angka/statistik/2026-10-20/").content.decode()
        assert "tidak ada angka yang disimpan" in text
        assert client.get("/catatan/angka/statistik/2026-09-30/").status_code == 404
        assert client.get("/catatan/angka/statistik/2026-11-30/").status_code == 404
        assert client.get("/catatan/angka/tidak-ada/2026-10-01/").status_code == 404


def test_a_record_as_it_stood(client):
    with time_machine.travel(FIRST, tick=False):
        record = promise("Judul lama")
    with time_machine.travel(FIRST + timedelta(days=10), tick=False):
        records.edit(record, by=system("import"), changes={"title": "Judul baru"})
    with time_machine.travel(LATER, tick=False):
        finished(record)
        text = client.get(f"/catatan/{record.code}/pada/2026-10-05/").content.decode()
        assert "<h1>Judul lama</h1>" in text
        assert "Judulnya kini: Judul baru" in text
        assert "Langkah sejak itu di linimasa: 2" in text
        mark = re.search(r"pada/2026-10-05/\?d=([0-9a-f]{12})", text)[1]
        assert "dibuat untuk persis" in client.get(f"/catatan/{record.code}/pada/2026-10-05/?d={mark}").content.decode()
        other = client.get(f"/catatan/{record.code}/pada/2026-10-15/?d={mark}").content.decode()
        assert "<h1>Judul baru</h1>" in other
        assert "TIDAK dibuat untuk" in other


def test_before_it_was_there(client):
    with time_machine.travel(LATER, tick=False):
        record = promise("Judul")
        assert "belum ada" in client.get(f"/catatan/{record.code}/pada/2026-10-05/").content.decode()


def test_a_day_is_chosen_and_a_wrong_one_is_told(client):
    record = promise("Judul")
    page = f"/catatan/{record.code}/pada/"
    assert client.get(page).status_code == 200
    assert client.get(f"{page}?tanggal={date.today()}").headers["Location"] == f"{page}{date.today()}/"
    wrong = client.get(f"{page}?tanggal=kemarin")
    assert wrong.status_code == 422
    assert 'value="kemarin"' in wrong.content.decode()
