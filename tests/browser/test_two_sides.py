"""A ministry's office and a civil-society organisation say different things about one milestone, and both stand."""
import hashlib
import re
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import expect

POSITIONS = {"phone": 2, "desk": 3}


def report(somebody, promise, position, level, words):
    """From the promise's page to the form of the milestone, and back."""
    somebody.go(promise["path"])
    somebody.link("Report on milestone %(number)s", number=position).click()
    somebody.page.get_by_role("radio", name=somebody.say(level), exact=True).check()
    somebody.field("What was done, and what was not").fill(words)


def show(somebody, title, *, file=None, address=""):
    somebody.field("What is to be seen").fill(title)
    if file:
        somebody.field("File").set_input_files(file)
    else:
        somebody.field("Address on the web").fill(address)
        somebody.field("Looked at on").fill("2026-01-05")


def test_both_stand_side_by_side_with_their_evidence(site, visitor, width, tmp_path: Path):
    promise, position, mark = site.commitment("2"), POSITIONS[width], secrets.token_hex(4)
    step = promise["milestones"][position - 1]["title"]
    list_, notes = tmp_path / "daftar.csv", tmp_path / "catatan.txt"
    list_.write_text(f"nomor,nilai\n1,250000000\n{mark},310000000\n")
    notes.write_text(f"Catatan rekaan {mark}: nama penyedia kosong.\n")

    budi = visitor("budi")
    report(budi, promise, position, "Substantial", f"Tiga perempat kontrak sudah terbit ({mark}).")
    show(budi, "Daftar kontrak", file=list_)
    budi.button("Send the report").click()
    expect(budi.page.get_by_role("status")).to_contain_text(budi.say("Your report stands on the record."))
    budi.link("Add evidence to milestone %(number)s", number=position).click()
    show(budi, "Halaman kontrak", address=f"https://kontrak.example/{mark}")
    budi.button("Add it").click()
    expect(budi.page.get_by_role("status")).to_contain_text(budi.say("The evidence stands on the record."))

    wahyu = visitor("wahyu")
    report(wahyu, promise, position, "Limited", f"Separuh baris tanpa nama penyedia ({mark}).")
    show(wahyu, "Catatan pemeriksaan", file=notes)
    wahyu.button("Send the report").click()
    expect(wahyu.page.get_by_role("status").first).to_be_visible()
    wahyu.link("Add evidence to milestone %(number)s", number=position).click()
    show(wahyu, "Unggahan warga", address=f"https://warga.example/{mark}")
    wahyu.button("Add it").click()
    expect(wahyu.page.get_by_role("status")).to_contain_text(wahyu.say("The evidence stands on the record."))

    reader = visitor().go(promise["path"])
    page = reader.page
    milestone = page.get_by_role("article").filter(has=page.get_by_role("heading", name=step))
    expect(milestone).to_contain_text(reader.say("The two sides differ"))
    government = milestone.get_by_role("group", name=reader.say("Government"))
    society = milestone.get_by_role("group", name=reader.say("Civil society"))
    for side, level, words, title in ((government, "Substantial", "Tiga perempat", "Daftar kontrak"),
                                      (society, "Limited", "Separuh baris", "Catatan pemeriksaan")):
        expect(side).to_contain_text(reader.say(level))
        expect(side).to_contain_text(words)
        expect(side.locator("time")).to_have_attribute("datetime", re.compile(rf"^{today_of(page)}"))
        kept = page.request.get(side.get_by_role("link", name=title).get_attribute("href")).body()
        expect(side.locator("code")).to_have_text(hashlib.sha256(kept).hexdigest())
        assert mark.encode() in kept
    for address in ("kontrak", "warga"):
        expect(milestone.locator(f'a[href="https://{address}.example/{mark}"]')).to_be_visible()
    assert reader.fits()
    left, right = government.bounding_box(), society.bounding_box()
    assert left and right
    assert (left["y"] == right["y"]) if width == "desk" else (left["y"] < right["y"])
    timeline = page.locator("#linimasa")
    expect(timeline.get_by_role("listitem").filter(has_text=f"({mark})")).to_have_count(2)


def today_of(page) -> str:
    """The day in the city, as the browser has it."""
    return str(page.evaluate("new Date().toLocaleDateString('en-CA', {timeZone: 'Asia/Jakarta'})"))


def test_who_edits_a_plan_assesses_nothing_and_who_monitors_edits_nothing(site, visitor):
    promise = site.commitment("2")
    eko, putri = visitor("eko").go(promise["path"]), visitor("putri").go(promise["path"])
    for somebody, closed in ((eko, "nilai"), (putri, "ubah")):
        answer = somebody.page.goto(f"{promise['path']}{closed}/")
        assert answer is not None and answer.status == 403
        expect(somebody.page.get_by_role("heading", level=1)).to_be_visible()


def test_a_report_that_says_too_little_is_given_back_with_all_that_was_typed(site, visitor):
    promise = site.commitment("2")
    budi = visitor("budi")
    report(budi, promise, 1, "Complete", "Semua terbit.")
    show(budi, "", address="https://kontrak.example/")
    budi.button("Send the report").click()
    page = budi.page
    alert = page.get_by_role("alert").first
    expect(alert).to_be_focused()
    expect(alert).to_contain_text(budi.say("Say in a few words what is to be seen there."))
    expect(budi.field("What was done, and what was not")).to_have_value("Semua terbit.")
    expect(budi.field("Address on the web")).to_have_value("https://kontrak.example/")
    expect(budi.field("What is to be seen")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("language", ["en"])
def test_wrong_bytes_are_refused_in_words(site, visitor, language, tmp_path):
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\nthis is no picture")
    budi = visitor("budi")
    report(budi, site.commitment("2"), 1, "Complete", "Foto papan terlampir.")
    show(budi, "Papan", file=picture)
    budi.button("Send the report").click()
    expect(budi.page.get_by_role("alert").first).to_be_visible()
    expect(budi.field("What was done, and what was not")).to_have_value("Foto papan terlampir.")
