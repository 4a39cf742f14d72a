"""The desk of the reports in a real browser: ten cases by keyboard, many at once and taken back, an inspector without a
line, what is published is looked at first, the leader's morning on paper; each page by axe, in both languages."""
import re
import secrets

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import accessible

HERE = "/laporan/meja/"
MADE = """
import json
from pendopo.channels.reports.actions import phrases, routing, verifying
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.demo import member
from pendopo.channels.reports.models import Category
from pendopo.channels.reports.words import Entry
from pendopo.core.people.models import Organisation
from pendopo.kit.regions.models import Region
hadi, rina = member("hadi"), member("rina")
pu = Organisation.objects.get(slug="dinas-pekerjaan-umum")
road = Category.objects.get(code="jalan/jalan-rusak")
village = Region.objects.filter(level=4, pk__startswith="99.99.").first()
phrases.keep_phrase(actor=hadi, office=pu, name="Dijadwalkan MARK", text="Laporan {{kode}} kami jadwalkan pekan ini.")
codes = []
for number in range({number}):
    report = submit(actor=None, entry=Entry("Jalan MARK berlubang, telepon 0812-0000-1111, rumah Pak Tono Contoh.",
                                            "complaint", road.pk, village)).report
    report = verifying.verify(actor=rina, report=report, classification="complaint", category=road,
                              title=f"Jalan MARK {{number}}", text="Jalan berlubang.")
    report = routing.route(actor=rina, report=report, office=pu, proposed="rule")
    routing.assign(actor=hadi, report=report, person=hadi)
    codes.append(report.code)
print(json.dumps(codes))
"""


@pytest.fixture
def cases(site):
    """cases(10) puts ten reports into the queue of the roads' office; (mark in their titles, codes)."""
    def make(number):
        mark = secrets.token_hex(4)
        words = MADE.replace("{number}", str(number)).replace("{{", "{").replace("}}", "}").replace("MARK", mark)
        said = site.run("-m", "django", "shell", "-v", "0", "-c", words)
        return mark, re.findall(r"LAP-[0-9A-Z-]+", said)
    return make


def test_ten_cases_are_cleared_by_keyboard(site, visitor, cases):
    """No mouse: down to the first row, answer with a template, send, and the next one is at hand."""
    mark, codes = cases(10)
    hadi = visitor("hadi").go(f"{HERE}?q={mark}&status=masuk")
    page = hadi.page
    expect(page.locator("[data-case]")).to_have_count(10)
    page.keyboard.press("j")
    for left in range(9, -1, -1):
        expect(page.locator("[data-case].here [data-open]")).to_be_focused()
        page.keyboard.press("a")
        expect(page.get_by_role("heading", level=1)).to_have_text(hadi.say("Answer"))
        page.wait_for_load_state()              # the keys are there with the script, which comes after the words
        page.keyboard.press("Alt+1")
        page.wait_for_url(re.compile("kalimat="))
        expect(hadi.field("To the reporter")).to_be_focused()
        expect(hadi.field("To the reporter")).to_have_value(re.compile(r"LAP-\d{4}-\d{7}-\w"))
        page.keyboard.press("Control+Enter")
        page.wait_for_url(re.compile(r"/laporan/meja/\?"))
        expect(page.locator("[data-case]")).to_have_count(left)
    marks = ",".join("?" * len(codes))
    rows = site.rows(f"SELECT DISTINCT state FROM records_record WHERE code IN ({marks})", *codes)
    assert rows == [("working",)]


@pytest.mark.slow
def test_many_at_once_by_keyboard_and_taken_back(visitor, cases):
    mark, _codes = cases(3)
    hadi = visitor("hadi").go(f"{HERE}?q={mark}")
    page = hadi.page
    for key in ("j", "x", "j", "x", "b"):
        page.keyboard.press(key)
    expect(page.locator("#apa")).to_be_focused()
    expect(page.locator("input[name=laporan]:checked")).to_have_count(2)
    page.select_option("#apa", "answer")
    hadi.button("Go on").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(hadi.say("Answer all of them"))
    assert not accessible(page)
    hadi.field("What the reporters read").fill("Kami kerjakan besok, {kode}.")
    hadi.button("Answer all of them").press("Enter")
    hadi.link("Take it back").click()
    hadi.button("Take it back").click()
    hadi.go(f"{HERE}?q={mark}&status=masuk")
    expect(page.locator("[data-case]")).to_have_count(3)


