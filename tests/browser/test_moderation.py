"""A comment is hidden with a reason; its author objects; somebody else decides; everybody can read all of it."""
import re
import secrets

from playwright.sync_api import expect


def report(stranger, promise, words, rule):
    """Somebody without an account says that a comment breaks a rule."""
    stranger.go(promise["path"])
    said = stranger.page.get_by_role("article").filter(has_text=words)
    said.get_by_role("link", name=stranger.say("Report")).click()
    stranger.page.get_by_role("radio", name=stranger.say(rule), exact=True).check()
    stranger.button("Report").click()
    expect(stranger.heading("Thank you, it is reported")).to_be_visible()


def hide(moderator, words, rule, because):
    """From the queue: tick, name the rule, hide."""
    moderator.go("/suara/antrean/")
    for one in words:
        moderator.page.get_by_role("article").filter(has_text=one).get_by_role("checkbox").check()
    moderator.field("Rule that they break").select_option(label=moderator.say(rule))
    moderator.field("In your own words (everybody can read this)").fill(because)
    moderator.button("Hide").click()


def test_hidden_with_a_reason_objected_to_and_decided_by_somebody_else(site, visitor, newcomer):
    promise, mark = site.commitment("4"), secrets.token_hex(4)
    words, email = f"Kepala bidang itu bodoh dan malas, {mark}.", f"yanto-{mark}@contoh.example"
    yanto = newcomer("Yanto Contoh", email)
    yanto.says(promise["path"], words)
    report(visitor(), promise, words, "Insult")

    maya = visitor("maya")
    hide(maya, [words], "Insult", f"Menyerang orangnya, bukan pekerjaannya ({mark}).")
    expect(maya.page.get_by_role("status").first).to_contain_text(
        maya.say("%(many)d comment is hidden.", many=1) if maya.language == "en" else "1 komentar")

    reader = visitor().go(promise["path"])
    expect(reader.page.get_by_text(words)).to_have_count(0)
    expect(reader.page.get_by_text(reader.say("Hidden by moderation: %(reason)s", reason=reader.say("Insult"))).last
           ).to_be_visible()
    site.next_minute()
    assert site.letters(email, promise["title"]), "the author was not told by mail"

    yanto.go("/kabar-saya/")
    expect(yanto.page.get_by_role("article").filter(has_text=promise["title"])).to_be_visible()
    yanto.go("/suara/saya/")
    mine = yanto.page.get_by_role("article").filter(has_text=mark)
    expect(mine).to_contain_text(yanto.say("Hidden"))
    mine.get_by_role("link", name=yanto.say("Object")).click()
    expect(yanto.page.get_by_role("main")).to_contain_text(f"Menyerang orangnya, bukan pekerjaannya ({mark}).")
    yanto.field("Why should your comment be shown?").fill(f"Saya sebut pekerjaannya, bukan orangnya ({mark}).")
    yanto.button("Send the objection").click()
    expect(yanto.page.get_by_role("status").first).to_contain_text(
        yanto.say("Your objection is noted. Another moderator will decide and tell you why."))

    maya.go("/suara/antrean/?state=appealed")
    expect(maya.heading("Moderation")).to_be_visible()
    expect(maya.comment("Yanto Contoh")).to_have_count(0)                       # whoever hid it does not decide

    nina = visitor("nina").go("/suara/antrean/?state=appealed")
    nina.page.get_by_role("article").filter(has_text="Yanto Contoh").last.get_by_role("link").first.click()
    expect(nina.page.get_by_role("main")).to_contain_text(f"bukan orangnya ({mark}).")
    nina.page.get_by_role("radio", name=nina.say("Show the comment again")).check()
    nina.field("Why?").fill(f"Tajam, tetapi tentang pekerjaan ({mark}).")
    nina.button("Decide").click()
    expect(nina.page.get_by_role("status").first).to_contain_text(nina.say("Decided. The author is told."))

    reader.go(promise["path"])
    expect(reader.page.get_by_role("article").filter(has_text=words)).to_be_visible()
    reader.go("/suara/moderasi/")
    decision = reader.page.get_by_role("article").filter(has_text=f"({mark})")
    for told in (reader.say("Shown again after an objection"), reader.say("Insult"), "Menyerang orangnya", "Tajam",
                 "Forum Warga Contoh" if reader.language == "id" else "Forum"):
        expect(decision).to_contain_text(told)
    expect(decision).not_to_contain_text("bodoh")
    assert reader.fits()


def test_what_was_decided_in_one_go_is_taken_back(site, visitor):
    promise, mark = site.commitment("4"), secrets.token_hex(4)
    both = [f"Beli pulsa murah di sini {mark} satu.", f"Beli pulsa murah di sini {mark} dua."]
    author = visitor("sari")
    for words in both:
        author.says(promise["path"], words)
        report(visitor(), promise, words, "Advertising or flooding")
    maya = visitor("maya")
    hide(maya, both, "Advertising or flooding", "Iklan, dua kali.")
    reader = visitor().go(promise["path"])
    expect(reader.page.get_by_text(mark)).to_have_count(0)
    maya.button("Undo").click()
    expect(maya.page.get_by_role("status").first).to_contain_text(
        maya.say("Taken back. Everything is as it was before."))
    for words in both:
        expect(maya.page.get_by_role("article").filter(has_text=words)).to_be_visible()     # they wait again
    reader.go(promise["path"])
    for words in both:
        expect(reader.page.get_by_role("article").filter(has_text=words)).to_be_visible()


def test_a_moderator_names_the_rule(site, visitor):
    """Without a rule nothing is hidden; what was ticked is still ticked, and the sentence says what is missing."""
    promise, mark = site.commitment("4"), secrets.token_hex(4)
    words = f"Peta desa kami salah garis ({mark})."
    visitor("sari").says(promise["path"], words)
    report(visitor(), promise, words, "Beside the matter")
    maya = visitor("maya").go("/suara/antrean/")
    box = maya.page.get_by_role("article").filter(has_text=words).get_by_role("checkbox")
    box.check()
    maya.button("Hide").click()
    expect(maya.page.get_by_role("alert").first).to_contain_text(
        maya.say("Name the rule that they break: whoever wrote them has a right to know."))
    expect(box).to_be_checked()
    maya.button("Keep").click()
    expect(maya.page.get_by_role("article").filter(has_text=words)).to_have_count(0)
    log = visitor().go("/suara/moderasi/")
    expect(log.page.get_by_role("article").filter(has_text=re.compile(log.say("Kept"))).first).to_be_visible()
