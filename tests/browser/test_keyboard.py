"""From the front page to a comment that stands, without a mouse; once more by the accessibility tree alone."""
import re
import secrets
from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.visitor import sign_up

FOCUSED = """() => {
    const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
    const after = getComputedStyle(one, "::after");
    const label = one.closest("label") || document.querySelector(`label[for="${one.id}"]`);
    const seen = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return {
        name: one.outerHTML.slice(0, 160),
        outlined: seen(look) || seen(after) || (label && seen(getComputedStyle(label))),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""
TOO_FAR = 120       # presses of Tab; whoever needs more would give up


def tab_to(page: Page, role: str, name: str) -> None:
    """Presses Tab until this has the focus; wherever the focus comes by, it can be seen."""
    page.wait_for_load_state()
    wanted = page.get_by_role(role, name=name, exact=True)
    for _press in range(TOO_FAR):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["outlined"], f"no outline: {at['name']}"
        assert at["inside"], f"focus out of sight: {at['name']}"
        if any(one.evaluate("one => one === document.activeElement") for one in wanted.all()):
            return
    raise AssertionError(f"{role} {name} cannot be reached with Tab")


def test_from_search_to_a_comment_with_the_keyboard_alone(site, visitor, language):
    """Somebody signed in, who never touches a mouse: the skip link, search, the promise, the comment."""
    promise, mark = site.commitment("6"), secrets.token_hex(4)
    title = promise["title"] if language == "id" else promise["title_en"]
    sari = visitor("sari").go("/")
    page = sari.page
    page.keyboard.press("Tab")
    expect(sari.link("Skip to the content")).to_be_focused()
    expect(sari.link("Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    tab_to(page, "searchbox", sari.say("Search all records"))
    page.keyboard.type("Musrenbang")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=Musrenbang"))
    tab_to(page, "link", title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    tab_to(page, "link", sari.say("Write a comment"))
    page.keyboard.press("Enter")
    expect(sari.heading("Write a comment")).to_be_visible()
    tab_to(page, "textbox", sari.say("Your comment"))
    page.keyboard.type(f"Usulan jalan desa kami belum dijawab ({mark}).")
    tab_to(page, "button", sari.say("Send"))
    page.keyboard.press("Enter")
    expect(sari.comment(mark)).to_be_visible()


def ranks(page: Page) -> list[int]:
    """The levels of the headings in the order in which they are read."""
    return [int(rank) for rank in page.locator("h1,h2,h3,h4,h5,h6").evaluate_all(
        "all => all.filter(one => one.checkVisibility()).map(one => one.tagName[1])")]


def in_order(page: Page, title: str | re.Pattern[str]) -> None:
    """One h1, this one; no rank left out on the way down; one main, one banner, one foot, in that order."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.wait_for_load_state()      # a page that is still coming has no headings yet
    found = ranks(page)
    assert found.count(1) == 1, found
    assert all(later <= earlier + 1 for earlier, later in pairwise(found)), found
    tree = page.locator("body").aria_snapshot()
    marks = re.findall(r"^- (banner|navigation|main|complementary|contentinfo)\b", tree, re.M)
    assert marks[0] == "banner", marks
    assert marks[-1] == "contentinfo", marks
    assert marks.count("main") == 1, marks
    nameless = re.search(r"^\s*- (link|button|textbox|searchbox|combobox|img)(:| *$)", tree, re.M)
    assert not nameless, f"something has no name: {nameless}"


def test_the_accessibility_tree_alone_is_enough(site, visitor, language):
    """What a screen reader is told suffices: names, roles, order, announcements, and which field an error is about."""
    promise, mark = site.commitment("6"), secrets.token_hex(4)
    title = promise["title"] if language == "id" else promise["title_en"]
    somebody = visitor().go("/")
    page = somebody.page
    assert page.locator("html").get_attribute("lang") == language
    in_order(page, re.compile("Kabupaten Contoh"))
    page.get_by_role("main").get_by_role("searchbox").fill("Musrenbang")
    page.get_by_role("main").get_by_role("button", name=somebody.say("Search")).click()
    in_order(page, re.compile("“Musrenbang”"))
    page.get_by_role("main").get_by_role("article").get_by_role("link", name=title).click()
    in_order(page, title)
    page.get_by_role("group", name=somebody.say("Take part")).get_by_role(
        "link", name=somebody.say("Write a comment")).click()
    in_order(page, somebody.say("Write a comment"))

    page.get_by_role("button", name=somebody.say("Sign in and send")).click()
    alert = page.get_by_role("alert").first
    expect(alert).to_be_focused()                                   # announced, and the next Tab leads to the field
    expect(alert).to_contain_text(somebody.say("Write something first."))
    box = page.get_by_role("textbox", name=somebody.say("Your comment"))
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(re.compile(re.escape(somebody.say("Write something first."))))
    alert.get_by_role("link").first.click()
    expect(box).to_be_focused()
    box.fill(f"Terima kasih sudah membuka alasannya ({mark}).")
    page.get_by_role("button", name=somebody.say("Sign in and send")).click()

    in_order(page, somebody.say("Sign in"))
    page.get_by_role("link", name=somebody.say("I am new here: sign up")).click()
    in_order(page, somebody.say("Sign up"))
    sign_up(somebody, site, "Umi Contoh", f"umi-{mark}@contoh.example")
    expect(page.get_by_role("textbox", name=somebody.say("Your comment"))).to_have_value(re.compile(mark))
    in_order(page, somebody.say("Write a comment"))
    page.get_by_role("button", name=somebody.say("Send"), exact=True).click()
    expect(somebody.told("Thank you. Your comment stands on the record.")).to_be_visible()
    somebody.hears("Thank you. Your comment stands on the record.")
    said = somebody.comment(mark)
    expect(said.get_by_role("heading", name="Umi Contoh")).to_be_visible()
    in_order(page, title)


COVERED = """() => {
    const one = document.activeElement, bar = document.querySelector(".desk-many");
    if (one === document.body || bar.contains(one)) return "";
    const {top, bottom} = one.getBoundingClientRect(), lid = bar.getBoundingClientRect().top;
    const inside = bar.closest("form").contains(one);
    return inside && (bottom > lid + 2 || top < 0) ? `${one.innerText || one.type}: ${bottom} > ${lid}` : "";
}"""


def test_what_has_the_focus_is_never_under_the_bar_of_the_desk(visitor):
    """The bar for what is ticked stays at the foot of the window; whoever tabs through the list sees where they are
    (WCAG 2.2, 2.4.11)."""
    page = visitor("hadi", script=False).go("/laporan/meja/").page
    assert page.get_by_role("checkbox").count() > 8
    found = []
    for _step in range(90):
        page.keyboard.press("Tab")
        found.append(page.evaluate(COVERED))
    assert not any(found), [one for one in found if one]
