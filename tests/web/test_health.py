"""The health page in words: what is, since when, what to do; for the city's coordinators."""
import json
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.core.ledger import mirrors
from pendopo.core.ledger.actions import seal
from pendopo.gateways.mirror.asking import Answer, Asker
from pendopo.kit.post.actions import post
from pendopo.kit.post.models import Letter
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, lines
from pendopo.kit.work.models import Run
from tests.web.town import enter, office, officer, promise

pytestmark = pytest.mark.django_db
PAGE = "/kesehatan/rinci/"


@pytest.fixture(autouse=True)
def _town(city, settings, tmp_path):
    settings.LEDGER_ROOT, settings.KEYS_ROOT = tmp_path / "ledger", tmp_path / "keys"
    settings.KEYS_ROOT.mkdir()
    empty_logbook()              # the tests of one process share a home
    yield
    empty_logbook()


def empty_logbook():
    for path in logbook.path("x").parent.glob("*"):
        path.unlink()


def line(name):
    return next(one for one in lines() if one.name == name)


def at_work():
    Run.objects.update_or_create(name="ledger.seal", defaults={"started": timezone.now()})


def test_only_coordinators_of_the_government_see_it(client):
    assert client.get(PAGE).status_code in (302, 403)
    enter(client, officer(office(), role="officer"))
    assert client.get(PAGE).status_code == 403
    enter(client, officer(office(), "Ratna Contoh", role="coordinator"))
    assert client.get(PAGE).status_code == 200


def test_it_says_what_is_and_what_to_do_in_both_languages(client):
    enter(client, officer(office(), role="secretariat"))
    page = client.get(PAGE).text
    assert page.index("Tangani sekarang") < page.index("Perlu dilihat") < page.index("Beres")
    assert "Pekerja latar diam" in page and "systemctl restart pendopo" in page
    assert "Belum pernah dibuat" in page and "Belum ada cermin" in page
    english = client.get("/en" + PAGE).text
    assert "The worker is silent" in english and "Do something now" in english and "Beres" not in english


def test_few_questions_however_much_there_is(client):
    enter(client, officer(office(), role="secretariat"))

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(PAGE).status_code == 200
        return len(caught)

    promise()
    at_work()
    asked()
    one = asked()
    for number in range(2):
        promise(f"Janji {number}")
        post(to=f"warga{number}@contoh.example", subject="Kabar", text="Isi")
        Run.objects.create(name=f"t{number}", started=timezone.now(), failed="OSError")
    assert asked() == one <= 20


def test_the_worker_and_what_failed_there():
    assert line("worker").state == BAD
    at_work()
    assert line("worker").state == GOOD
    Run.objects.create(name="reports.warn", started=timezone.now(), failed="ValueError")
    Run.objects.create(name="ledger.watch", started=timezone.now() - timedelta(days=3))
    told = line("worker")
    assert told.state == ATTENTION and len(told.items) == 2
    assert "reports.warn gagal: ValueError" in told.items[0][0] and "ledger.watch" in told.items[1][0]


def test_letters_that_do_not_leave(settings):
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    assert line("mail").state == GOOD
    post(to="sari@contoh.example", subject="Kabar", text="Isi")
    assert line("mail").state == GOOD
    Letter.objects.update(made=timezone.now() - timedelta(hours=3))
    assert line("mail").state == ATTENTION
    Letter.objects.update(made=timezone.now() - timedelta(days=2))
    told = line("mail")
    assert told.state == BAD and "1 surat menunggu" in told.says and "contoh.example" not in str(told)


def test_a_letter_that_is_to_go_next_week_is_not_late(settings):
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    post(to="sari@contoh.example", subject="Kabar", text="Isi", after=timezone.now() + timedelta(days=7))
    Letter.objects.update(made=timezone.now() - timedelta(days=3))
    assert line("mail").state == GOOD


