"""What is shown to be kept for so long is kept for so long: something older is planted for every rule, the night comes,
and it is gone."""
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone, translation

from pendopo.channels.reports.actions import verifying
from pendopo.channels.reports.models import Identity, Report
from pendopo.conf.journal import journal
from pendopo.conf.management.commands import backup
from pendopo.conf.offsite import copies
from pendopo.core.notices.actions import reach
from pendopo.core.notices.models import Notice, Reach
from pendopo.core.people.actions.persons import guest
from pendopo.core.people.models import Person
from pendopo.gateways.mail.models import ArrivedMail
from pendopo.gateways.sms.models import Arrived
from pendopo.kit.post.models import Letter
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line
from pendopo.kit.work.healthy import kept
from pendopo.kit.work.keeping import NIGHTS, look, oldest, rule, rules
from pendopo.kit.work.timers import timers
from tests.channels.reports.town import Town

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
SWEEPERS = ["post.sweep", "mail.sweep", "sms.sweep", "notices.sweep", "people.unproved", "people.sessions",
            "files.sweep", "reports-forget", "backups.sweep", "logbook.sweep"]


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A home of its own: no other test's files are found in it."""
    settings.HOME, settings.FILES_ROOT, settings.OFFSITE = tmp_path, tmp_path / "files", str(tmp_path / "offsite")
    for name in ("mail", "files", "offsite", "backups", "logbook"):
        (tmp_path / name).mkdir()
    with translation.override("en"):
        yield tmp_path


def file(path: Path, at: datetime) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"Sari Contoh")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def before(name: str, more: timedelta = NIGHTS + timedelta(hours=1)) -> datetime:
    """Older than the rule allows, by enough to be called late."""
    return timezone.now() - rule(name).span - more


def plant(home: Path) -> list[Path]:
    """One thing too old for every rule that is kept here; the files among them."""
    sari = Person.objects.create(email="sari@contoh.example", sort="full")
    Letter.objects.create(to="sari@contoh.example", text="Kabar", state="sent", made=before("letters"), next_try=None)
    Letter.objects.create(state="sent", made=before("letter-facts"), next_try=None)
    ArrivedMail.objects.create(mark="a", at=before("mail-in"), held="spam", next_try=None)
    Arrived.objects.create(mark="a", at=before("messages-in"), next_try=None)
    Notice.objects.create(person=sari, template="x", seen=before("news-seen"), made=before("news-seen"))
    Notice.objects.create(person=sari, template="y", made=before("news-unseen"))
    for name, proved in (("contacts", timezone.now()), ("contacts-unproved", None)):
        left = reach(by=guest(), to="wati@contoh.example")
        Reach.objects.filter(pk=left.pk if left else 0).update(used=before(name), proved=proved)
    Session.objects.create(session_key="k", expire_date=before("sessions") + rule("sessions").span)
    UserSession.objects.create(user=sari, session_key="k", ip="192.0.2.1", user_agent="x")
    Person.objects.create(sort="new", email="rudi@contoh.example", joined=before("unproved"))
    town = Town()
    report, _author = town.report()
    verifying.archive(actor=town.rina, report=report, reason="unclear")
    Report.objects.filter(pk=report.pk).update(closed=before("identities"))
    book = [f'{{"at": "{at.isoformat()}", "good": true}}\n' for at in (before("logbook"), timezone.now())]
    (home / "logbook" / "drill.jsonl").write_text("".join(book))
    for at in (before("copies"), timezone.now()):
        file(home / "offsite" / f"pendopo-{at:{copies.STAMP}}.tar.gz.age", at)
    file(home / "backups" / "upgrade-new", timezone.now())
    return [file(home / "mail" / "1.eml", before("letters")), file(home / "files" / "ab" / "cd", before("uploads")),
            file(home / "backups" / "upgrade-old", before("upgrades"))]


def night() -> None:
    for timer in timers():
        if timer.name in SWEEPERS:
            timer.do()
    copies.sweep(datetime.now(UTC))


