"""What nobody may learn: from a stolen database, from the files, from a code, from a role."""
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.channels.reports.actions import (
    absences,
    handling,
    holding,
    identity,
    replying,
    routing,
    timing,
    verifying,
)
from pendopo.channels.reports.actions.forgetting import forget_reports
from pendopo.channels.reports.actions.reading import look, look_file
from pendopo.channels.reports.models import Identity, Reader, Reading, Report
from pendopo.channels.reports.queries import contact
from pendopo.channels.reports.queries.desk import mine
from pendopo.channels.reports.queries.officers import releasable
from pendopo.channels.reports.queries.opening import reporter
from pendopo.core.ledger.actions import seal
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Membership
from pendopo.core.people.queries import system
from pendopo.core.records import queries as records
from pendopo.core.records.models import Clock
from pendopo.kit.codes import record_code
from pendopo.kit.files.checks import accept
from pendopo.kit.seal.boxes import Shut
from tests.channels.reports.pictures import photo
from tests.channels.reports.town import PLANTED, again, prove
from tests.core.hall import person, refused

WORDS = ("sumur", "Rahasiawati", "1200001111", "0812-0000", "sari.rahasia", "balai bawah", "Jawabannya begini",
         "Contoh Alasan", "rahasia-foto")


def stolen():
    """Every cell of every table as bytes, and every file that we wrote, but for the keys."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for cell in row:
                    found.append((table, cell if isinstance(cell, bytes) else str(cell).encode()))
    home = Path(settings.HOME)
    for path in home.rglob("*"):
        if path.is_file() and "keys" not in path.relative_to(home).parts:
            found.append((str(path), path.read_bytes()))
    return found


@pytest.mark.parametrize("secret", [True, False])
def test_a_stolen_database_and_its_files_tell_nothing(town, secret, settings, tmp_path):
    settings.LEDGER_ROOT, settings.KEYS_ROOT = tmp_path / "ledger", tmp_path / "keys"    # kept from other tests
    settings.KEYS_ROOT.mkdir()
    report, sari = town.report(secret=secret, anonymous=not secret, place="di balai bawah", about=[town.dukcapil.pk],
                               files=[accept(photo(name="rahasia-foto.jpg"))])
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.levy)
    routing.route(actor=town.rina, report=report, office=town.inspektorat)
    handling.ask(actor=town.gita, report=report, text="Di balai bawah?")
    replying.reply(actor=sari, report=report, text="Ya, di balai bawah.")
    handling.note(actor=town.gita, report=report, text="Contoh Alasan")
    handling.answer(actor=town.gita, report=report, text="Jawabannya begini.")
    identity.ask_identity(actor=town.gita, report=report, ground="safety", reason="Contoh Alasan")
    handling.close_by_desk(actor=town.rina, report=report, reason="Contoh Alasan")
    replying.reopen(actor=sari, report=report, text="Masih di balai bawah.")
    seal()
    loot = [*stolen(), *((str(path), path.read_bytes()) for path in (tmp_path / "ledger").rglob("*") if path.is_file())]
    assert len(loot) > 500
    for word in WORDS:
        hits = [place for place, cell in loot if word.lower().encode() in cell.lower()]
        assert not hits, (word, hits)


def test_unknown_secret_and_erased_codes_answer_alike(town):
    secret, _one = town.report(secret=True)
    gone, _two = town.report(reporter=type(town.entry().reporter)())
    forget_reports(gone.author)
    codes = {"secret": secret.code, "erased": gone.code, "unknown": unknown_code()}
    standing_clock = time_machine.travel(timezone.now(), tick=False)   # headers carry the second
    for path in ("/laporan/{}/", "/laporan/{}/saya/", "/laporan/{}/saya/balas/", "/laporan/{}/saya/berkas/1/",
                 "/laporan/{}/saya/hitung/1/", "/catatan/{}/", "/catatan/{}/linimasa/"):
        answers = {}
        for name, code in codes.items():
            with CaptureQueriesContext(connection) as asked, standing_clock:
                answer = Client().get(path.format(code))
            answers[name] = (answer.status_code, len(answer.content), sorted(answer.headers.items()), len(asked))
        assert answers["secret"] == answers["erased"] == answers["unknown"], (path, answers)


def unknown_code():
    return next(code for number in range(1_000_000, 2_000_000) if not Report.objects.filter(
        code=(code := record_code("LAP", 2024, number))).exists())


def test_a_secret_report_stands_in_no_list_of_the_house(town):
    report, sari = town.report(secret=True)
    for actor in (None, town.rina, town.hadi, town.gita, town.citizen, sari):
        assert not records.feed(actor).filter(pk=report.pk).exists()
        assert records.detail(report.code, actor) is None
    assert report not in records.desk(town.rina)
    assert list(mine(town.rina)) == [report] and not mine(town.hadi).exists()
    for address in ("/", "/cari/?q=LAP", "/peta/", "/kalender/", "/statistik/", "/laporan/"):
        page = Client().get(address)
        assert report.code.encode() not in page.content, address


def test_only_named_officers_read_it_whatever_their_role(town):
    boss = person("Bupati Contoh", at=town.top, role="head")
    other = person("Lain Contoh", at=town.setda, role="officer")
    report, _sari = town.report(secret=True, about=[town.pu.pk])
    assert [one.person for one in Reader.objects.all()] == [town.rina]
    for stranger in (boss, other, town.hadi, town.tono, town.gita, town.yuni, town.citizen):
        with refused():
            look(actor=stranger, report=report)
    assert look(actor=town.rina, report=report).told.text == PLANTED
    with refused(Hindrance):
        verify_and_route(town, report, town.pu)
    with refused(Hindrance):
        verify_and_route(town, report, town.uptd)                  # below the office that is complained about
    verify_and_route(town, report, town.dukcapil)
    assert look(actor=again(town.yuni), report=Report.objects.get()).told.text == PLANTED
    weak = again(town.yuni)
    weak.strong = False
    with refused():
        look(actor=weak, report=report)
    assert {one.person for one in Reading.objects.all()} == {town.rina, town.yuni}


def verify_and_route(town, report, office):
    if Report.objects.get(pk=report.pk).state == "unverified":
        verifying.verify(actor=town.rina, report=report, classification="supervisory", category=town.levy)
    routing.route(actor=town.rina, report=report, office=office)


def test_a_desk_that_is_complained_about_never_sees_it(town):
    report, _sari = town.report(secret=True, about=[town.setda.pk])
    assert report.desk == town.inspektorat and [one.person for one in Reader.objects.all()] == [town.gita]
    Membership.objects.create(person=town.gita, organisation=town.setda, role="officer")
    with refused(Hindrance):
        town.report(secret=True, about=[town.setda.pk])               # she works for both: nobody is left
    with refused(Hindrance):
        town.report(secret=True, about=[town.top.pk])                 # all are below


def test_a_row_added_by_hand_opens_nothing(town):
    report, _sari = town.report(secret=True)
    Reader.objects.create(report=report, person=town.hadi, office=town.pu, why="handler", since=report.created)
    with refused(Shut):
        look(actor=again(town.hadi), report=report)
    with refused(Shut):
        look(actor=town.rina, report=report)                          # and the break is noticed


def test_a_successor_comes_when_an_officer_leaves(town, monday):
    report, _sari = town.report(secret=True)
    verify_and_route(town, report, town.dukcapil)
    heir = person("Wati Contoh", at=town.dukcapil, role="liaison")
    Membership.objects.filter(person=town.yuni).update(until="2024-03-03")
    with refused():
        look(actor=again(town.yuni), report=report)
    assert timing.tend_officers(actor=system("timer")) == 1
    assert look(actor=again(heir), report=Report.objects.get()).told.text == PLANTED
    assert set(Reader.objects.filter(until=None).values_list("person", flat=True)) == {heir.pk, town.rina.pk}


def test_whoever_stands_in_reads_it_and_no_clock_stops_unless_they_work_where_it_complains(town):
    report, _sari = town.report(secret=True, about=[town.pu.pk])
    verify_and_route(town, report, town.dukcapil)
    due = {row.name: row.due for row in Clock.objects.filter(record=report.pk, stopped=None)}
    both, other = (person(name, at=town.dukcapil, role="officer") for name in ("Dua Contoh", "Satu Contoh"))
    Membership.objects.create(person=both, organisation=town.uptd, role="officer")
    for deputy in (both, other):
        absences.announce(actor=again(town.yuni), person=town.yuni, deputy=deputy, since=date(2024, 3, 4),
                          until=date(2024, 3, 8))
    with refused():
        look(actor=again(both), report=Report.objects.get())
    assert look(actor=again(other), report=Report.objects.get()).told.text == PLANTED
    assert {row.name: row.due for row in Clock.objects.filter(record=report.pk, stopped=None)} == due


def test_nobody_lets_themselves_in_by_the_absence_of_a_colleague(town):
    """The head of the office says that the named officer is ill and stands in: plain cases, no secret one."""
    report, _sari = town.report(secret=True)
    verify_and_route(town, report, town.pu)
    wati = person("Wati Contoh", at=town.pu, role="coordinator")
    for who in (town.tono, wati):
        absences.announce(actor=again(who), person=town.hadi, deputy=who, since=date(2024, 3, 4),
                          until=date(2024, 3, 8))
        with refused():
            look(actor=again(who), report=Report.objects.get())
    assert set(Reader.objects.filter(until=None).values_list("person", flat=True)) == {town.hadi.pk, town.rina.pk}


def test_an_office_does_not_send_the_desk_away_and_the_desk_keeps_one_of_its_own(town):
    """"The desk stays and watches": who answers for a secret report is never alone with it."""
    report, _sari = town.report(secret=True)
    verify_and_route(town, report, town.pu)
    with refused(Hindrance):
        routing.release_officer(actor=again(town.hadi), report=report, person=town.rina)
    with refused(Hindrance):
        routing.release_officer(actor=again(town.rina), report=report, person=town.rina)
    ratna = person("Ratna Contoh", at=town.setda, role="coordinator")
    routing.name_officer(actor=again(town.rina), report=report, person=ratna, office=town.setda)
    with refused(Hindrance):
        routing.release_officer(actor=again(town.hadi), report=report, person=ratna)
    routing.release_officer(actor=again(ratna), report=report, person=town.rina)
    wati = person("Wati Contoh", at=town.pu, role="officer")
    routing.name_officer(actor=again(town.hadi), report=report, person=wati, office=town.pu)
    routing.release_officer(actor=again(town.hadi), report=report, person=wati)
    assert set(Reader.objects.filter(until=None).values_list("person", flat=True)) == {town.hadi.pk, ratna.pk}


def test_the_form_offers_an_office_its_own_people_alone(town):
    report, _sari = town.report(secret=True)
    verify_and_route(town, report, town.pu)
    named = report.readers.filter(until=None)
    assert set(releasable(again(town.hadi), report)) == {town.hadi}
    assert set(releasable(again(town.rina), report)) == {one.person for one in named}


def test_a_successor_at_the_desk_stays_when_the_report_goes_to_another_office(town, monday):
    report, _sari = town.report(secret=True)
    verify_and_route(town, report, town.pu)
    ratna = person("Ratna Contoh", at=town.setda, role="coordinator")
    Membership.objects.filter(person=town.rina).update(until="2024-03-03")
    assert timing.tend_officers(actor=system("timer")) == 1
    routing.reroute(actor=again(ratna), report=Report.objects.get(), office=town.dukcapil)
    assert set(Reader.objects.filter(until=None).values_list("person", flat=True)) == {town.yuni.pk, ratna.pk}


def test_an_identity_opens_by_two_persons_with_a_reason(town, monday):
    report, _sari = town.report(anonymous=True)
    second = person("Wira Contoh", at=town.setda, role="coordinator")
    with refused():
        identity.look_identity(actor=town.rina, report=report)
    asked = identity.ask_identity(actor=town.rina, report=report, ground="safety", reason="Ia diancam.")
    for wrong in (town.rina, town.hadi, town.citizen):
        with refused():
            identity.decide_identity(actor=again(wrong), opening=asked, granted=True)
    identity.decide_identity(actor=second, opening=asked, granted=True)
    assert identity.look_identity(actor=town.rina, report=report).name == "Sari Contoh Rahasiawati"
    with refused():
        identity.look_identity(actor=second, report=report)
    monday.move_to("2024-03-05 10:00+07:00")
    with refused():
        identity.look_identity(actor=town.rina, report=report)


def test_of_a_named_report_the_office_sees_the_contact_and_it_is_listed(town):
    report, _sari = town.report()
    assert identity.look_identity(actor=town.rina, report=report).phone == "+6281200001111"
    assert Reading.objects.get().what == "identity"
    with refused():
        identity.look_identity(actor=town.hadi, report=report)


def test_a_contact_proves_itself_for_its_own_report_alone(town):
    report, _sari = town.report()
    other, _else = town.report()
    assert contact.holder(report.code, phone="+6281200001111") is None, "anybody can mistype a number"
    prove(report)
    assert contact.holder(report.code, phone="+6281200001111").record_id == report.pk
    assert contact.holder(other.code, phone="+6281200001111") is None
    assert contact.holder(report.code, phone="+6281200002222") is None and contact.holder("apa", phone="1") is None
    assert report.identity.phone_mark != other.identity.phone_mark


def test_news_of_a_secret_report_say_nothing(town):
    report, _sari = town.report(secret=True)
    verify_and_route(town, report, town.dukcapil)
    handling.answer(actor=town.yuni, report=report, text="Jawaban.")
    knock = contact.knocks().last()
    carried = contact.letter(knock)
    assert carried.address == "+6281200001111" and report.code not in carried.text and "http" not in carried.text


def test_news_of_another_report_say_where_to_look_and_no_word_of_it(town):
    report, _sari = town.report()
    verify_and_route(town, report, town.dukcapil)
    handling.begin(actor=town.yuni, report=report)
    text = contact.letter(contact.knocks().last()).text
    assert text.startswith(f"Ada kabar tentang {report.code}: http") and "sumur" not in text


def test_files_are_read_by_those_who_may(town):
    report, _sari = town.report(files=[accept(photo())])
    enclosure = report.enclosures.get()
    name, mime, content = look_file(actor=town.rina, enclosure=enclosure)
    assert (name, mime) == ("foto.jpg", "image/jpeg") and content[:3] == b"\xff\xd8\xff"
    with refused():
        look_file(actor=town.hadi, enclosure=enclosure)


def test_identities_are_forgotten_two_years_after_closing_unless_a_hold_stands(town, monday):
    report, sari = town.report()
    held, other = town.report()
    for one, who in ((report, sari), (held, other)):
        replying.withdraw(actor=who, report=one)
    holding.set_hold(actor=town.rina, report=held, ground="court", reference="Perkara rekaan 1/2024")
    monday.move_to("2026-03-02 09:00+07:00")
    assert timing.forget_identities(actor=system("timer")) == 0
    monday.move_to("2026-03-06 09:00+07:00")
    assert timing.forget_identities(actor=system("timer")) == 1
    assert Identity.objects.get().report == held and reporter(report) is None


def test_who_is_erased_leaves_nothing_that_opens(town):
    report, _sari = town.report(files=[accept(photo())])
    forget_reports(report.author)
    report = Report.objects.get()
    assert (report.visibility, bytes(report.original), report.key) == ("erased", b"", None)
    assert not Identity.objects.exists() and not report.enclosures.exists()
