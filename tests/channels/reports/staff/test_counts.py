"""What stands on the tabs is true at once: after each act, of whomever, for everybody; and on the next day."""
import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.absences import announce, end_absence
from pendopo.channels.reports.actions.filters import keep_filter
from pendopo.channels.reports.actions.handling import ask, begin, close_by_desk, finish, release_proof
from pendopo.channels.reports.actions.identity import ask_identity, decide_identity
from pendopo.channels.reports.actions.replying import object_to, reply, withdraw
from pendopo.channels.reports.actions.routing import assign, name_officer, not_ours, release_officer, route
from pendopo.channels.reports.actions.verifying import archive, restore, verify
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries.desk import SIZE
from pendopo.channels.reports.queries.desk_counts import walk
from pendopo.channels.reports.rules_who import LIVING, at_desk, in_office, named
from pendopo.channels.reports.words import Photo
from pendopo.core.people.models import Membership, Person
from pendopo.kit.files.checks import accept
from tests.channels.reports.pictures import photo
from tests.channels.reports.town import again
from tests.core.hall import person

pytestmark = pytest.mark.database
HERE = "/laporan/meja/"
TAB = re.compile(r'<li><a href="/laporan/meja/\??([^"]*)"[^>]*>[^<]*<span class="bubble">([\d.]+)</span>')
SAYS = {"": "open", "petugas=saya": "mine", "waktu=lewat": "late", "waktu=segera": "soon", "status=baru": "new",
        "status=masuk": "begin", "status=tanya": "asked"}


def read(page):
    """{what a tab says: how many}, without those where nothing is."""
    tabs = page.text[page.text.index('<nav class="tabs"'):]
    told = {SAYS[address]: int(number) for address, number in TAB.findall(tabs[:tabs.index("</nav>")])}
    assert len(told) == len(SAYS)
    return {name: number for name, number in told.items() if number}


@pytest.fixture
def tabs(browser):
    """tabs(somebody): what their tabs say now, in a browser of theirs that was there before."""
    known = {}

    def go(who):
        if who.pk not in known:
            known[who.pk] = browser(who)
        return read(known[who.pk].get(HERE))
    return go


def test_after_each_act_for_desk_and_office(desk, town, tabs):
    report, reporter = town.report()
    rina, hadi = again(town.rina), again(town.hadi)
    assert tabs(town.rina) == {"open": 1, "soon": 1, "new": 1} and tabs(town.hadi) == {}
    archive(actor=rina, report=report, reason="Salah kirim.")
    assert tabs(town.rina) == {}
    restore(actor=rina, report=report)
    assert tabs(town.rina) == {"open": 1, "soon": 1, "new": 1}
    verify(actor=rina, report=report, classification="complaint", category=town.road, title="Jalan", text="Lubang.")
    assert tabs(town.rina) == {"open": 1, "new": 1}
    route(actor=rina, report=report, office=town.pu)
    assert tabs(town.rina) == {"open": 1, "begin": 1} == tabs(town.hadi) and tabs(town.yuni) == {}
    assign(actor=hadi, report=report, person=desk.indah)
    assert tabs(desk.indah) == {"open": 1, "mine": 1, "begin": 1} and tabs(town.hadi) == {"open": 1, "begin": 1}
    begin(actor=again(desk.indah), report=report)
    assert tabs(desk.indah) == {"open": 1, "mine": 1} and tabs(town.hadi) == {"open": 1}
    ask(actor=again(desk.indah), report=report, text="Di sebelah mana?")
    assert tabs(desk.indah) == {"open": 1, "mine": 1, "asked": 1} and tabs(town.rina) == {"open": 1, "asked": 1}
    reply(actor=reporter, report=report, text="Di depan pasar.")
    assert tabs(desk.indah) == {"open": 1, "mine": 1} and tabs(town.rina) == {"open": 1}
    not_ours(actor=again(desk.indah), report=report, reason="Bukan jalan kami.")
    assert tabs(town.hadi) == {} and tabs(town.rina) == {"open": 1, "new": 1}
    route(actor=rina, report=report, office=town.dukcapil)
    assert tabs(town.yuni) == {"open": 1, "begin": 1} and tabs(desk.indah) == {}
    close_by_desk(actor=rina, report=report, reason="Sudah dijawab di tempat lain.")
    assert tabs(town.yuni) == {} == tabs(town.rina)


