"""The open data of all plans: what each file says, and that no more of it is held for more plans."""
import gzip
import json
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from pendopo.analysis import ogp
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries import lists
from pendopo.channels.plans.queries.known import told
from pendopo.channels.plans.queries.lists import of_plans, seen, whole
from pendopo.channels.plans.views.lists import as_data
from pendopo.core.people.queries import system
from pendopo.core.records.bulk import bulk_add
from tests.held import peak
from tests.web.town import office, plan, promise, town

pytestmark = pytest.mark.django_db
JSON, TABLE, WIDE = "/rencana-aksi/ekspor.json", "/rencana-aksi/ekspor.csv", "/rencana-aksi/ekspor.csv?bentuk=ogp"
SMALL, MORE = 60, 240
WORDS = "Jadwal dokter setiap puskesmas terbit setiap Senin. " * 80          # four thousand characters


@pytest.fixture
def client(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    town()
    monkeypatch.setattr(lists, "AT_ONCE", 20)
    return Client()


def entered(count: int) -> None:
    """So many promises in all, in two plans whose order is not that in which they were entered."""
    later = Plan.objects.get_or_create(code="AWAL", defaults={
        "title": "Rencana yang lebih baru", "level": "local", "owner": office(), "created": timezone.now(),
        "start": "2027", "end": "2028"})[0]
    bulk_add([Commitment(title=f"Janji {number}", action=WORDS, plan=later if number % 2 else plan(),
                         number=str(number), position=MORE - number, level="local", office=office(),
                         created=timezone.now(), state="adopted")
              for number in range(Commitment.objects.count(), count)], by=system("bench"))


def read(client: Client, address: str) -> int:
    """Its size, without holding more than a part."""
    parts: Iterator[bytes] = client.get(address).streaming_content               # type: ignore[attr-defined]
    return sum(len(part) for part in parts)


@pytest.mark.parametrize("address", [JSON, TABLE, WIDE])
def test_four_times_as_many_commitments_take_no_more_memory(client, monkeypatch, address):
    monkeypatch.setattr(ogp, "LONG", 10)
    entered(SMALL)
    size = read(client, address)
    small = peak(lambda: read(client, address))
    entered(MORE)
    assert read(client, address) > 3 * size
    assert peak(lambda: read(client, address)) - small < 300_000         # as many held would take a megabyte more


def test_they_say_what_they_would_say_whole(client):
    entered(SMALL)
    found = whole(seen(None))
    assert [one.plan.code for one in found[:1]] == ["AWAL"]
    assert client.get(JSON).getvalue().decode() == json.dumps(
        {"commitments": [as_data(one) for one in found]}, ensure_ascii=False)
    by_plan = sorted(found, key=lambda one: (one.plan_id, one.position, one.pk))
    rows = client.get(TABLE).getvalue().decode().split("\r\n")
    assert [row.split(",")[2] for row in rows[1:-1]] == [one.number for one in by_plan]
    assert rows[0] == "\ufeff" + ",".join([*ogp.COLUMNS, "action", "language"])
    assert len(client.get(WIDE).getvalue().decode().split("\r\n")) == SMALL + 2
    assert json.loads(client.get(f"{JSON}?rencana=TIADA").getvalue()) == {"commitments": []}
    assert [one.number for _plan, one in told(of_plans(seen(None)))] == [one.number for one in by_plan]


def test_english_addresses_stand_in_what_was_asked_in_english(client):
    one = promise()
    assert f"/en/rencana-aksi/{one.code}/" in client.get(f"/en{JSON}").getvalue().decode()
    assert f"/en/rencana-aksi/{one.code}/" not in client.get(JSON).getvalue().decode()


def test_it_is_packed_where_the_reader_takes_it_and_not_sent_again_unchanged(client):
    promise()
    packed = client.get(JSON, headers={"accept-encoding": "gzip"})
    assert gzip.decompress(packed.getvalue()) == client.get(JSON).getvalue()
    for address in (JSON, TABLE):
        mark = client.get(address)["ETag"]
        same = client.get(address, headers={"if-none-match": mark})
        assert same.status_code == 304 and not same.getvalue()
    promise("Satu lagi")
    assert client.get(JSON, headers={"if-none-match": packed["ETag"]}).status_code == 200
