"""What everybody will read is looked at once more, whatever form it comes from: nobody is named by an oversight."""
import re

import pytest

from pendopo.channels.reports.models import Report
from tests.channels.reports.pictures import photo, told_now

HERE = "/laporan/meja/"
NUMBER = "0812-0000-1111"
NAMED = f"Sudah kami bicarakan dengan Sari Contoh Rahasiawati, {NUMBER}."


def ticks(page):
    """What the officer is asked about, place by place."""
    return re.findall(r'name="tetap" value="([^"]+)"', page.text)


@pytest.mark.parametrize("word", ["jawab", "beres"])
def test_an_office_names_nobody_by_oversight(desk, town, browser, word):
    report, officer = desk.routed(), browser(town.hadi)
    here, told = f"{HERE}{report.code}/{word}/", {"text": NAMED, "public": NAMED}
    held = officer.post(here, told | ({"photo": photo()} if word == "beres" else {}))
    found = ticks(held)
    assert held.status_code == 422 and NUMBER in found and "Sari Contoh Rahasiawati" in found
    assert NAMED in held.text                                        # nothing that was typed is lost
    assert officer.post(here, told | {"tetap": found[:1]}).status_code == 422          # each place, not one of them
    assert not report.messages.exists()
    more = {"photo": photo(), **told_now()} if word == "beres" else {}
    assert officer.post(here, told | more | {"public": "Sudah kami bicarakan."}).status_code == 302
    page = browser().get(f"/laporan/{report.code}/").text
    assert "Sudah kami bicarakan." in page and NUMBER not in page


def test_what_may_stand_goes_out_when_somebody_says_so(desk, town, browser):
    report, officer = desk.routed(), browser(town.hadi)
    told = {"text": "Hubungi loket.", "public": "Hubungi loket kami: 0812-0000-2222."}
    found = ticks(officer.post(f"{HERE}{report.code}/jawab/", told))
    assert found == ["0812-0000-2222"]
    assert officer.post(f"{HERE}{report.code}/jawab/", told | {"tetap": found}).status_code == 302
    assert "0812-0000-2222" in browser().get(f"/laporan/{report.code}/").text


def test_what_only_the_reporter_reads_may_name_them(desk, town, browser):
    report = desk.routed()
    assert browser(town.hadi).post(f"{HERE}{report.code}/jawab/", {"text": NAMED, "public": ""}).status_code == 302
    secret = desk.verified(secret=True)
    assert browser(town.rina).post(f"{HERE}{secret.code}/jenis/", {
        "classification": "complaint", "category": town.levy.pk, "text": NAMED}).status_code == 302


def test_the_desk_publishes_nobody_with_the_verification(desk, town, browser):
    report, officer = desk.new(), browser(town.rina)
    told = {"classification": "complaint", "category": town.road.pk, "title": "Jalan berlubang",
            "text": f"Lubang besar. Hubungi {NUMBER}.", "sure": "on"}
    held = officer.post(f"{HERE}{report.code}/verifikasi/", told)
    assert held.status_code == 422 and ticks(held) == [NUMBER]
    assert Report.objects.get().state == "unverified"
    assert officer.post(f"{HERE}{report.code}/verifikasi/", told | {"text": "Lubang besar."}).status_code == 302
    assert Report.objects.get().visibility == "public"


def test_in_english_it_says_what_to_do(desk, town, browser):
    report = desk.routed()
    page = browser(town.hadi).post(f"/en{HERE}{report.code}/jawab/", {"text": "x", "public": NAMED}).text
    assert "What may stand" in page and "Take it out, or say that it may stand" in page
