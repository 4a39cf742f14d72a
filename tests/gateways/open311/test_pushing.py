"""A public report goes to another body's server, keeps its number there, and hears how far it is."""
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from pendopo.channels.reports.models import Foreign
from pendopo.core.records.models import Record
from pendopo.gateways.open311 import keys, pushing
from pendopo.gateways.open311.models import Body, Heard, Push
from tests.gateways.open311.neighbour import Neighbour
from tests.gateways.open311.town import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbour():
    made = Neighbour()
    yield made
    made.close()


@pytest.fixture(params=["json", "xml"])
def body(request, neighbour, db):
    return pushing.know(name="pln", url=neighbour.url, key="kunci-mereka", jurisdiction="pln.example",
                        form=request.param)


def test_a_report_is_sent_and_followed_until_it_is_closed(streets, neighbour, body, monday):
    report = streets.published(lat=-7.2, lng=107.9)
    pushing.push(code=report.code, name="pln", service_code="tiang")
    pushing.push(code=report.code, name="pln", service_code="tiang")
    assert pushing.drain() == 1 and pushing.drain() == 0
    [sent] = neighbour.taken
    assert sent["service_code"] == "tiang" and sent["api_key"] == "kunci-mereka" and sent["lat"] == "-7.2"
    assert sent["description"].startswith("Jalan berlubang di depan pasar.") and report.code in sent["description"]
    assert sent["jurisdiction_id"] == "pln.example"
    assert not {"email", "phone", "first_name", "last_name"} & set(sent) and "Sari" not in str(sent)
    foreign = Foreign.objects.get()
    assert (foreign.report_id, foreign.number, foreign.state) == (report.pk, "pln/1", "open")
    neighbour.status = "closed"
    monday.shift(timedelta(minutes=31))
    assert pushing.drain() == 1
    foreign.refresh_from_db()
    assert foreign.state == "closed" and Push.objects.get().next_try is None
    assert b"kunci-mereka" not in bytes(Body.objects.get().secret)


def test_a_token_becomes_a_number(streets, neighbour, body, monday):
    neighbour.tokens = True
    pushing.push(code=streets.published().code, name="pln", service_code="x")
    pushing.drain()
    assert Push.objects.get().state == "token"
    monday.shift(timedelta(minutes=2))
    assert pushing.drain() == 0
    neighbour.tokens = False
    monday.shift(timedelta(minutes=6))
    assert pushing.drain() == 1 and Push.objects.get().number == "1"


def test_a_server_that_is_away_is_tried_again_and_one_that_refuses_is_not(streets, neighbour, body, monday):
    neighbour.fail = 503
    pushing.push(code=streets.published().code, name="pln", service_code="x")
    assert pushing.drain() == 0 and Push.objects.get().error == "HTTP 503"
    neighbour.fail = 0
    assert pushing.drain() == 0
    monday.shift(timedelta(minutes=2))
    assert pushing.drain() == 1 and len(neighbour.taken) == 1
    neighbour.fail = 403
    pushing.push(code=streets.published().code, name="pln", service_code="x")
    pushing.drain()
    last = Push.objects.order_by("pk").last()
    assert (last.state, last.next_try, last.error) == ("given_up", None, "HTTP 403 tidak")


def test_patience_ends(streets, neighbour, body, monday):
    neighbour.close()
    pushing.push(code=streets.published().code, name="pln", service_code="x")
    for _ in range(8):
        pushing.drain()
        monday.shift(timedelta(days=2))
    assert Push.objects.get().state == "given_up"
    neighbour.__init__()


def test_only_what_is_public_is_sent(streets, neighbour, body):
    sealed, _ = streets.report()
    secret, _ = streets.report(secret=True)
    for code in (sealed.code, secret.code, "gajah"):
        with pytest.raises(LookupError):
            pushing.push(code=code, name="pln", service_code="x")
    with pytest.raises(LookupError):
        pushing.push(code=streets.published().code, name="gajah", service_code="x")
    report = streets.published()
    pushing.push(code=report.code, name="pln", service_code="x")
    Record.objects.filter(pk=report.pk).update(visibility="sealed")
    assert pushing.drain() == 0 and not neighbour.taken


@pytest.mark.parametrize("url", ["http://kota.example/v2", "ftp://kota.example", "kota.example", "file:///etc/passwd"])
def test_only_safe_addresses(db, url):
    with pytest.raises(ValueError):
        pushing.know(name="x", url=url)


def test_news_from_the_body_that_works_on_it(streets, neighbour, body):
    report = streets.published()
    pushing.push(code=report.code, name="pln", service_code="x")
    pushing.drain()
    theirs = keys.give(name="PLN", scopes=("updates",), body=body)
    words = {"api_key": theirs, "service_request_id": "1", "status": "FIXED", "description": "Tiang berdiri lagi",
             "updated_datetime": "2024-03-04T10:00:00+07:00", "update_id": "u1"}
    for _ in range(2):
        answer = Client().post(f"{ROOT}/servicerequestupdates.json", words)
        assert answer.status_code == 200 and answer.json() == [{"update_id": "u1"}], answer.content
    assert Foreign.objects.get().state == "fixed" and Heard.objects.count() == 1
    assert report.messages.filter(sort="note").count() == 1
    assert "Tiang" not in Client().get(f"{ROOT}/requests.json?extensions=true").content.decode()
    other = keys.give(name="Lain", scopes=("updates", "write"))
    for wrong, status in (({"api_key": other}, 404), ({"api_key": ""}, 403), ({"service_request_id": "99"}, 404),
                          ({"status": "beres"}, 400), ({"updated_datetime": ""}, 400)):
        assert Client().post(f"{ROOT}/servicerequestupdates.xml", {**words, **wrong}).status_code == status, wrong


def test_the_command(streets, neighbour, capsys):
    call_command("open311", "server", "pln", neighbour.url)
    call_command("open311", "key", "Aplikasi", "--scopes", "updates", "--server", "pln")
    call_command("open311", "push", streets.published().code, "pln", "x")
    call_command("open311", "list")
    told = capsys.readouterr().out
    assert "po3_" in told and "server pln" in told and "key Aplikasi: updates" in told and "waiting" in told
    call_command("open311", "end", "Aplikasi")
    for wrong in (["end", "gajah"], ["key", "x", "--scopes", "semua"], ["push", "gajah", "pln", "x"],
                  ["server", "x", "ftp://x"], ["key", "y", "--server", "gajah"]):
        with pytest.raises(CommandError):
            call_command("open311", *wrong)
