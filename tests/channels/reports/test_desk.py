"""Groups, parts, letters typed by staff, erasure on request, lists at a constant price, and the demo city."""
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.channels.reports import demo, packs
from pendopo.channels.reports.actions import (
    grouping,
    handling,
    holding,
    keeping,
    learning,
    recovering,
    replying,
    routing,
    verifying,
)
from pendopo.channels.reports.actions.reading import opened
from pendopo.channels.reports.models import Identity, Likeness, Report, Router
from pendopo.channels.reports.queries.contact import about
from pendopo.channels.reports.queries.proposals import propose
from pendopo.channels.reports.queries.similar import alike
from pendopo.channels.reports.workflow import WORKFLOW
from pendopo.core.ledger.queries import written
from pendopo.core.people import demo as people
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.queries import system
from pendopo.core.places import demo as places
from pendopo.kit.files.checks import accept
from pendopo.kit.post import actions as outbox
from pendopo.kit.post.models import Letter
from tests.channels.reports.pictures import photo, proof, smaller
from tests.channels.reports.test_pages import staff
from tests.channels.reports.town import CONTACT, RECEIPT, prove
from tests.core.hall import refused


def published(town, number=1, office=None):
    report, sari = town.report(text=f"Jalan rusak parah di gang {number}.")
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road,
                     title=f"Jalan rusak {number}", text="Jalan rusak.")
    routing.route(actor=town.rina, report=report, office=office or town.pu)
    return Report.objects.get(pk=report.pk), sari


def test_one_answer_goes_to_a_group_and_each_keeps_its_own_state(town):
    (one, _a), (two, _b) = published(town, 1), published(town, 2)
    group = grouping.gather(actor=town.hadi, reports=[one, two])
    assert len(grouping.answer_group(actor=town.hadi, group=group, text="Pekan depan.", public="Pekan depan.")) == 2
    assert set(Report.objects.values_list("state", flat=True)) == {"working"}
    grouping.ungather(actor=town.hadi, report=Report.objects.get(pk=two.pk))
    assert Report.objects.filter(group=group).get() == one


def test_matters_of_one_person_and_secret_ones_are_never_put_together(town):
    one, _a = town.report(category=town.ktp.pk)
    two, _b = town.report(category=town.ktp.pk)
    with refused(Hindrance):
        grouping.gather(actor=town.rina, reports=[one, two])
    secret, _c = town.report(secret=True)
    plain, _d = town.report()
    with refused():
        grouping.gather(actor=town.rina, reports=[secret, plain])


def test_a_report_of_two_matters_becomes_two(town):
    report, _sari = town.report()
    part = grouping.split(actor=town.rina, report=report, text="Dan lampunya mati.", classification="complaint")
    assert part.parent == report and opened(part, inside=True).told.text == "Dan lampunya mati."
    assert Identity.objects.count() == 2 and part.author == report.author


def test_what_a_text_is_about_is_proposed_with_the_words_that_decided(town):
    found = propose("jalan rusak dan berlubang di dekat pasar")
    category, words = found.categories[0]
    assert category == town.road and "jalan rusak" in words
    assert found.offices[0].office == town.pu and 0 < found.offices[0].confidence <= 1
    assert propose("xyzzy").categories == [] and propose("xyzzy").by == "none"


def test_an_office_of_which_rules_say_nothing_is_not_proposed(town):
    """Every office has a little of the say: without a reason it is no proposal, and "not ours" goes to the desk."""
    assert [one.office for one in propose("jalan rusak dan berlubang di dekat pasar").offices] == [town.pu]
    report, _sari = published(town)
    page = staff(town.hadi).get(f"/laporan/meja/{report.code}/").text
    assert "Bukan wewenang kami: kembalikan ke meja" in page


def test_a_letter_is_typed_in_by_staff(town):
    desk = staff(town.rina)
    told = {"step": "2", "text": "Surat dari warga rekaan.", "key": "k", "classification": "aspiration",
            "channel": "letter", "name": "Ibu Contoh"}
    empty = desk.get("/laporan/meja/ketik/").text
    assert "Apa kata pelapor" in empty and "Laporan Anda" not in empty and "Kemungkinan diteruskan" not in empty
    wrong = desk.post("/laporan/meja/ketik/", told | {"text": ""})
    assert wrong.status_code == 422 and 'value="Ibu Contoh"' in wrong.text
    page = desk.post("/laporan/meja/ketik/", told)
    assert page.status_code == 200 and RECEIPT.search(page.text) and "Untuk pelapor" in page.text
    assert Report.objects.get().channel == "letter"
    assert staff(town.citizen).get("/laporan/meja/ketik/").status_code == 403


