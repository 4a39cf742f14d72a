"""Letters leave the house over a real SMTP server on this machine, or as files."""
import email
import os
import socket
from datetime import timedelta
from email import policy

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pendopo.gateways.mail.actions import drain
from pendopo.kit.post import actions as outbox
from pendopo.kit.post.models import Letter

pytestmark = pytest.mark.django_db


class Server:
    """Takes what it is told to take; remembers messages and connections."""

    def __init__(self):
        self.messages, self.greetings, self.answers = [], 0, {}

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.greetings += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def server(settings):
    handler, port = Server(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
    yield handler
    controller.stop()


def letter(to="sari@contoh.example", **changes):
    return outbox.post(**{"to": to, "subject": "Tanggapan untuk “Jalan rusak”", "language": "id",
                          "text": "Halo Sari,\n\nada tanggapan.\n"} | changes)


def again():
    Letter.objects.exclude(next_try=None).update(next_try="2026-01-01T00:00:00Z")


def test_a_letter_arrives_as_it_was_written(server):
    sent = letter(html="<p>ada tanggapan</p>", headers={
        "List-Unsubscribe": "<https://pendopo.example/kabar-saya/berhenti/x/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})
    assert drain() == 1
    got = server.messages[0]
    assert got["To"] == "sari@contoh.example" and got["Subject"] == "Tanggapan untuk “Jalan rusak”"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and got["Auto-Submitted"] == "auto-generated"
    assert got.get_body(("plain",)).get_content().startswith("Halo Sari,")
    assert "ada tanggapan" in got.get_body(("html",)).get_content()
    sent.refresh_from_db()
    assert sent.state == "sent" and sent.sent and sent.next_try is None
    assert drain() == 0 and len(server.messages) == 1


def test_a_batch_is_one_connection(server):
    for number in range(7):
        letter(f"warga{number}@contoh.example")
    assert drain() == 7
    assert server.greetings == 1


def test_a_busy_server_gets_the_letter_later_and_the_same_message(server):
    sent = letter()
    server.answers = {"sari@contoh.example": "451 later"}
    assert drain() == 0
    sent.refresh_from_db()
    assert (sent.state, sent.tries, sent.error) == ("failed", 1, "SMTP 451")
    assert drain() == 0, "not before its time"
    server.answers = {}
    again()
    assert drain() == 1 and len(server.messages) == 1
    assert server.messages[0]["Message-ID"].startswith(f"<letter-{sent.pk}-")


def test_an_address_that_is_refused_is_given_up_and_the_others_go(server):
    bad, good = letter("tidak-ada@contoh.example"), letter()
    server.answers = {"tidak-ada@contoh.example": "550 no such user"}
    assert drain() == 1
    bad.refresh_from_db(), good.refresh_from_db()
    assert (bad.state, bad.error, bad.next_try) == ("given_up", "SMTP 550", None)
    assert good.state == "sent"


def test_what_is_no_address_is_given_up(server):
    odd, good = letter("bukan alamat"), letter()
    assert drain() == 1
    odd.refresh_from_db(), good.refresh_from_db()
    assert odd.state == "given_up" and "alamat" not in odd.error
    assert good.state == "sent"


def test_a_server_that_is_away_loses_nothing(settings):
    settings.MAIL_URL = f"smtp://127.0.0.1:{free_port()}"
    sent = letter()
    assert drain() == 0
    sent.refresh_from_db()
    assert (sent.state, sent.tries, sent.error) == ("waiting", 0, "ConnectionRefusedError")


def test_without_a_server_letters_become_files(settings, tmp_path):
    settings.MAIL_URL, settings.HOME = "", tmp_path
    (tmp_path / "mail").mkdir()
    sent = letter()
    assert drain() == 1
    path, = (tmp_path / "mail").iterdir()
    assert path.name.endswith(f"-{sent.pk}.eml") and path.stat().st_mode & 0o077 == 0
    assert email.message_from_bytes(path.read_bytes(), policy=policy.default)["To"] == "sari@contoh.example"


@pytest.mark.parametrize(("demo", "host", "address", "forwarded", "status"), [
    (True, "", "127.0.0.1", {}, 200),
    (True, "", "::1", {}, 200),
    (False, "", "127.0.0.1", {}, 404),
    (True, "pendopo.example", "127.0.0.1", {}, 404),
    (True, "", "10.0.0.7", {}, 404),
    (True, "", "127.0.0.1", {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}, 404),
])
def test_the_page_of_outgoing_mail_is_for_the_demo_on_this_machine(
        client, settings, demo, host, address, forwarded, status):
    settings.DEMO, settings.HOST = demo, host
    sent = letter()
    for page in (reverse("mail:outgoing"), reverse("mail:letter", args=[sent.pk])):
        answer = client.get(page, REMOTE_ADDR=address, **forwarded)
        assert answer.status_code == status
        assert ("sari@contoh.example" in answer.text) is (status == 200)


def test_the_demo_keeps_the_words_of_a_code(settings, tmp_path):
    settings.MAIL_URL, settings.HOME, settings.DEMO = "", tmp_path, True
    (tmp_path / "mail").mkdir()
    code = letter(urgent=True, text="Kode Anda 4711")
    drain()
    code.refresh_from_db()
    assert code.text == "Kode Anda 4711"


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAIL_URL, settings.HOME = "", tmp_path
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


@pytest.mark.django_db(transaction=True)
def test_whoever_is_forgotten_has_no_file_left(folder):
    """Their letters in every spelling of the address, and the codes whose rows know no address any more."""
    letter(), letter("Sari@Contoh.example"), letter(urgent=True, text="Kode 4711"), letter("budi@contoh.example")
    assert drain() == 4
    assert Letter.objects.filter(to="").count() == 1, "the row of a code was emptied when it went"
    assert outbox.forget("sari@contoh.example") == 2
    left = [email.message_from_bytes(path.read_bytes(), policy=policy.default)["To"] for path in folder.iterdir()]
    assert left == ["budi@contoh.example"]


@pytest.mark.django_db(transaction=True)
def test_an_erasure_that_fails_burns_nothing(folder):
    letter()
    drain()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        outbox.forget("sari@contoh.example")
        raise ZeroDivisionError
    assert len(list(folder.iterdir())) == 1 == Letter.objects.count()


def test_a_letter_whose_owner_went_while_it_was_under_way_leaves_no_file(folder, monkeypatch):
    sent = letter()
    taken = outbox.claim(10)
    Letter.objects.all().delete()
    monkeypatch.setattr(outbox, "claim", lambda *more: [taken.pop()] if taken else [])
    drain()
    assert sent.pk and not list(folder.iterdir())


def test_files_go_after_two_weeks_as_the_rows_do(folder):
    letter()
    drain()
    path, = folder.iterdir()
    assert outbox.sweep() == 0 and path.exists()
    old = (timezone.now() - outbox.KEEP - timedelta(hours=1)).timestamp()
    os.utime(path, (old, old))
    outbox.sweep()
    assert not path.exists()
