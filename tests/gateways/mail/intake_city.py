"""The invented town with its door for mail open, for test_intake*.py."""
import email
import smtplib
import threading
from email import policy
from email.message import EmailMessage

import pytest
from django.db import connections

from pendopo.gateways.mail.actions import drain
from pendopo.gateways.mail.intake import hear_mail, ours, take
from pendopo.gateways.mail.knocking import take_knocks
from pendopo.gateways.mail.lmtp import Listener
from tests.gateways.town import Town

ADDRESS = "lapor@contoh.example"
SARI = "sari@warga.example"
STORY = "Jembatan kecil di belakang sekolah roboh sejak hujan kemarin."


class Door:
    """The door for mail, in a thread, and the letters that go through it."""

    def __init__(self):
        self.arrived = []
        self.listener = Listener(("127.0.0.1", 0), ours, self.keep, connections.close_all)
        self.port = self.listener.server_address[1]
        self.thread = threading.Thread(target=self.listener.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def keep(self, sender, recipient, letter):
        """The test's own thread writes: a test lies in one transaction, and that belongs to one connection."""
        self.arrived.append((sender, recipient, letter))
        return True

    def stop(self):
        self.listener.shutdown()
        self.listener.server_close()
        self.thread.join(5)

    def work(self):
        for one in self.arrived:
            take(*one)
        self.arrived.clear()
        return hear_mail()

    def send(self, letter, sender=SARI, to=ADDRESS, kind=smtplib.LMTP):
        with kind("127.0.0.1", self.port, timeout=5) as server:
            server.send_message(letter, sender, [to])

    def post(self, *words, **more):
        self.send(letter(*words, **more.pop("headers", {})), **more)
        return self.work()


def letter(subject="Jembatan roboh", text=STORY, sender=f"Sari Contoh <{SARI}>", files=(), **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, headers.pop("To", ADDRESS), subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    for name, content, main, sub in files:
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made


@pytest.fixture
def town(db, settings):
    settings.INTAKE_ADDRESS = ADDRESS
    return Town()


@pytest.fixture
def door(town):
    opened = Door()
    yield opened
    opened.stop()


@pytest.fixture
def outgoing(settings, tmp_path):
    """What the house mailed, opened."""
    settings.HOME = tmp_path
    (tmp_path / "mail").mkdir()

    def latest():
        take_knocks()
        drain()
        files = sorted((tmp_path / "mail").glob("*.eml"))
        return [email.message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]
    return latest
