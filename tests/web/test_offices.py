"""The public side of an office."""
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.town import finished, office, promise

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _town(city):
    """The invented town."""


def test_what_it_holds_what_is_open_and_what_is_late(client):
    promise("Berjalan")
    promise("Lewat", due=timezone.localdate() - timedelta(days=1))
    finished(promise("Selesai"))
    promise("Milik lain", office=office("dpu-contoh"))
    promise("Rahasia", visibility="members")
    page = client.get("/lembaga/bappeda-contoh/")
    assert "Bappeda Contoh" in page.text and "Milik lain" not in page.text and "Rahasia" not in page.text
    values = [part.partition("</p>")[0] for part in page.text.split('class="big-value">')[1:]]
    assert values == ["3", "2", "1"] and not page.cookies
    assert "Contoh Planning Agency" in client.get("/en/lembaga/bappeda-contoh/").text
    late = client.get("/lembaga/bappeda-contoh/", {"status": "lewat"}).text
    assert ">Lewat</a>" in late and ">Selesai</a>" not in late


def test_a_renamed_office_leads_to_its_successor(client):
    office("bp2t-contoh", "BP2T Contoh", successor=office(), parent=office("setda-contoh", "Sekretariat Daerah Contoh"))
    page = client.get("/lembaga/bp2t-contoh/").text
    assert 'href="/lembaga/bappeda-contoh/"' in page and "Sekretariat Daerah Contoh" in page


def test_an_office_that_nobody_vouched_for_is_not_shown(client):
    office("usulan-contoh", "Forum Usulan Contoh", state="proposed")
    assert client.get("/lembaga/usulan-contoh/").status_code == client.get("/lembaga/tidak-ada/").status_code == 404


def test_as_many_queries_for_three_as_for_one(client):
    def asked(address):
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return len(caught)
    promise("Satu")
    client.get("/lembaga/bappeda-contoh/")
    one = asked("/lembaga/bappeda-contoh/?a=1")
    promise("Dua"), promise("Tiga")
    assert one == asked("/lembaga/bappeda-contoh/?a=3") == 3