def test_what_the_reporter_does_is_counted_too(desk, town, tabs):
    one, reporter = town.report(category=town.ktp.pk)
    verify(actor=again(town.rina), report=one, classification="complaint", category=town.ktp, title="KTP", text="KTP.")
    route(actor=again(town.rina), report=one, office=town.dukcapil)
    finish(actor=again(town.yuni), report=one, text="Sudah dicetak.")
    assert tabs(town.yuni) == {"open": 1}
    object_to(actor=reporter, report=one, text="Belum saya terima.")
    assert tabs(town.yuni) == {"open": 1} == tabs(town.rina)
    withdraw(actor=reporter, report=one, text="Sudah selesai.")
    assert tabs(town.yuni) == {} == tabs(town.rina)


def test_what_waits_for_a_decision_is_counted_for_whoever_decides(desk, town, browser):
    report = desk.routed(lat=-7.1001, lng=111.9001)
    rina, hadi = browser(town.rina), browser(town.hadi)
    waits = re.compile(r"(?:Foto|identitas)[^<]*: 1</a>", re.IGNORECASE)
    assert not waits.search(rina.get(HERE).text)
    far = Photo(accept(photo()), timezone.now(), -7.2, 111.9001)
    closing = finish(actor=again(town.hadi), report=report, text="Sudah.", photo=far)
    assert closing.held and waits.search(rina.get(HERE).text) and not waits.search(hadi.get(HERE).text)
    release_proof(actor=again(town.rina), closing=closing, reason="Jam kamera salah.")
    assert not waits.search(rina.get(HERE).text)
    opening = ask_identity(actor=again(town.hadi), report=report, ground="supervision", reason="Perlu dihubungi.")
    assert waits.search(rina.get(HERE).text) and not waits.search(hadi.get(HERE).text)
    decide_identity(actor=again(town.rina), opening=opening, granted=False)
    assert not waits.search(rina.get(HERE).text)


def test_while_somebody_is_away_until_they_are_back(desk, town, tabs):
    report = desk.routed()
    assign(actor=again(town.hadi), report=report, person=town.hadi)
    assert tabs(town.hadi) == {"open": 1, "mine": 1, "begin": 1} and tabs(desk.indah) == {"open": 1, "begin": 1}
    absence = announce(actor=again(town.hadi), person=town.hadi, deputy=desk.indah, since=date(2024, 3, 4),
                       until=date(2024, 3, 5))
    assert tabs(desk.indah) == {"open": 1, "mine": 1, "begin": 1} == tabs(town.hadi)
    end_absence(actor=again(town.hadi), absence=absence)
    assert tabs(desk.indah) == {"open": 1, "begin": 1}
    tuesday = date(2024, 3, 5)
    announce(actor=again(town.hadi), person=town.hadi, deputy=desk.indah, since=tuesday, until=tuesday)
    for day, mine in (("2024-03-04 23:59", 0), ("2024-03-05 00:01", 1), ("2024-03-06 00:01", 0)):
        with time_machine.travel(f"{day}+07:00", tick=False):
            assert tabs(desk.indah).get("mine", 0) == mine, day


def test_after_midnight_without_anybodys_act(desk, town, tabs):
    """Told on a Monday, to be verified within three working days: the last of them is Thursday."""
    report = desk.new()
    assert report.due == date(2024, 3, 7)
    for day, told in (("2024-03-07 23:59", {"soon": 1}), ("2024-03-08 00:01", {"late": 1})):
        with time_machine.travel(f"{day}+07:00", tick=False):
            assert tabs(town.rina) == {"open": 1, "new": 1} | told, day
    Report.objects.filter(pk=report.pk).update(due=date(2024, 3, 9))
    for day, told in (("2024-03-05 23:59", {}), ("2024-03-06 00:01", {"soon": 1})):
        with time_machine.travel(f"{day}+07:00", tick=False):
            assert tabs(town.rina) == {"open": 1, "new": 1} | told, day


