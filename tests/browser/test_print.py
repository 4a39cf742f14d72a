"""A record on paper: the whole timeline with its proofs, and none of what can only be pressed."""
from playwright.sync_api import expect


def test_a_record_is_printed_whole(site, visitor):
    promise = site.commitment("2")
    somebody = visitor().go(promise["path"])
    page = somebody.page
    rows = page.locator("#linimasa").get_by_role("listitem").count()
    page.emulate_media(media="print")
    for gone in (".top-switch", ".top-panel", ".skip", ".actions", ".breadcrumb", ".comment-foot", ".foot ul"):
        for one in page.locator(gone).all():
            expect(one).to_be_hidden()
    for stays in ("Milestones", "Assessments", "Timeline", "Comments"):
        expect(somebody.heading(stays)).to_be_visible()
    expect(page.locator("#tonggak details .timeline").first).to_be_visible()                # folded reports lie open
    assert somebody.fits()

    page.emulate_media(media="screen")
    somebody.link("The whole timeline, for reading and printing").click()
    expect(somebody.heading("Timeline")).to_be_visible()
    page.emulate_media(media="print")
    whole = page.locator("ol.timeline").first.get_by_role("listitem")
    assert whole.count() >= rows
    expect(whole.first.get_by_role("link").last).to_be_visible()
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") + paper.count(b"/Type/Page/") <= 8