def test_backups_by_their_age_and_the_last_failure():
    assert line("backup").state == ATTENTION
    logbook.note("backup", good=True, file="a.tar.gz", size=5_000_000, lines=12)
    assert line("backup").state == GOOD and "5 MB" in line("backup").says
    logbook.note("backup", good=False, error="OSError")
    told = line("backup")
    assert told.state == ATTENTION and "OSError" in told.says and told.since is not None
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        assert line("backup").state == BAD


def test_copies_trials_and_upgrades_from_the_logbook():
    assert [line(name).state for name in ("offsite", "drill", "key-trial", "upgrade")] == [ATTENTION] * 3 + [GOOD]
    logbook.note("offsite", good=True, file="a", size=1, lines=1, kept=7, sent=None, error="")
    assert line("offsite").state == ATTENTION and "hanya ada di mesin ini" in line("offsite").says
    logbook.note("offsite", good=True, file="a", size=1, lines=1, kept=7, sent=True, error="")
    assert line("offsite").state == GOOD and "7 salinan" in line("offsite").says
    logbook.note("drill", good=True, records=59, lines=120, seconds=3, error="", missing="")
    assert line("drill").state == GOOD and "59 catatan" in line("drill").says
    logbook.note("drill", good=False, error="NotRestored")
    assert line("drill").state == BAD
    logbook.note("key-trial", good=True, file="a")
    assert line("key-trial").state == GOOD
    logbook.note("upgrade", good=False, old="0.1", new="0.2", rolled_back=True, error="OperationalError")
    told = line("upgrade")
    assert told.state == ATTENTION and "0.2" in told.says and "OperationalError" in told.says


def test_a_mirror_that_asks_is_known_by_day_and_name_alone(client):
    promise()
    seal()
    assert line("mirrors").state == ATTENTION

    def send(path, headers):
        answer = client.get(path, HTTP_USER_AGENT=headers["User-Agent"], REMOTE_ADDR="203.0.113.7")
        return Answer(answer.status_code, answer.content)

    assert Asker(send, by="Forum Warga Kotakita ✓").ask("/ledger/checkpoint").status == 200
    Asker(send).ask("/ledger/checkpoint")
    client.get("/ledger/checkpoint", HTTP_USER_AGENT="Mozilla/5.0 (Sari)")
    told = line("mirrors")
    assert told.state == GOOD and len(told.items) == 2
    assert any("Forum Warga Kotakita ✓" in words for words, _ in told.items)
    kept = mirrors.place().read_text()
    assert "203.0.113" not in kept and "Sari" not in kept
    assert set(json.loads(kept).values()) == {timezone.localdate().isoformat()}
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert line("mirrors").state == ATTENTION


def test_nobody_fills_the_list_of_mirrors():
    for number in range(100):
        mirrors.seen(mirrors.called("x" * 300 + str(number)) + "\n")
        mirrors.seen(f"pendopo-mirror/1 (%1B[31m{number})")
    assert len(mirrors.known()) <= mirrors.MOST
    assert all(len(name) <= mirrors.LONGEST and name.isprintable() for name in mirrors.known())


def test_the_ledger_that_is_not_signed_in_time():
    promise()
    seal()
    assert line("ledger").state == GOOD
    promise("Lagi")
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert line("ledger").state == BAD
        seal()


def test_a_line_that_breaks_takes_no_other_along(monkeypatch):
    monkeypatch.setattr("pendopo.kit.work.healthy.runs", lambda: 1 / 0)
    told = line("at_work")
    assert told.state == BAD and "ZeroDivisionError" in told.says and len(lines()) > 8


def test_check_says_the_same_on_the_command_line(capsys):
    assert settings.HOST == ""
    with pytest.raises(SystemExit):
        call_command("check_city", language="id")           # the worker is silent, the regions are few
    told = capsys.readouterr().out
    assert "! Pekerjaan latar: Pekerja latar diam" in told and "? Cadangan" in told and "  Basis data: Menjawab" in told
