"""Where the head of an office signs, nothing reaches a reporter before that; no clock stops for it."""
from datetime import date

import pytest

from pendopo.channels.reports import rules
from pendopo.channels.reports.actions import (
    absences,
    clustering,
    grouping,
    handling,
    hearing,
    routing,
    signing,
    strokes,
)
from pendopo.channels.reports.actions.keeping import settle_signing
from pendopo.channels.reports.models import Closing, Foreign, Message, Report
from pendopo.channels.reports.queries.news import news
from pendopo.core.ledger.models import Line
from pendopo.core.notices.models import Notice
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.queries import system
from tests.channels.reports.pictures import photo, proof, told_now
from tests.channels.reports.town import again
from tests.core.hall import person, refused

HERE = "/laporan/meja/"
WORDS = {"text": "Kami tambal dengan hotmix, Bu Sari.", "public": "Ditambal dengan hotmix."}


@pytest.fixture
def signed(town):
    """Dinas PU, where Tono signs what Hadi writes."""
    settle_signing(actor=system("test"), office=town.pu, signed=True)
    return town.pu


def fresh(report):
    return Report.objects.get(pk=report.pk)


def waiting(report):
    """The key of the words that the head's page shows."""
    return Message.objects.filter(report=report.pk, waits=True).order_by("pk").values_list("pk", flat=True).first()


def told(who, template):
    return Notice.objects.filter(person=who.pk, template=template).count()


def test_it_waits_for_the_head_who_signs_it_in_better_words(desk, town, browser, signed):
    report = desk.routed()
    due = {row.name: row.due for row in report.clocks.filter(stopped=None)}
    here = f"{HERE}{report.code}/"
    page = browser(town.hadi).post(f"{here}jawab/", WORDS, follow=True).text
    assert "setelah kepala" in page and "menunggu tanda tangan" in page
    assert fresh(report).state == "routed" and news(fresh(report)).said == ""
    assert not Message.objects.filter(text__contains="hotmix").exists()        # sealed, the public words too
    assert "hotmix" not in browser().get(f"/laporan/{report.code}/").text
    assert {row.name: row.due for row in report.clocks.filter(stopped=None)} == due
    assert (told(town.tono, "reports.to_sign"), told(town.hadi, "reports.to_sign")) == (1, 0)
    assert f"{here}tanda-tangan/" not in browser(town.hadi).get(here).text
    assert browser(town.hadi).post(f"{here}tanda-tangan/", WORDS).status_code == 403
    head = browser(town.tono)
    assert f"{here}tanda-tangan/" in head.get(here).text
    assert "Kami tambal dengan hotmix" in head.get(f"{here}tanda-tangan/").text
    head.post(f"{here}tanda-tangan/", WORDS | {"public": "Ditambal hotmix besok.", "message": waiting(report)})
    assert fresh(report).state == "working" and "hotmix" in news(fresh(report)).said
    assert "Ditambal hotmix besok." in browser().get(f"/laporan/{report.code}/").text
    assert report.messages.get(sort="answer").by == town.hadi


def test_what_is_given_back_stays_inside_and_whoever_wrote_it_hears_of_it(desk, town, browser, signed):
    report = desk.routed()
    handling.answer(actor=again(town.hadi), report=report, text=WORDS["text"])
    here = f"{HERE}{report.code}/"
    browser(town.tono).post(f"{here}kembalikan/", {"text": "Sebutkan jamnya.", "message": waiting(report)})
    assert set(report.messages.values_list("sort", "waits")) == {("note", False)}
    assert told(town.hadi, "reports.sent_back") == 1
    page = browser(town.hadi).get(here).text
    assert "Sebutkan jamnya." in page and WORDS["text"] in page and fresh(report).state == "routed"
    assert browser(town.tono).get(f"{here}tanda-tangan/").status_code == 200      # nothing waits: nothing is sent
    with refused(Hindrance):
        signing.sign(actor=again(town.tono), report=report, message=None, text="Apa pun.")
    assert fresh(report).state == "routed"