@pytest.mark.slow
def test_the_help_switches_single_keys_off(visitor, cases):
    mark, _codes = cases(2)
    page = visitor("hadi").go(f"{HERE}?q={mark}").page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert not accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    for switch, rows in (("uncheck", 0), ("check", 1)):
        page.keyboard.press("?")
        getattr(page.get_by_role("dialog").get_by_role("checkbox"), switch)()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_be_hidden()
        page.keyboard.press("j")
        expect(page.locator("[data-case].here")).to_have_count(rows)


def test_an_inspector_works_without_a_line(visitor, cases):
    """The list is kept on the phone when asked, read without a line, and what was written then is sent once."""
    mark, codes = cases(1)
    hadi = visitor("hadi").go(f"{HERE}lapangan/")
    page = hadi.page
    hadi.button("Keep this list on this phone").click()
    hadi.text("This list is on this phone. What you write without a line is sent when there is one.").wait_for()
    page.context.set_offline(True)
    page.reload()
    case = page.locator(".field-case").filter(has_text=codes[0])
    expect(case).to_contain_text("Jalan berlubang.")
    assert "0000-1111" not in page.content() and "Tono" not in page.content()
    case.locator("summary").click()
    case.locator("textarea").fill(f"Lubang 2 meter, sudah diukur {mark}.")
    case.get_by_role("button").last.click()
    hadi.text("Kept on this phone. It is sent when there is a line.").or_(
        page.get_by_text(re.compile("1$"))).first.wait_for()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    hadi.text("Sent.").wait_for()
    hadi.go(f"{HERE}{codes[0]}/")
    expect(page.get_by_text(f"sudah diukur {mark}")).to_have_count(1)
    hadi.go(f"{HERE}lapangan/")
    hadi.button("Clear this phone").click()
    page.context.set_offline(True)
    with pytest.raises(Exception, match="net::ERR_"):
        page.reload()
    page.context.set_offline(False)


@pytest.mark.slow
def test_what_is_published_is_looked_at_first(visitor, cases):
    _mark, codes = cases(1)
    hadi = visitor("hadi", script=False).go(f"{HERE}{codes[0]}/terbit/")
    page = hadi.page
    expect(page.locator("mark").first).to_be_visible()
    hadi.field("Also hide these words, one in each line").fill("berlubang")
    hadi.button("Go on to the text").click()
    text = hadi.field("Text for the public").input_value()
    assert "0000-1111" not in text and "berlubang" not in text and "[telepon]" in text
    page.get_by_role("checkbox").last.check()
    hadi.button("Publish").click()
    expect(hadi.told("Published. Everybody reads it now.")).to_be_visible()


PAGES = ("", "saring/", "kalimat/", "kalimat/baru/", "absen/", "lapangan/", "?status=beres&waktu=lewat")


def test_each_page_of_the_desk_fits_and_can_be_used_by_all(visitor, cases):
    _mark, codes = cases(2)
    hadi = visitor("hadi")
    of_case = [f"{codes[0]}/", *(f"{codes[0]}/{word}/" for word in ("jawab", "beres", "bukan-kami", "luar", "terbit",
                                                                     "tugaskan"))]
    for address in (*PAGES, *of_case):
        hadi.go(HERE + address)
        assert hadi.fits(), address
        assert not accessible(hadi.page), address


@pytest.mark.slow
@pytest.mark.parametrize(("width", "language"), [("phone", "id"), ("desk", "id"), ("desk", "en")])
def test_the_leaders_morning_in_colours_and_on_paper(visitor, width, language):
    rina = visitor("rina").go(f"{HERE}pagi/")
    page = rina.page
    expect(rina.heading("This morning")).to_be_visible()
    assert rina.fits() and not accessible(page)
    assert page.locator(".scroll").evaluate("it => it.scrollWidth <= it.clientWidth"), "a column is cut"
    page.emulate_media(media="print")
    expect(page.locator(".lights-table")).to_be_visible()
    expect(page.locator(".desk-many")).to_have_count(0)
    page.emulate_media(media="screen")
    page.locator(".lights-table tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