def test_the_reporter_can_have_it_erased(town):
    report, sari = published(town)
    never, mira = town.report()
    replying.forget_own(actor=sari, report=report)
    replying.forget_own(actor=mira, report=never)
    report.refresh_from_db()
    assert (report.visibility, report.author, report.text, bytes(report.original)) == (
        "public", None, "Jalan rusak.", b"")
    assert Report.objects.get(pk=never.pk).visibility == "erased" and not Identity.objects.exists()
    held, rudi = town.report()
    holding.set_hold(actor=town.rina, report=held, ground="court", reference="Perkara rekaan")
    with refused():
        replying.forget_own(actor=rudi, report=Report.objects.get(pk=held.pk))


def test_a_published_report_goes_on_without_whoever_told_it(town):
    """Desk and office still open it, answer it, pass it on and close it; what was erased stays so."""
    report, sari = published(town)
    handling.note(actor=town.hadi, report=report, text="Catatan lama.")
    replying.supplement(actor=sari, report=report, text="Tambahan lama.")
    handling.answer(actor=town.hadi, report=report, text="Kepada Ibu: pesan lama.", public="Akan ditambal.")
    replying.forget_own(actor=sari, report=report)
    desk, office, here = staff(town.rina), staff(town.hadi), f"/laporan/meja/{report.code}/"
    for browser in (desk, office):
        page = browser.get(here)
        assert page.status_code == 200 and "lama." not in page.text and "Akan ditambal." in page.text
    for word in ("terbit", "jenis", "luar", "ombudsman", "catat"):
        assert desk.get(f"{here}{word}/").status_code == 200
    assert desk.get(f"{here}pisah/").status_code == 403, "nobody is there who told it"
    for word, told in (("catat", {"text": "Catatan baru."}),
                       ("jawab", {"text": "Sudah ditambal.", "public": "Sudah ditambal."}),
                       ("bukan-kami", {"office": town.dukcapil.pk, "reason": "Bukan jalan kami."})):
        assert office.post(f"{here}{word}/", told).status_code == 302
    assert "Catatan baru." in desk.get(here).text and "Sudah ditambal." in desk.get(here).text
    assert desk.post(f"{here}tutup/", {"text": "Ditutup."}).status_code == 302
    assert Report.objects.get(pk=report.pk).state == "closed_admin"


def test_who_left_a_strangers_contact_and_is_forgotten_takes_none_of_their_letters_along(town):
    """Nobody proved whose telephone it is: only the letters about this report go, the digits for a receipt too."""
    report, mine = town.report()
    other, _theirs = town.report()
    for one in (report, other):
        prove(one)
        recovering.ask_code(actor=None, code=one.code, phone=CONTACT.phone)
    code = outbox.post(channel="sms", to=CONTACT.phone, subject="", text="1234", urgent=True, sealed=True)
    replying.forget_own(actor=mine, report=report)
    assert {one.about for one in Letter.objects.all()} == {about(other.pk), ""} and Letter.objects.count() == 2
    assert outbox.open_letter(Letter.objects.get(pk=code.pk)).text == "1234"


@pytest.mark.parametrize("many", [1, 3])
def test_lists_cost_the_same_however_long(town, many):
    for number in range(many):
        published(town, number, town.dukcapil)
    with CaptureQueriesContext(connection) as asked:
        assert Client().get("/laporan/").status_code == 200
    assert len(asked) == 4
    desk = staff(town.rina)
    with CaptureQueriesContext(connection) as asked:
        assert desk.get("/laporan/meja/").status_code == 200
    assert len(asked) <= 8


