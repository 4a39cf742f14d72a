"""One case on the desk: who looks is listed, what comes next is one click, nothing goes out unread."""
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.channels.reports.actions.handling import answer, ask, note
from pendopo.channels.reports.models import Outside, Phrase, Report
from pendopo.kit.post.actions import open_letter
from pendopo.kit.post.models import Letter
from tests.channels.reports.pictures import photo
from tests.channels.reports.town import PLANTED, again

HERE = "/laporan/meja/"


def fresh(report):
    return Report.objects.get(pk=report.pk)


def case(report):
    return f"{HERE}{report.code}/"


def test_each_look_at_the_text_is_listed(desk, town, browser):
    report = desk.new()
    page = browser(town.rina).get(case(report))
    assert "lubang sedalam sumur" in page.text and "no-store" in page["Cache-Control"]
    assert list(report.readings.values_list("person", "what")) == [(town.rina.pk, "text")]
    assert browser(town.hadi).get(case(report)).status_code == 404
    assert report.readings.count() == 1


def test_the_proposal_says_why_and_is_one_click(desk, town, browser):
    report = desk.verified()
    page = browser(town.rina).get(case(report)).text
    assert "Usulan tujuan" in page and town.pu.name in page
    browser(town.rina).post(f"{case(report)}kirim/?dari=status%3Dbaru", {"office": town.pu.pk})
    assert fresh(report).state == "routed" and fresh(report).office == town.pu


def test_not_ours_is_one_click_with_the_next_proposal_and_no_clock_stops(desk, town, browser):
    report = desk.routed(office=town.dukcapil)
    due = {row.name: row.due for row in report.clocks.filter(stopped=None)}
    page = browser(town.yuni).get(case(report)).text
    form = re.search(r'<form method="post" action="([^"]+bukan-kami/[^"]*)">.*?name="office" value="(\d+)".*?'
                     r'name="reason" value="([^"]+)"', page, re.DOTALL)
    assert int(form[2]) == town.pu.pk
    done = browser(town.yuni).post(form[1].replace("&amp;", "&"), {"office": form[2], "reason": form[3]})
    assert done["Location"] == HERE
    report = fresh(report)
    assert (report.office, report.returned) == (town.pu, 1)
    assert {row.name: row.due for row in report.clocks.filter(stopped=None)} == due


def test_a_phrase_fills_the_answer_and_its_gaps(desk, town, browser):
    report = desk.routed()
    officer = browser(town.hadi)
    officer.post(f"{HERE}kalimat/baru/", {"office": town.pu.pk, "name": "Terjadwal",
                                          "text": "Laporan {kode} tentang {judul} dijadwalkan oleh {lembaga}."})
    phrase = Phrase.objects.get()
    page = officer.get(f"{case(report)}jawab/?kalimat={phrase.pk}&dari=status%3Dmasuk").text
    assert f"Laporan {report.code} tentang Jalan berlubang dijadwalkan oleh Dinas PU Contoh." in page
    assert browser(town.yuni).get(f"{HERE}kalimat/{phrase.pk}/").status_code == 404
    assert "Terjadwal" not in browser(town.yuni).get(f"{HERE}kalimat/").text
    done = officer.post(f"{case(report)}jawab/?dari=status%3Dmasuk", {"text": "Besok.", "public": "Besok."})
    assert done["Location"] == f"{HERE}?status=masuk" and fresh(report).state == "working"
    officer.post(f"{HERE}kalimat/{phrase.pk}/", {"office": town.pu.pk, "name": "Lain", "text": "x"})
    phrase.refresh_from_db()
    assert phrase.name == "Lain"
    officer.post(f"{HERE}kalimat/{phrase.pk}/hapus/")
    assert not Phrase.objects.exists()


def test_the_way_back_never_leaves_the_house(desk, town, browser):
    report = desk.routed()
    done = browser(town.hadi).post(f"{case(report)}mulai/?dari=//evil.example/", {})
    assert done["Location"].startswith(HERE)


def test_notes_stay_inside(desk, town, browser):
    report = desk.routed()
    note(actor=again(town.hadi), report=report, text="Warga ini sudah tiga kali melapor.")
    answer(actor=again(town.hadi), report=report, text="Kami kerjakan.", public="Kami kerjakan.")
    inside = browser(town.hadi).get(case(report)).text
    assert "Hanya untuk petugas" in inside and "tiga kali" in inside and town.hadi.name in inside
    assert "tiga kali" not in browser().get(f"/laporan/{report.code}/").text


def test_how_a_day_was_computed_is_told_to_the_office_too(desk, town, browser):
    report = desk.new()
    page = browser(town.rina).get(case(report)).text
    way = re.search(rf'href="({case(report)}hitung/\d+/)"', page)[1]
    assert "Hari pertama" in browser(town.rina).get(way).text
    assert browser(town.hadi).get(way).status_code == 404


