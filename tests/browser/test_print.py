"""On paper: a record with its whole timeline and its proofs, an initiative with all that both sides agreed to; and
nothing of what can only be pressed."""
import re

import pytest
from playwright.sync_api import expect


def test_a_record_is_printed_whole(site, visitor):
    promise = site.commitment("2")
    somebody = visitor().go(promise["path"])
    page = somebody.page
    rows = page.locator("#linimasa").get_by_role("listitem").count()
    page.emulate_media(media="print")
    for gone in (".top-switch", ".top-panel", ".skip", ".actions", ".breadcrumb", ".comment-foot", ".foot ul",
                 ".share"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    expect(page.get_by_text(page.url, exact=True)).to_be_visible()      # where it can be read again
    for stays in ("Milestones", "Assessments", "Timeline", "Comments"):
        expect(somebody.heading(stays)).to_be_visible()
    expect(page.locator("#tonggak details .timeline").first).to_be_visible()                # folded reports lie open
    assert somebody.fits()

    page.emulate_media(media="screen")
    somebody.link("The whole timeline, for reading and printing").click()
    expect(somebody.heading("Timeline")).to_be_visible()
    page.wait_for_load_state()
    page.emulate_media(media="print")
    whole = page.locator("ol.timeline").first.get_by_role("listitem")
    assert whole.count() >= rows
    expect(whole.first.get_by_role("link").last).to_be_visible()
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") + paper.count(b"/Type/Page/") <= 8


UNSEEN = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, .prose, td, th, dd, li, blockquote)")]
  .filter(one => one.textContent.trim() && !one.closest(".actions, .breadcrumb") && !one.checkVisibility())
  .map(one => one.textContent.trim().slice(0, 60))"""


@pytest.mark.parametrize("width", ["phone"])
def test_a_dossier_comes_out_of_the_printer_complete(visitor):
    """Of the demo's initiative that has come furthest: four sheets, the pledges, the check-ins, the timeline."""
    somebody = visitor().go("/inisiatif/")
    somebody.link("Angkutan pagi untuk pelajar").first.click()
    page = somebody.page
    page.goto(f"{page.url}dossier/")
    page.emulate_media(media="print")
    for stays in ("Issue sheet", "Problem sheet", "Team and pledge", "Action plan", "Timeline"):
        expect(page.get_by_role("main").get_by_text(somebody.say(stays)).first).to_be_visible()
    assert page.evaluate(UNSEEN) == []
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF") and 2 <= len(re.findall(rb"/Type ?/Page[\n /]", paper)) <= 12


def test_a_survey_on_paper_has_no_empty_sheet(visitor):
    """The last form is followed by no page that holds the foot of the site alone; every other begins on a new one."""
    somebody = visitor().go("/survei/")
    page, title = somebody.page, re.compile("Jadwal dokter di puskesmas|When the doctor is there")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    address, sheets = page.url, {}
    for many in (1, 3):
        page.goto(f"{address}cetak/?dari=1&lembar={many}")
        sheets[many] = len(re.findall(rb"/Type ?/Page[\n /]", page.pdf(format="A4")))
    assert sheets[1] <= 2 and sheets[3] <= 3 * sheets[1]