@pytest.mark.django_db(transaction=True)      # what is refused is rolled back
def test_a_page_signs_the_words_that_it_showed_and_no_others(desk, town, browser, signed):
    """An answer and a proof of work wait. The form is sent twice, or another head acts on an old page."""
    report = desk.routed()
    handling.answer(actor=again(town.hadi), report=report, text=WORDS["text"])
    handling.finish(actor=again(town.hadi), report=fresh(report), text="Sudah ditambal.", photo=proof(photo(3)))
    here, head, shown = f"{HERE}{report.code}/tanda-tangan/", browser(town.tono), waiting(report)
    assert f'name="message" value="{shown}"' in head.get(here).text
    mine = {"text": "Besok kami tambal, Bu.", "message": shown}
    assert head.post(here, mine).status_code == 302
    for old in (mine, mine | {"message": ""}, mine | {"message": "9" * 5000}):
        again_page = head.post(here, old)
        assert again_page.status_code == 422 and "Besok kami tambal, Bu." in again_page.text
        assert fresh(report).state == "working" and Closing.objects.get().message.waits
    assert "tidak menunggu lagi" in head.post(here, mine).text
    back = head.post(f"{HERE}{report.code}/kembalikan/", {"text": "Sebutkan jamnya.", "message": shown})
    assert back.status_code == 422 and "Sebutkan jamnya." in back.text and Closing.objects.get().message.waits
    mine["message"] = waiting(report)
    assert head.post(here, mine).status_code == 302 and fresh(report).state == "done"
    late = head.post(here, mine)
    assert late.status_code == 422 and "Besok kami tambal, Bu." in late.text


@pytest.mark.database
def test_what_waits_stays_inside_when_another_office_gets_the_report(desk, town, browser, signed):
    """The head of the next office signs nothing that this one wrote."""
    one, two, three = desk.routed(), desk.routed(), desk.routed()
    settle_signing(actor=system("test"), office=town.dukcapil, signed=True)
    for report in (one, two, three):
        handling.answer(actor=again(town.hadi), report=report, text=WORDS["text"])
    handling.finish(actor=again(town.hadi), report=fresh(one), text="Ditambal.", photo=proof(photo(3)))
    routing.reroute(actor=again(town.rina), report=fresh(one), office=town.dukcapil)
    routing.not_ours(actor=again(town.hadi), report=fresh(two), reason="Jalan provinsi.")
    handling.close_by_desk(actor=again(town.rina), report=fresh(three), reason="Sudah selesai.")
    assert not Message.objects.filter(waits=True).exists() and not Closing.objects.exists()
    assert Message.objects.filter(report=one, sort="note").count() == 2
    page = browser(town.rina).get(f"{HERE}{three.code}/").text
    assert WORDS["text"] in page and "Menunggu tanda tangan" not in page


def test_work_counts_as_done_when_it_is_signed_and_its_photo_may_come_again(desk, town, browser, signed):
    report, here = desk.routed(), HERE
    for times in (1, 2):
        browser(town.hadi).post(f"{here}{report.code}/beres/", {
            "text": "Ditambal.", "photo": photo(3), **told_now()})
        assert fresh(report).state == "routed" and Closing.objects.get().held == ""
        if times == 1:
            signing.send_back(actor=again(town.tono), report=report, message=waiting(report), text="Dari sisi lain.")
            assert not Closing.objects.exists()
    signing.sign(actor=again(town.tono), report=report, message=waiting(report), text="Sudah ditambal.")
    assert fresh(report).state == "done"


def test_the_head_and_whoever_stands_in_send_at_once(desk, town, signed, monday):
    one, two = desk.routed(), desk.routed()
    handling.answer(actor=again(town.tono), report=one, text="Kami kerjakan.")
    assert fresh(one).state == "working"
    absences.announce(actor=again(town.tono), person=again(town.tono), deputy=again(desk.indah),
                      since=date(2024, 3, 4), until=date(2024, 3, 8))
    handling.answer(actor=again(town.hadi), report=two, text="Kami kerjakan.")
    assert told(desk.indah, "reports.to_sign") == 1
    signing.sign(actor=again(desk.indah), report=two, message=waiting(two), text="Kami kerjakan.")
    assert fresh(two).state == "working"
    monday.move_to("2024-03-11 09:00+07:00")
    three = desk.routed()
    handling.answer(actor=again(desk.indah), report=three, text="Kami kerjakan.")
    assert fresh(three).state == "routed"