def test_perhaps_the_same_matter_is_suggested_and_gathered_by_a_person(desk, town, browser):
    one = desk.routed(lat=-7.1001, lng=111.9001)
    two = desk.routed(lat=-7.1006, lng=111.9003)
    far = desk.routed(lat=-7.2, lng=111.99, text="Kabel listrik menjuntai di tikungan pasar.", title="Kabel menjuntai")
    personal = desk.verified(category=town.ktp.pk, lat=-7.1001, lng=111.9001)
    page = browser(town.hadi).get(case(one)).text
    assert f'value="{two.pk}"' in page and f'value="{far.pk}"' not in page and f'value="{personal.pk}"' not in page
    assert fresh(one).group is None
    browser(town.hadi).post(f"{case(one)}satukan/", {"laporan": [two.pk]})
    assert fresh(one).group == fresh(two).group is not None
    browser(town.hadi).post(f"{case(one)}jawab-semua/", {"text": "Satu jawaban.", "public": ""})
    assert {fresh(one).state, fresh(two).state} == {"working"}


def test_split_makes_a_second_report_of_it(desk, town, browser):
    report = desk.verified()
    browser(town.rina).post(f"{case(report)}pisah/", {"text": "KTP saya juga belum jadi dua bulan.",
                                                      "classification": "complaint", "category": town.ktp.pk})
    part = Report.objects.get(parent=report)
    assert part.category == town.ktp
    assert part.code in browser(town.rina).get(case(report)).text
    assert report.code in browser(town.rina).get(case(part)).text


def test_somebody_outside_answers_by_a_link_that_is_used_up(desk, town, browser):
    report = desk.routed()
    officer = browser(town.hadi)
    form = officer.get(f"{case(report)}luar/").text
    assert "Sari Contoh" not in form and "0000-1111" not in form
    told = {"name": "PLN Contoh", "email": "layanan@pln.contoh.example", "days": 7, "text": "Lampu padam sejak Senin.",
            "sure": "on"}
    assert officer.post(f"{case(report)}luar/", told | {"sure": ""}).status_code == 422
    officer.post(f"{case(report)}luar/", told)
    letter = open_letter(Letter.objects.latest("pk"))
    assert letter.to == "layanan@pln.contoh.example" and Letter.objects.latest("pk").to == "", "sealed in the outbox"
    assert "padam" not in letter.text and report.code not in letter.text and report.code not in letter.subject
    link = re.search(r"https?://[^/]+(/laporan/luar/\S+)", letter.text)[1]
    asked = Outside.objects.get()
    assert b"padam" not in bytes(asked.body) and "pln.contoh" not in str(asked.__dict__)
    stranger = browser()
    page = stranger.get(link)
    assert "Lampu padam sejak Senin." in page.text and "Sari" not in page.text and report.code not in page.text
    assert "no-store" in page["Cache-Control"] and page["Referrer-Policy"] == "no-referrer"
    assert "Terima kasih" in stranger.post(link, {"text": "Gardu diperbaiki besok."}).text
    for again_there in (stranger.get(link), stranger.post(link, {"text": "Sekali lagi."})):
        assert again_there.status_code == 404 and "padam" not in again_there.text
    inside = officer.get(case(report)).text
    assert "Gardu diperbaiki besok." in inside and "PLN Contoh" in inside
    way = re.search(r'href="([^"]+\?dari-luar=\d+)"', inside)[1]
    assert "Gardu diperbaiki besok." in officer.get(way).text
    assert report.messages.get().sort == "note" and fresh(report).state == "routed"


def test_a_link_that_is_over_looks_like_one_that_never_was(desk, town, browser, monday):
    report = desk.routed()
    officer = browser(town.hadi)
    told = {"name": "PLN", "email": "a@pln.contoh.example", "days": 7, "text": "Lampu padam.", "sure": "on"}
    links = []
    for _one in range(2):
        officer.post(f"{case(report)}luar/", told)
        links.append(re.search(r"(/laporan/luar/\S+)", open_letter(Letter.objects.latest("pk")).text)[1])
    officer.post(f"{case(report)}luar/{Outside.objects.first().pk}/akhiri/")

    def seen(link):
        answer = browser().get(link)
        return answer.status_code, answer.text.replace(link, "")
    never = seen("/laporan/luar/eyJhbGciOi:1abc:xyz/")
    assert seen(links[0]) == never and never[0] == 404
    assert browser().get(links[1]).status_code == 200
    monday.shift(8 * 86400)
    assert seen(links[1]) == never
    assert browser().get(links[1][:-6] + "aaaaa/").status_code == 404