def test_a_desk_that_is_set_up_as_it_stands_leaves_no_line(town):
    """`pendopo demo` a second time writes nothing; a change is still written."""
    operator, rows = system("test"), list(packs.categories())
    before = written()
    keeping.settle_desk(actor=operator, office=town.setda, second=town.inspektorat)
    assert keeping.load_categories(actor=operator, rows=rows) == len(rows)
    assert keeping.set_duties(actor=operator, office=town.pu, categories=[town.road]) == 1
    assert written() == before
    keeping.settle_desk(actor=operator, office=town.setda)
    keeping.load_categories(actor=operator, rows=[rows[0] | {"name": "Lain"}])
    keeping.set_duties(actor=operator, office=town.pu, categories=[town.road, town.ktp])
    assert written() == before + 3


def test_the_demo_city_has_reports_in_all_their_states(db, settings):
    people.organisations()
    for row in people.people():
        people.settle(*row)
    places.load()
    assert demo.load() == demo.load()
    lines = written()
    places.load(), demo.load()
    assert written() == lines, "a second time nothing is written"
    states = set(Report.objects.values_list("state", flat=True))
    assert {"unverified", "working", "done", "solved", "asking", "replied", "reopened", "closed_system", "routed",
            "archived_admin", "archived_reporter"} <= states <= {state.name for state in WORKFLOW.states}
    assert Report.objects.filter(visibility="secret").count() == 1


def test_a_photo_that_closes_two_reports_is_held_until_somebody_has_looked(town):
    (one, sari), (two, _b) = published(town, 1), published(town, 2)
    scene = photo(5)
    handling.finish(actor=town.hadi, report=one, text="Beres.", photo=proof(scene))
    closing = handling.finish(actor=town.hadi, report=two, text="Beres juga.",
                              photo=proof(smaller(scene)))
    two.refresh_from_db()
    assert closing.held == one.code and two.state == "routed"
    with refused():
        handling.release_proof(actor=town.hadi, closing=closing, reason="Tempat berbeda.")
    handling.release_proof(actor=town.rina, closing=closing, reason="Tempat berbeda, memang mirip.")
    two.refresh_from_db()
    assert two.state == "done"
    replying.object_to(actor=sari, report=one, text="Belum.")
    again = handling.finish(actor=town.hadi, report=one, text="Beres.", photo=proof(scene))
    assert again.held                                             # its own first photo does not close it twice


def test_photos_of_secret_reports_are_fingerprinted_nowhere(town):
    report, _sari = town.report(secret=True, files=[accept(photo(4))])
    assert not Likeness.objects.exists()
    verifying.verify(actor=town.rina, report=report, classification="complaint")
    routing.route(actor=town.rina, report=report, office=town.dukcapil)
    closing = handling.finish(actor=town.yuni, report=Report.objects.get(), text="Beres.",
                              photo=proof(photo(4)))
    assert closing.held == report.code and not Likeness.objects.exists()


def test_what_was_published_is_found_again_and_what_is_secret_is_not(town):
    words = "Jembatan gantung dekat pasar putus sehingga anak sekolah memutar jauh sekali lewat hutan."
    report, _sari = town.report(text=words)
    town.report(text=words, secret=True)
    assert alike(words, day=report.created.date(), category=town.road, region=town.village) == []
    verifying.verify(actor=town.rina, report=report, classification="complaint", category=town.road, title="Jembatan",
                     text=words)
    found = alike(words, day=report.created.date(), category=town.road, region=town.village)
    assert [one.report for one in found] == [report]
    assert alike(words, day=report.created.date(), category=town.ktp, region=town.village) == []
    verifying.unpublish(actor=town.rina, report=report, reason="Ada nama.")
    assert alike(words, day=report.created.date(), category=town.road, region=town.village) == []


def test_the_router_learns_of_what_offices_took_up_and_forgets_what_was_taken_back(town):
    for number in range(4):
        report, _sari = published(town, number, town.dukcapil)
        handling.begin(actor=town.yuni, report=report)
    town.report(secret=True)
    assert learning.learn(actor=system("timer")) == 4
    assert learning.learn(actor=system("timer")) == 0
    first = propose("Jalan rusak parah di gang 9.").offices
    assert {one.office for one in first} >= {town.dukcapil}
    verifying.unpublish(actor=town.rina, report=report, reason="Ada nama.")
    assert learning.learn(actor=system("timer")) == 1
    assert Router.objects.get().version == 2
