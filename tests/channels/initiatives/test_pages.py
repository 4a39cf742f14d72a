"""What people see: the list, an initiative, its dossier, the room and its forms; in few queries, in both languages."""
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.channels.initiatives import forms_pieces
from pendopo.channels.initiatives.actions import noting
from pendopo.channels.initiatives.models import Agreement, Ballot, Branch, Initiative, Issue, Note
from pendopo.channels.initiatives.urls import urlpatterns
from pendopo.channels.initiatives.views.deeds import ONE, WHOLE
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.surveys.actions.climate import begin_climate
from tests.channels.initiatives.town import TODAY
from tests.core.hall import again, person, record

pytestmark = pytest.mark.django_db


def words(response):
    """The page as it is read: no marks, one space between words."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).replace("&#39;", "'").split())


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(town, client, number):
    for n in range(number):
        town.begin(title=f"Inisiatif {n}")
    with CaptureQueriesContext(connection) as caught:
        page = client.get("/inisiatif/")
    assert page.status_code == 200 and len(caught) == 2 and "Inisiatif 0" in words(page)
    found = client.get("/inisiatif/?sektor=waste&status=issue&q=antrean")
    assert "Inisiatif 0" not in words(found)


@pytest.mark.parametrize("number", [1, 20])
def test_an_initiative_costs_the_same_however_much_is_in_it(town, begun, client, number):
    made = town.walk(begun, "learning")
    for n in range(number):
        comment(actor=person(f"Warga {n}"), record=made, text=f"Kalimat {n}")
        town.draft(Branch(initiative=made, sort="cause", text=f"Sebab {n}"))
    town.agree(made, "problem")
    with CaptureQueriesContext(connection) as caught:
        page = client.get(made.get_absolute_url())
    assert page.status_code == 200 and len(caught) <= 8
    assert f"Sebab {number - 1}" in words(page)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_everything_public_stands_on_the_page_and_in_the_dossier(town, begun, client, prefix):
    made = town.walk(begun, "")
    for address in (made.get_absolute_url(), f"/inisiatif/{made.code}/dossier/"):
        told = words(client.get(prefix + address))
        for said in ("Antrean panjang", "Obat kosong lebih mendesak.", "Semua datang jam delapan.", "Klinik diundang.",
                     "Membuat daftar jam.", "Kami bekerja bersama.", "Papan jam sepi", "Mulai dipakai.",
                     "Semua puskesmas mau.", "Data membuat percakapan tenang.", "Berjalan.", "Pimpinan Peduli Contoh",
                     "Petugas data dan kader"):
            assert said in told, (address, said)
        assert "burungmaleo" not in told


def test_the_title_stands_in_both_languages_and_one_is_enough(town, client, enter):
    """As that of a plan: the second language is optional, and each page falls back to what was written."""
    english = {"title_en": "Queues at health centres", "summary_en": "Residents wait too long."}
    both, one = town.begin(**english), town.begin(title="Stok obat")
    for address in ("/inisiatif/", both.get_absolute_url(), f"/inisiatif/{both.code}/dossier/"):
        own, other = words(client.get(address)), words(client.get("/en" + address))
        assert "Antrean puskesmas" in own and "Warga menunggu terlalu lama." in own and "Queues" not in own
        assert "Queues at health centres" in other and "Residents wait too long." in other, address
    page = client.get("/en" + one.get_absolute_url()).content.decode()
    assert '<h1 lang="id">Stok obat</h1>' in page
    for address in ("/en/", "/en/cari/?q=queues"):
        assert "Queues at health centres" in words(client.get(address)), address
    door = enter(town.dewi)
    address = reverse("initiatives:settle", args=[one.code, "umum"])
    assert "Judul dalam bahasa Inggris" in words(door.get(address))
    door.post(address, {"title": "Stok obat", "title_en": "Medicine in stock", "summary": "Obat sering kosong."})
    assert "Medicine in stock" in words(client.get("/en/inisiatif/"))
    assert "Medicine in stock" in words(door.get(f"/en/inisiatif/{one.code}/ruang/"))


def test_drafts_are_read_in_the_room_alone(town, begun, client, enter):
    town.draft(Issue(initiative=begun, title="Rahasia dapur", text="x"))
    room = f"/inisiatif/{begun.code}/ruang/1/"
    assert "Rahasia dapur" not in words(client.get(begun.get_absolute_url()))
    assert client.get(room).status_code in (302, 403)
    for who in (town.ratna, town.surya):
        assert enter(who).get(room).status_code == 403
    for who in (town.dewi, town.joko, town.fajar, town.mira):
        assert "Rahasia dapur" in words(enter(who).get(room))


def test_the_gate_names_what_is_missing_and_leads_to_the_form(town, begun, enter):
    page = enter(town.fajar).get(f"/inisiatif/{begun.code}/ruang/").content.decode()
    assert "Belum ada isu" in page and f'href="/inisiatif/{begun.code}/tulis/isu/"' in page
    made = town.walk(begun, "understanding")
    for number in range(1, 6):
        assert enter(town.fajar).get(f"/inisiatif/{made.code}/ruang/{number}/").status_code == 200
    for address in re.findall(r'href="(/inisiatif/[^"#]+)"', enter(town.fajar).get(
            f"/inisiatif/{made.code}/ruang/").content.decode()):
        assert enter(town.fajar).get(address).status_code == 200, address


def test_every_empty_form_opens_and_a_wrong_one_keeps_what_was_typed(town, begun, enter):
    made = town.walk(begun, "action")
    for table in forms_pieces.TABLES:
        page = enter(town.joko).get(f"/inisiatif/{made.code}/tulis/{table}/")
        assert page.status_code == 200, table
    wrong = enter(town.joko).post(f"/inisiatif/{made.code}/tulis/kegiatan/", {
        "title": "Uji", "text": "Panjang lebar", "parent": "", "due": "kemarin"})
    assert wrong.status_code == 422 and "Panjang lebar" in wrong.content.decode()
    branch = Branch.objects.filter(initiative=made, parent=None, sort="cause").get()
    below = Branch.objects.get(parent=branch)
    loop = enter(town.joko).post(f"/inisiatif/{made.code}/tulis/pohon/{branch.pk}/", {
        "sort": "cause", "text": "x", "parent": below.pk, "side": "", "position": "0"})
    assert loop.status_code == 422
    right = enter(town.joko).post(f"/inisiatif/{made.code}/tulis/pohon/", {
        "sort": "cause", "text": "Sebab baru", "parent": branch.pk, "side": "", "position": ""})
    assert right.status_code == 302 and Branch.objects.get(text="Sebab baru").parent_id == branch.pk


def test_two_people_decide_and_agree_by_hand(town, begun, enter):
    address = f"/inisiatif/{begun.code}"
    enter(town.dewi).post(f"{address}/tulis/isu/", {"title": "Antrean", "text": "Lama.", "data_helps": "yes",
                                                    "data_reason": "Ada catatan."})
    issue = Issue.objects.get()
    enter(town.joko).post(f"{address}/tulis/keputusan/", {"question": "Ini?", "method": "consent"})
    decision = forms_pieces.Decision.objects.get()
    silent = enter(town.joko).post(f"{address}/lakukan/suara/{decision.pk}/", {"stance": "dissent", "words": ""})
    assert silent.status_code == 422 and not Ballot.objects.exists()
    enter(town.joko).post(f"{address}/lakukan/suara/{decision.pk}/", {"stance": "dissent", "words": "Terlalu sempit."})
    assert Ballot.objects.get().words == "Terlalu sempit."
    enter(town.fajar).post(f"{address}/lakukan/tutup/{decision.pk}/", {"issue": issue.pk, "outcome": "Ini dulu."})
    assert Issue.objects.get().chosen
    sheet = town.sheet(begun, "issue")
    for who in (town.dewi, town.joko):
        done = enter(who).post(f"{address}/lakukan/setuju/{sheet.pk}/", {"version": sheet.version})
        assert done.status_code == 302 and done["Location"].endswith("/ruang/1/")
    assert Agreement.objects.filter(yes=True).count() == 2 and town.sheet(begun, "issue").shown_version


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_done_is_said_in_the_form_and_nothing_is_half_written(town, begun, enter):
    town.draft(Issue(initiative=begun, title="Satu", text="x"))
    address, sheet = f"/inisiatif/{begun.code}/lakukan", town.sheet(begun, "issue")
    stale = enter(town.dewi).post(f"{address}/setuju/{sheet.pk}/", {"version": sheet.version - 1})
    assert stale.status_code == 422 and not Agreement.objects.exists()
    shut = enter(town.fajar).post(f"{address}/maju/")
    assert shut.status_code == 422 and town.fresh(begun).state == "issue"
    wrong = enter(town.joko).post(f"{address}/kursi/", {
        "side": "cso", "organisation": town.dinkes.pk, "person": "", "people": "3", "function": "bidan"})
    assert wrong.status_code == 422 and "bidan" in wrong.content.decode()
    Initiative.objects.filter(pk=begun.pk).update(sensitive=True)
    typed = {"title": "Antrean", "summary": "Hanya dua pasien yang datang."}
    small = enter(town.dewi).post(f"/inisiatif/{begun.code}/atur/umum/", typed)
    assert small.status_code == 422 and small.content.decode().count("dua pasien") > 2       # why, and what was typed
    assert town.fresh(begun).summary == "Warga menunggu terlalu lama."


def test_an_initiative_is_opened_by_those_who_speak_for_a_side(town, client, enter, settings):
    assert client.get("/inisiatif/buka/").status_code in (302, 403)
    assert enter(town.mira).get("/inisiatif/buka/").status_code == 200        # a clinic has nothing to choose from
    typed = {"office": town.dinkes.pk, "title": "Sampah", "summary": "Menumpuk.", "sector": "waste",
             "partner": town.peduli.pk, "facilitator": town.fajar.memberships.get().pk, "funder": "", "implementer": ""}
    same_side = enter(town.dewi).post("/inisiatif/buka/", typed | {"partner": town.dinkes.pk})
    assert same_side.status_code == 422 and "Menumpuk." in same_side.content.decode()
    assert enter(town.dewi).post("/inisiatif/buka/", typed).status_code == 302
    made = Initiative.objects.get(title="Sampah")
    assert "lakukan/ikut" in enter(town.tini).get(made.get_absolute_url()).content.decode()
    assert enter(town.tini).post(f"/inisiatif/{made.code}/lakukan/ikut/").status_code == 302
    assert made.seats.filter(person=town.tini, side="cso", speaks=True).exists()


def test_a_leader_answers_without_a_seat(town, begun, enter):
    made = town.walk(begun, "team")
    town.form_team(made)
    head = person("Kepala Contoh", at=town.dinkes, role="head")
    asked = town.ask(made, head, town.dinkes, "government")
    address = f"/inisiatif/{made.code}/lakukan/jawab/{asked.pk}/"
    assert address in enter(head).get(made.get_absolute_url()).content.decode()
    assert "Kami bekerja bersama." in words(enter(head).get(address))
    assert enter(head).post(address, {"answer": "decline", "words": ""}).status_code == 422
    assert enter(head).post(address, {"answer": "decline", "words": "Belum siap."}).status_code == 302
    assert "Belum siap." in words(enter(head).get(made.get_absolute_url()))


def test_papers_are_keyed_in_with_the_same_questions(town, begun, enter):
    issue = town.draft(Issue(initiative=begun, title="Satu", text="x"))
    way = town.draft(forms_pieces.Solution(initiative=begun, issue=issue, title="Peta"))
    address = f"/inisiatif/{begun.code}/lakukan/nilai-kertas/{way.pk}/"
    assert enter(town.dewi).get(address).status_code == 403
    assert enter(town.fajar).post(address, {"government_5": 6, "cso_4": 7}).status_code == 302
    assert sorted(way.ratings.values_list("side", "value", "people")) == [("cso", 4, 7), ("government", 5, 6)]


def test_the_kit_is_printed_for_every_step(client):
    assert client.get("/inisiatif/perangkat/").status_code == 200
    for number in range(1, 6):
        for prefix in ("", "/en"):
            page = client.get(f"{prefix}/inisiatif/perangkat/{number}/")
            assert page.status_code == 200 and page.content.count(b'class="paper-field"') >= 2
    assert client.get("/inisiatif/perangkat/6/").status_code == 404


def everywhere(made):
    """Every address of this channel, and those of every record, with every part that fits."""
    parts = {"code": [made.code], "number": range(1, 6), "table": list(forms_pieces.TABLES), "key": range(1, 5),
             "deed": [*WHOLE, *ONE], "what": ["umum", "ikrar"]}
    for pattern in urlpatterns:
        names = list(pattern.pattern.converters)
        rows = [{}]
        for name in names:
            rows = [row | {name: value} for row in rows for value in parts[name]]
        for row in rows:
            yield reverse(f"initiatives:{pattern.name}", kwargs=row)
    for name in ("records:go", "records:timeline"):
        yield reverse(name, args=[made.code])
    yield from ("/", "/cari/?q=rahasia", "/umpan/atom.xml", "/umpan/records.json", "/saya/",
                reverse("voices:discussion", args=[made.code]), reverse("ledger:page"))


def test_no_address_opens_protected_notes_for_the_other_side_or_for_administrators(town, begun, enter):
    """Every address of the channel and of the record, for the other side, the administrators of both sides, the
    secretariat, an auditor and the facilitator: the words come out nowhere but on the page of their own side."""
    made = town.walk(begun, "learning")
    noting.keep_note(actor=town.joko, initiative=made, text="rahasia burungmaleo", shared=False)
    town.draft(forms_pieces.Meeting(initiative=made, sort="learning", side="cso", day=TODAY, title="Belajar"))
    admin = person("Admin Contoh", at=town.peduli, role="administrator")
    auditor = person("Agus Contoh", at=town.dinkes, role="auditor")
    addresses = list(everywhere(made))
    assert len(addresses) > 150
    for who in (town.dewi, town.fajar, town.mira, town.ratna, admin, auditor):
        client = enter(who)
        for address in addresses:
            page = client.get(address)
            body = b"".join(page.streaming_content) if page.streaming else page.content
            assert b"burungmaleo" not in body, (who, address)
    own = enter(town.joko).get(reverse("initiatives:notes", args=[made.code]))
    assert "rahasia burungmaleo" in words(own) and Note.objects.count() == 1


def test_it_goes_on_as_a_commitment_by_hand(town, begun, enter):
    made, promise = town.walk(begun, "action"), record(at=town.dinkes)
    address = f"/inisiatif/{made.code}/lakukan/teruskan/"
    assert enter(town.dewi).post(address, {"record": "XX"}).status_code == 422
    assert enter(town.dewi).post(address, {"record": promise.code, "reason": "Jadi janji."}).status_code == 302
    assert promise.title in words(enter(again(town.mira)).get(made.get_absolute_url()))
    assert made.title in words(enter(again(town.mira)).get(promise.get_absolute_url()))


def test_both_sides_are_asked_apart_how_they_see_each_other(town, begun, enter):
    """The paired survey of the house, about this initiative: begun from its room, seen from its page."""
    made = town.walk(begun, "team")
    town.dewi.memberships.create(organisation=town.dinkes, role="secretariat")
    who = again(town.dewi)
    survey = begin_climate(actor=who, title="Iklim kerja sama", about=made, office=town.dinkes)
    for number in (3, 5):
        page = enter(who).get(f"/inisiatif/{made.code}/ruang/{number}/").content.decode()
        assert f"/survei/baru/iklim/?tentang={made.code}" in page
    assert survey.about_id == made.pk