def test_every_rule_is_kept_by_somebody(home: Path) -> None:
    """By a room that says how old its oldest is, or by a file of deploy/ that holds the same number."""
    assert set(oldest()) == {one.name for one in rules().values() if not one.outside}
    for one in rules().values():
        if one.outside:
            assert f"MaxRetentionSec={one.days}day\n" in (ROOT / one.outside).read_text()
    assert not re.search(r"mtime|[0-9]+ days", (ROOT / "deploy" / "pendopo-backup.service").read_text())


@pytest.mark.database
def test_what_is_too_old_is_named_and_the_night_takes_it_away(home: Path) -> None:
    files = plant(home)
    planted = {one.name for one in rules().values() if not one.outside} - {"backups"}
    assert look() == len(planted) and set((logbook.last("keeping") or {})["late"]) == planted
    line = kept()
    assert line.state == BAD and sum("should be gone" in words for words, _address in line.items) == len(planted)
    assert rule("mail-in").what["en"] in str(line.items)

    night()
    assert look() == 0 and kept().state == GOOD
    assert not any(path.exists() for path in files) and (home / "backups" / "upgrade-new").exists()
    assert not Identity.objects.exists() and not UserSession.objects.exists() and not ArrivedMail.objects.exists()
    assert [letter.to for letter in Letter.objects.filter(made__lt=before("letters"))] == [""]
    assert len(logbook.lines("drill")) == 1 and len(copies.copies()) == 1


def test_what_is_not_yet_old_enough_stays(home: Path) -> None:
    young = timedelta(hours=-1)
    Letter.objects.create(to="sari@contoh.example", state="sent", made=before("letters", young), next_try=None)
    ArrivedMail.objects.create(mark="a", at=before("mail-in", young), held="spam", next_try=None)
    paper = file(home / "mail" / "1.eml", before("letters", young))
    night()
    assert look() == 0 and paper.exists() and ArrivedMail.objects.exists()
    assert Letter.objects.get().to == "sari@contoh.example"


def test_before_the_first_night_nobody_knows(home: Path) -> None:
    assert kept().state == ATTENTION and "tonight" in kept().says


def test_a_backup_takes_old_ones_along(home: Path) -> None:
    """Those with a day for a name, no other file; what stays is told to the health page."""
    place, young = home / "elsewhere", timedelta(hours=-1)
    old, own = file(place / "2020-01-01.tar.gz", before("backups")), file(place / "mine.tar.gz", before("backups"))
    still, newest = file(place / "2020-02-02.tar.gz", before("backups", young)), file(place / "new", timezone.now())
    logbook.note("backup", good=True, oldest=backup.sweep(newest))
    assert not old.exists() and own.exists() and still.exists() and newest.exists()
    told = oldest()["backups"]
    assert told is not None and abs(told.timestamp() - still.stat().st_mtime) < 1


def test_citizens_read_the_same_numbers_in_both_languages(db: None) -> None:
    for language, address in (("id", "/privasi/"), ("en", "/en/privasi/")):
        page = Client().get(address).text
        for one in rules().values():
            assert one.what[language] in page and one.why[language] in page
        assert "UU 37/2008" in page and "unsourced" in page


def told(settings: Any, path: Path, words: str) -> Line:
    path.write_text(words)
    settings.JOURNAL = path
    with translation.override("en"):
        return journal()


def test_the_machine_s_own_log_is_compared(settings: Any, tmp_path: Path) -> None:
    path, days = tmp_path / "journald.conf", rule("journal").days
    settings.HOST = "kota.example"
    assert told(settings, path, (ROOT / rule("journal").outside).read_text()).state == GOOD
    assert "1year" in told(settings, path, "[Journal]\nMaxRetentionSec=1year\n").says
    lost = told(settings, path, "no section here")
    assert lost.state == ATTENTION and str(days) in lost.says and "deploy/journald-pendopo.conf" in lost.do
