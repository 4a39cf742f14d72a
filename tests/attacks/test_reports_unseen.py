"""What is secret, anonymous, waiting, put aside or erased: every address of it as every role, every list, every file
for programs, the outbox, the log. Each planted word may be read by those it was told to, and by nobody else.
"""
import logging
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pendopo.channels.reports.jobs import TIMERS
from pendopo.channels.reports.models import Report
from pendopo.core.records.models import Event
from pendopo.kit.post.models import Letter
from tests.attacks.corners import named, secret
from tests.attacks.reported import told
from tests.attacks.test_addresses_as_roles import Secrets, body_of, everybody, heard
from tests.attacks.test_addresses_as_roles import secrets as secrets
from tests.attacks.town import REPORTER, ROLES, VISITOR, WEAK_DESK, Town

pytestmark = pytest.mark.django_db
FEW = [VISITOR, REPORTER, WEAK_DESK, "sari", "gita", "hadi", "agus"]        # in make test; everybody in make test-all
LISTS = ["/", "/laporan/", "/laporan/umpan.xml", "/laporan/angka/", "/laporan/data/laporan.csv",
         "/laporan/data/laporan.json", "/laporan/lembaga/inspektorat/", "/laporan/lembaga/dinas-pekerjaan-umum/",
         "/laporan/wilayah/99.99/", "/cari/", "/cari/unduh.csv", "/peta/", "/peta/titik.json", "/kalender/",
         "/kalender.ics", "/statistik/", "/umpan/atom.xml", "/umpan/records.json", "/umpan/jenis/reports/atom.xml",
         "/umpan/lembaga/dinas-pekerjaan-umum/atom.xml", "/umpan/wilayah/99.99/atom.xml", "/suara/moderasi/",
         "/open311/v2/requests.json", "/open311/v2/requests.xml", "/open311/v2/requests.csv",
         "/open311/v2/requests.json?extensions=true&status=open,closed", "/open311/v2/servicerequestupdates.json",
         "/open311/v2/services.json", "/en/laporan/", "/en/laporan/angka/", "/lembaga/inspektorat/"]
STANDING = [one for one in LISTS if "servicerequestupdates" not in one]


@pytest.mark.parametrize("roles", [
    pytest.param(FEW, id="few"), pytest.param(ROLES, id="everybody", marks=pytest.mark.slow)])
def test_every_address_of_a_report(town: Town, secrets: Secrets, roles: list[str],
                                   caplog: pytest.LogCaptureFixture) -> None:
    town.again()
    found, codes = town.corners.reported.addresses, town.corners.reported.codes
    assert len(found) > 200
    if roles is FEW:
        found = [one for one in found if any(codes[name] in one for name in ("secret", "anonymous", "own"))]
    everybody(town, roles, found, secrets, caplog)


def test_they_are_there_for_whom_they_are_meant(town: Town) -> None:
    """The search for leaks would pass on an empty city."""
    codes = town.corners.reported.codes
    for role, name, words in (
            ("rina", "secret", ("gelapteks", "gelapcatat", "gelapberkas")), ("gita", "secret", ("gelapjawab",)),
            ("hadi", "anonymous", ("anonimteks", "anonimcatat", "anonimjawab")), ("ratna", "waiting", ("tungguteks",))):
        page = town.enter(role).get(reverse("reports:case", args=[codes[name]])).content.decode()
        for word in words:
            assert f"rahasia{word}q7x" in page, (role, word)
    own = town.enter(REPORTER).get(reverse("reports:own", args=[codes["secret"]])).content.decode()
    assert "rahasiagelapteksq7x" in own and "rahasiagelapcatatq7x" not in own
    mine = town.enter("sari").get(reverse("reports:own", args=[codes["own"]])).content.decode()
    assert "rahasiasendiriteksq7x" in mine


def test_who_reported_is_shown_to_those_who_may(town: Town, secrets: Secrets) -> None:
    """The page with name and contact is a form that is sent: everybody sends it, for every report."""
    town.again()
    seen: dict[str, set[str]] = {}
    for role in ROLES:
        client = town.enter(role)
        for name, code in town.corners.reported.codes.items():
            answer = client.post(reverse("reports:who", args=[code]))
            text = body_of(answer).decode()
            assert answer.status_code < 500 and not secrets.read_by(role, text), (role, name)
            if "nama" in "".join(secrets.pattern.findall(text)):
                seen.setdefault(name, set()).add(role)
    assert seen.pop("waiting") == seen.pop("own") == {"rina", "ratna"} and not set(seen) & {"secret", "anonymous"}
    town.again()