def test_a_secret_report_counts_for_who_is_named_while_they_are(desk, town, tabs):
    other = person("Wati Contoh", at=town.setda, role="officer")
    assert tabs(town.rina) == tabs(other) == tabs(town.hadi) == {}
    report = desk.new(secret=True, category=town.levy.pk)
    assert tabs(town.rina) == {"open": 1, "soon": 1, "new": 1}
    assert tabs(town.hadi) == {} == tabs(town.gita) == tabs(other)
    report = verify(actor=again(town.rina), report=report, classification="complaint", category=town.road)
    report = route(actor=again(town.rina), report=report, office=town.pu, officers=[town.hadi])
    assert tabs(town.hadi) == {"open": 1, "begin": 1} and tabs(desk.indah) == {} == tabs(town.yuni)
    name_officer(actor=again(town.hadi), report=report, person=desk.indah, office=town.pu)
    assert tabs(desk.indah) == {"open": 1, "begin": 1}
    assign(actor=again(town.hadi), report=report, person=desk.indah)
    assert tabs(desk.indah) == {"open": 1, "mine": 1, "begin": 1}
    ratna = person("Ratna Contoh", at=town.setda, role="coordinator")
    name_officer(actor=again(town.rina), report=report, person=ratna, office=town.setda)
    release_officer(actor=again(ratna), report=report, person=town.rina)
    assert tabs(town.rina) == {} and tabs(town.hadi) == {"open": 1, "begin": 1}
    Membership.objects.filter(person=desk.indah).update(organisation=town.dukcapil)
    assert tabs(desk.indah) == {}, "named for an office in which she works no more"


@pytest.mark.parametrize("number", [1, 3, SIZE + 1])
def test_eight_questions_and_literal_numbers(desk, town, browser, number):
    for _one in range(number):
        desk.routed()
    keep_filter(actor=again(town.hadi), name="PU", query="klasifikasi=complaint", office=town.pu)
    officer = browser(town.hadi)
    officer.get(HERE)
    for _turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = officer.get(HERE)
        assert len(asked) == 8 and read(page) == {"open": number, "begin": number}
        assert re.search(rf'<span>PU<.*</span> <span class="bubble">{number}</span></a>', page.text)
        desk.routed()                              # somebody acts: the page after it asks no more
        number += 1


def test_the_walk_goes_along_its_index_and_sorts_nothing(desk, town):
    if connection.vendor != "sqlite":
        pytest.skip("left out: the plan of SQLite")
    plan = walk(again(town.rina), []).explain()
    assert "USING COVERING INDEX record_counted" in plan and "TEMP B-TREE" not in plan, plan
    assert plan.count("reader_person") == 1, "who is named is asked once for a row"


def test_who_works_on_a_report_is_one_question_that_means_the_same(desk, town):
    """`look` says in one what desk, office and naming say apart, in the database and for the report in hand."""
    desk.routed(), desk.verified(), desk.new(), desk.new(secret=True, category=town.levy.pk)
    lost = desk.new(secret=True, category=town.levy.pk)
    route(actor=again(town.rina), report=verify(actor=again(town.rina), report=lost, classification="complaint",
                                                category=town.road), office=town.pu, officers=[town.hadi])
    for visibility in ("erased", "hidden", "members"):
        for secret in (False, True):
            Report.objects.filter(pk=desk.new(secret=secret, category=town.levy.pk).pk).update(visibility=visibility)
    person("Audi Contoh", at=town.setda, role="auditor")
    seen = set()
    for who in (*map(again, Person.objects.all()), None):
        apart = at_desk(who) | in_office(who) | (named(who) & LIVING)
        found = set(Report.objects.filter(apart).values_list("pk", flat=True))
        assert found == set(Report.objects.filter(rules.look.q(who)).values_list("pk", flat=True)), who
        assert found == {one.pk for one in Report.objects.all() if rules.look.allows(who, one)}, who
        seen.add(len(found))
    assert {0, 2} < seen, "people who see nothing, and people who see different things"