def test_nobody_lets_themselves_sign_by_the_absence_of_the_head(desk, town, signed, monday):
    """A coordinator says that the head is ill: somebody else then signs, never whoever said it."""
    wati, days = person("Wati Contoh", at=town.pu, role="coordinator"), (date(2024, 3, 4), date(2024, 3, 8))
    with refused(Hindrance):
        absences.announce(actor=again(wati), person=town.tono, deputy=wati, since=days[0], until=days[1])
    report = desk.routed()
    handling.answer(actor=again(wati), report=report, text="Kami kerjakan.")
    assert fresh(report).state == "routed" and not rules.sign.allows(again(wati), report)
    absences.announce(actor=again(wati), person=town.tono, deputy=desk.indah, since=days[0], until=days[1])
    assert rules.sign.allows(again(desk.indah), fresh(report))
    second = person("Bima Contoh", at=town.pu, role="head")
    absences.announce(actor=again(second), person=town.tono, deputy=second, since=days[0], until=days[1])
    absences.announce(actor=again(wati), person=town.hadi, deputy=wati, since=days[0], until=days[1])


def test_many_at_once_wait_too_and_nobody_passes_the_head_by(desk, town, signed, monday):
    one, two = desk.routed(), desk.routed()
    group = grouping.gather(actor=again(town.hadi), reports=[one, two])
    grouping.answer_group(actor=again(town.hadi), group=group, text="Satu jawaban.")
    assert {fresh(one).state, fresh(two).state} == {"routed"}
    strokes.strike(actor=again(town.hadi), reports=[one], sort="answer", text="Untuk banyak.")
    monday.shift(600)
    strokes.strike_due(actor=system("timer"))
    assert fresh(one).state == "routed" and Message.objects.filter(waits=True).count() == 3
    made = clustering.make_cluster(actor=again(town.rina), title="Jalan rusak", text="Di dua tempat.",
                                   reports=[fresh(one), fresh(two)])
    with refused(Hindrance):
        clustering.answer_cluster(actor=again(town.hadi), cluster=made, text="Jawaban.", public="Jawaban.")
    assert clustering.answer_cluster(actor=again(town.tono), cluster=made, text="Jawaban.", public="Jawaban.") == 2


def test_a_secret_report_is_answered_by_its_named_officers_alone(desk, town, signed):
    report = desk.routed(secret=True)
    handling.answer(actor=again(town.hadi), report=report, text="Kami periksa.")
    assert fresh(report).state == "working"


def test_the_secretariat_says_where_heads_sign(desk, town, browser):
    secretary = person("Sekar Contoh", at=town.setda, role="secretariat")
    here, lines = f"{HERE}tata/tugas/pu/", Line.objects.count()
    told = {"categories": [town.road.pk], "signed": "on"}
    browser(secretary).post(here, told)
    browser(secretary).post(here, told)
    assert Line.objects.count() == lines + 1                          # said once, written once
    assert "Kepalanya menandatangani setiap jawaban" in browser(town.rina).get(f"{HERE}tata/").text
    assert browser(town.rina).post(here, {"categories": []}).status_code == 403
    browser(secretary).post(here, told | {"signed": ""})
    assert "Kepalanya menandatangani" not in browser(town.rina).get(f"{HERE}tata/").text


def test_a_draft_does_not_outlive_a_case_that_another_system_closed(desk, town, signed):
    report = desk.routed()
    handling.answer(actor=town.hadi, report=report, text="Lama.")
    Foreign.objects.create(report=report, system="lapor", number="1", at=report.created)
    hearing.hear_foreign(by=system("lapor"), report=report, system="lapor", number="1", state="closed", label="Selesai")
    assert fresh(report).state == "closed_admin" and not Message.objects.filter(waits=True).exists()


def test_where_an_office_has_no_head_the_officer_is_told_instead_of_waiting_for_ever(desk, town):
    settle_signing(actor=system("test"), office=town.dukcapil, signed=True)
    report = desk.routed(office=town.dukcapil, category=town.ktp.pk)
    with refused(Hindrance):
        handling.answer(actor=again(town.yuni), report=report, text=WORDS["text"])
    assert not Message.objects.filter(report=report).exists()
