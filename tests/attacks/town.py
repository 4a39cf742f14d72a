"""The demo city as an attacker finds it: real commits, real files, every role with a session of its own.

Nothing is wrapped in a transaction that hides how an action ends; what an attack did is taken back by a copy of the
database made before it.
"""
import atexit
import csv
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core import signing
from django.core.cache import cache as memory
from django.core.management import call_command
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client, override_settings

from pendopo.core.ledger.actions import seal
from pendopo.core.people.demo import DOMAIN, people
from pendopo.core.people.models import Person
from pendopo.core.people.queries import receipt_from
from pendopo.core.people.sessions import SALT
from pendopo.kit.discover import shelf
from pendopo.kit.regions import actions as regions
from pendopo.kit.regions import packs
from pendopo.kit.regions.kinds import level_of
from tests.attacks import kept
from tests.attacks.corners import Corners, furnish, public
from tests.attacks.walk import Found, walk

VISITOR, RECEIPT, WEAK = "visitor", "receipt", "budi-one-factor"
REPORTER, WEAK_DESK = "reporter", "rina-one-factor"       # holds the receipt of the secret report; the desk's password
NAMES = [*(first.lower() for first, _role, _slug in people()), "rudi"]
# Whoever may come: nobody, guests, staff with one factor, all others.
ROLES = [VISITOR, RECEIPT, REPORTER, WEAK, WEAK_DESK, *NAMES]


class Town:
    """`broken` collects what was raised behind a 500, so that a failure shows the cause."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pendopo-attack-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.broken: list[BaseException] = []
        self.copy: sqlite3.Connection | None = None
        self.changes = 0
        self.corners = Corners()
        self.cookies: dict[str, dict[str, str]] = {}
        self.receipts: dict[str, int] = {}
        self.walked: dict[str, Found] = {}

    def load(self) -> None:
        regions.load(pack=provinces_and_regencies())
        for _order, room in sorted(shelf("demo", "DEMO"), key=lambda pair: pair[0]):
            room()
        self.corners = furnish()
        seal()
        self.sign_in()

    def stand(self) -> None:
        """Loaded once in a process; on SQLite its copy comes back when it is wanted again."""
        if self.copy is None:
            shutil.rmtree(self.folder)
            (self.folder / "keys").mkdir(parents=True)
            self.walked.clear()
            self.load()
            self.keep()
        else:
            self.changes = -1
            self.again()

    def keep(self) -> None:
        shutil.copytree(settings.FILES_ROOT, self.files(), dirs_exist_ok=True)
        if connection.vendor == "sqlite":
            self.copy = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(self.copy)
            self.changes = connection.connection.total_changes
        else:
            kept.keep()

    def again(self) -> None:
        """As it was when it was loaded."""
        memory.clear()
        if self.copy is None:
            changed = kept.bring_back()
        elif changed := self.changes != connection.connection.total_changes:
            self.copy.backup(connection.connection)
            self.changes = connection.connection.total_changes
        if changed:
            shutil.copytree(self.files(), settings.FILES_ROOT, dirs_exist_ok=True)

    @staticmethod
    def files() -> Path:
        """Where the files lie that an erasure of the tests took away."""
        return Path(settings.FILES_ROOT).with_name("files-kept")

    def enter(self, role: str = VISITOR, **more: Any) -> Client:
        """A browser of its own for somebody. Staff have shown their second factor, except the one who has not."""
        client = Client(raise_request_exception=False, **more)
        client.cookies = SimpleCookie(self.cookies[role])
        if role in self.receipts:               # its cookie lasts half an hour, and a search for faults longer
            client.cookies[settings.RECEIPT_COOKIE_NAME] = signing.dumps(self.receipts[role], salt=SALT)
        return client

    def seen_by(self, role: str) -> Found:
        """What links lead to for somebody, from every corner of the city; walked once."""
        if role not in self.walked:
            starts = ["/", "/akun/", "/kabar-saya/", "/suara/antrean/", "/akun/dampingi/", *self.corners.addresses,
                      *(record.get_absolute_url() for record in public()[:3])]
            self.walked[role] = walk(self.enter(role), starts)
            self.again()
        return self.walked[role]

    def sign_in(self) -> None:
        """A session for everybody, before the copy is made: so everybody is still signed in when it comes back."""
        for role in ROLES:
            client = Client()
            if role in (RECEIPT, REPORTER):
                code = self.corners.receipt if role == RECEIPT else self.corners.reported.receipt
                self.receipts[role] = receipt_from(code).pk
            elif role != VISITOR:
                person = Person.objects.get(email=f"{role.partition('-')[0]}@{DOMAIN}")
                client.force_login(person)
                session = client.session
                weak = role in (WEAK, WEAK_DESK)
                ways = ["password"] if weak else ["password", "mfa"]
                session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(person)
                session[AUTHENTICATION_METHODS_SESSION_KEY] = [
                    {"method": way, "at": 0 if weak else time.time() + 6 * 3600} for way in ways]
                session.save()
            self.cookies[role] = {name: morsel.value for name, morsel in client.cookies.items()}

    def why(self) -> str:
        """What was raised since the last time this was asked."""
        said = "\n".join(f"{type(one).__name__}: {one}" for one in self.broken)
        self.broken.clear()
        return said


def provinces_and_regencies() -> Path:
    """A pack without districts and villages: what the real commitments of the demo name, in a second."""
    folder = Path(tempfile.mkdtemp(prefix="pendopo-regions-", dir=settings.HOME))
    about = json.loads((packs.AREAS / "edition.json").read_text(encoding="utf-8"))
    with (folder / "areas.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["code", "name"])
        rows.writerows((row.code, row.name) for row in packs.opened(packs.AREAS).rows() if level_of(row.code) <= 2)
    (folder / "edition.json").write_text(json.dumps(about | {"file": "areas.csv"}))
    return folder


@cache
def built() -> Town:
    return Town()


@contextmanager
def standing() -> Iterator[Town]:
    """The town stands; afterwards the database is as it was before, for whoever comes next."""
    town = built()
    before: sqlite3.Connection | None = None
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        before = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(before)

    def heard(sender: Any, request: Any = None, **more: Any) -> None:
        if (error := sys.exc_info()[1]) is not None:
            town.broken.append(error)

    got_request_exception.connect(heard, weak=False)
    try:
        with override_settings(
                LEDGER_ROOT=town.folder / "ledger", KEYS_ROOT=town.folder / "keys", FILES_ROOT=town.folder / "files",
                EMAIL_BACKEND="pendopo.kit.post.backend.Outbox", LIMITS_TIMES=1_000_000, ACCOUNT_RATE_LIMITS=False,
                PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            town.stand()
            yield town
    finally:
        got_request_exception.disconnect(heard)
        if before is not None:
            before.backup(connection.connection)
        else:
            kept.let_go()
            call_command("flush", verbosity=0, interactive=False)
        memory.clear()