def test_a_secret_report_never_leaves_the_house(desk, town, browser):
    report = desk.new(secret=True)
    assert browser(town.rina).get(case(report)).status_code == 200
    assert browser(town.rina).get(f"{case(report)}luar/").status_code == 403
    assert browser(town.rina).get(f"{case(report)}terbit/").status_code == 403


def test_marks_first_then_the_text_then_everybody_reads_it(desk, town, browser):
    report = desk.new(text=f"{PLANTED}. NIK saya 3522 0112 0390 0001, warung Bu Tinah.")
    officer, here = browser(town.rina), f"{case(report)}terbit/"
    page = officer.get(here).text
    names = re.findall(r'name="sembunyi" value="([^"]+)" checked', page)
    assert names and "<mark>" in page
    text = officer.post(here, {"langkah": "teks", "sembunyi": names, "tambah": "warung Bu Tinah"}).text
    words = re.search(r"<textarea[^>]*name=\"text\"[^>]*>(.*?)</textarea>", text, re.DOTALL)[1]
    assert "0000-1111" not in words and "3522" not in words and "Tinah" not in words and "lubang" in words
    kept = officer.post(here, {"langkah": "teks", "sembunyi": []}).text
    assert "0000-1111" in kept
    told = {"langkah": "terbit", "title": "Jalan berlubang", "text": "Lubang. Hubungi 0812-0000-1111", "sure": "on"}
    held = officer.post(here, told)
    assert held.status_code == 422 and fresh(report).visibility == "sealed"
    left = re.search(r'name="tetap" value="([^"]+)"', held.text)[1]
    assert officer.post(here, told | {"tetap": left, "sure": ""}).status_code == 422
    assert officer.post(here, told | {"text": words.replace("&#x27;", "'")}).status_code == 302
    assert "lubang" in browser().get(f"/laporan/{report.code}/").text
    assert "0000-1111" not in browser().get(f"/laporan/{report.code}/").text


def test_what_an_inspector_found_arrives_once(desk, town, browser):
    report, secret = desk.routed(), desk.new(secret=True)
    report.handler = town.hadi
    report.save(update_fields=["handler"])
    officer, here = browser(town.hadi), f"{case(report)}kunjungan/"
    page = officer.get(f"{HERE}lapangan/").text
    assert report.code in page and "Ada lubang di jalan desa." in page and "sedalam sumur" not in page
    assert report.readings.count() == 0
    told = {"text": "Lubang sudah diukur: 2 meter.", "key": "kunci-satu"}
    first = officer.post(here, told | {"photo": photo()}, headers={"Accept": "application/json"})
    assert first.json() == {"new": True}
    assert officer.post(here, told, headers={"Accept": "application/json"}).json() == {"new": False}
    assert officer.post(here, told | {"key": "kunci-dua"})["Location"] == f"{HERE}lapangan/"
    assert report.messages.filter(sort="note").count() == 2 and report.enclosures.count() == 1
    assert officer.post(here, {"text": "", "key": "x"}, headers={"Accept": "application/json"}).status_code == 422
    assert browser(town.rina).post(f"{case(secret)}kunjungan/", told).status_code == 403
    script = officer.get(f"{HERE}lapangan/luring.js")
    assert script["Content-Type"].startswith("text/javascript") and b"onPage" in script.content


@pytest.mark.parametrize("who", ["tono", "rina"])
def test_the_leaders_morning(desk, town, browser, who, monday):
    desk.routed()
    working = desk.routed()
    ask(actor=again(town.hadi), report=working, text="Di mana?")
    done = desk.routed(classification="aspiration")
    answer(actor=again(town.hadi), report=done, text="Kami kerjakan.")
    desk.new(secret=True)
    monday.shift(86400)
    page = browser(getattr(town, who)).get(f"{HERE}pagi/").text
    table = page[page.index("<table"):]
    assert re.search(r"Dinas PU Contoh</th>.*?>1<span.*?>2<span.*?>0<span", table, re.DOTALL)
    assert re.search(r'data-head="Jawaban yang diberikan">1 <span class="hint">\(100%\)', table)
    behind = browser(getattr(town, who)).get(f"{HERE}pagi/pu/kuning/").text
    assert working.code in behind and done.code in behind
    assert browser(town.hadi).get(f"{HERE}pagi/").status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_a_case_asks_the_same_however_much_is_in_it(desk, town, browser, number):
    report, officer = desk.routed(), browser(town.hadi)
    for place in range(number):
        note(actor=again(town.hadi), report=fresh(report), text=f"Catatan {place}.")
    for who in (town.rina, town.tono)[:number]:
        browser(who).get(case(report))
    officer.get(case(report))
    with CaptureQueriesContext(connection) as asked:
        page = officer.get(case(report))
    assert page.text.count("Catatan ") >= number
    assert len(asked) <= 21, [one["sql"][:120] for one in asked]