@pytest.mark.parametrize("role", [VISITOR, pytest.param("agus", marks=pytest.mark.slow)])
def test_no_list_and_no_file_for_programs_holds_a_word(town: Town, secrets: Secrets, role: str) -> None:
    """Plain, and asked for a word that is in there: what is found tells as much as what is shown."""
    town.again()
    for timer in TIMERS:
        if timer.name == "reports-open-data":
            timer.do()
    client = town.enter(role)
    words = ("rahasiagelapteksq7x", "rahasiaanonimteksq7x", "rahasiatungguteksq7x", "rahasiagelapnamaq7x")
    for address in LISTS:
        answer = client.get(address)
        text = body_of(answer).decode()
        assert answer.status_code == 200, (address, town.why())
        assert not secrets.read_by(role, text), address
        for name, code in town.corners.reported.codes.items():
            assert name == "anonymous" or code not in text, (address, name)
        for word in words if "open311" not in address else ():
            found = client.get(address, {"q": word})
            assert not secrets.read_by(role, body_of(found).decode().replace(word, "")), (address, word)
    for code in town.corners.reported.codes.values():
        for address in ("/cari/", "/cari/unduh.csv", "/laporan/", "/open311/v2/requests.json"):
            found = client.get(address, {"q": code, "service_request_id": code})
            assert not secrets.read_by(role, body_of(found).decode()), (address, code)


def test_a_secret_report_changes_not_one_byte_of_what_everybody_sees(town: Town) -> None:
    """Lists, map, feeds, open data, statistics: before and after one came in and went its way."""
    town.again()
    before = shown()
    report = told(lambda name, *seers, **more: f"gelap{name}q8x", "lain", secret=True).report
    assert report.visibility == "secret" and named("rina") in [one.person for one in report.readers.all()]
    after = shown()
    assert [address for address in before if before[address] != after[address]] == []
    town.again()


def shown() -> dict[str, bytes]:
    cache.clear()
    for timer in TIMERS:
        if timer.name == "reports-open-data":
            timer.do()
    client = Client()
    return {address: re.sub(rb"\d\d[:.]\d\d[:.]\d\d", b"", client.get(address).getvalue()) for address in STANDING}


def test_letters_to_staff_and_rows_for_programs_hold_no_word(town: Town, secrets: Secrets) -> None:
    """What lies in the outbox is a preview on somebody's phone; what lies in the ledger stays."""
    told_of = "\n".join(f"{one.subject} {one.text} {one.html}" for one in Letter.objects.all())
    reports = {word for word in secrets.seers if re.match("rahasia(gelap|anonim|tunggu|sendiri|simpan|blokir|hapus)",
                                                           word)}
    assert len(reports) > 40 and not [word for word in reports if word in told_of.replace(
        f"{secret_address(secrets)}", "")]
    rows = "\n".join(f"{one.line.facts} {one.line.words}" for one in Event.objects.filter(
        record__kind="reports").select_related("line"))
    assert not [word for word in reports if word in rows]


def secret_address(secrets: Secrets) -> str:
    """The letter to the body outside is addressed to it."""
    return next(word for word in secrets.seers if "anonimluar" in word) + "@contoh.example"


def test_the_doors_of_other_rooms_are_shut(town: Town, secrets: Secrets) -> None:
    """A report that is not public cannot be spoken about, followed, supported or linked from another room."""
    town.again()
    sari = town.enter("sari")
    for name in ("secret", "waiting", "simpan", "blokir", "erased"):
        code = town.corners.reported.codes[name]
        for door in ("discussion", "write", "follow", "support"):
            address = reverse(f"voices:{door}", args=[code])
            for answer in (sari.get(address), sari.post(address, {"text": "Saya tahu ini."})):
                assert answer.status_code in (404, 405), (name, door, answer.status_code)
        assert not Report.objects.get(code=code).links_in.exists()
    town.again()


def test_nothing_of_a_report_is_logged_on_its_way_in(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Text, name, number, address, file name and receipt: at every step, also when something must be mended."""
    town.again()
    caplog.set_level(logging.DEBUG)
    visitor: Any = town.enter(VISITOR)
    word = secret(town.corners, "logbook")
    for more in ({"way": "sms"}, {"way": "mail", "email": f"{word}@contoh.example", "secret": "on"}):
        answer = visitor.post("/laporan/lapor/", {
            "step": "2", "text": f"Lubang besar sekali {word}", "key": f"k{more['way']}", "classification": "complaint",
            "name": word, "place": word, **more})
        assert answer.status_code in (200, 422)
    receipt = re.search(r"(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}", answer.content.decode())
    assert receipt
    text = "\n".join(logging.Formatter().format(one) for one in caplog.records)
    assert word not in text and receipt[0] not in text and "k" + "mail" not in text
    assert not heard(caplog, Secrets(town))
    town.again()
