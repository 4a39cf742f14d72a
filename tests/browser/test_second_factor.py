"""Staff sign in with two proofs of who they are. One alone opens nothing."""
import re
import secrets

from playwright.sync_api import expect

from tests.browser.visitor import app_code, enrol

STAFF = {"phone": "fajar", "desk": "agus"}      # a code opens only once, so nobody else's story signs these two in


def test_password_alone_gives_no_role(site, visitor, width):
    """The password is right and nobody is signed in; a wrong code is refused in words; the app's code opens."""
    name = STAFF[width]
    email, password = site.person(name)
    somebody = visitor().go("/akun/masuk/")
    page = somebody.page
    somebody.field("E-mail address or telephone number").fill(email)
    somebody.field("Password").fill(password)
    somebody.button("Sign in").click()
    expect(somebody.heading("Second factor")).to_be_visible()

    elsewhere = page.context.new_page()
    elsewhere.goto("/saya/")
    expect(elsewhere.get_by_role("heading", level=1)).to_have_text(re.compile("Pengaman kedua|Second factor"))
    assert elsewhere.goto("/suara/antrean/").status == 403

    somebody.field("Code").fill("000000")
    somebody.button("Sign in").click()
    expect(page.get_by_role("alert").first).to_contain_text(somebody.say(
        "This code is not right. Please compare it once more."))
    somebody.field("Code").fill(app_code(site.secret(name)))
    somebody.button("Sign in").click()
    page.wait_for_url(lambda url: "/akun/" not in url)
    somebody.go("/akun/")
    expect(somebody.heading("Your roles")).to_be_visible()


def test_a_code_by_mail_alone_gives_no_role(site, visitor, width):
    """The same door without a password: what the mail holds is one proof, and the second is still asked for."""
    email, _password = site.person(STAFF[width])
    somebody = visitor().go("/akun/masuk/")
    somebody.field("E-mail address or telephone number").fill(email)
    somebody.button("Sign in").click()
    somebody.heading("Your code").wait_for()
    somebody.field("Code").fill(site.code(email))
    somebody.button("Confirm").click()
    expect(somebody.heading("Second factor")).to_be_visible()
    assert somebody.page.goto("/suara/antrean/").status == 403


def test_somebody_invited_has_no_role_before_the_second_factor(site, visitor, width):
    """The secretariat invites by mail; the link opens an account; every page leads to the second factor."""
    email = f"rina-{secrets.token_hex(4)}@contoh.example"
    ratna = visitor("ratna").go("/akun/lembaga/sekretariat-daerah/orang/")
    ratna.field("E-mail address").fill(email)
    ratna.field("Role").select_option(label=ratna.say("Moderator"))
    ratna.button("Send the invitation").click()
    letter = site.letters(email)[-1]
    address = re.search(r"/akun/undangan/[^/\s]+/", letter)
    assert address, letter

    rina, password = visitor().go(address[0]), secrets.token_urlsafe(12)
    rina.field("Your name").fill("Rina Contoh")
    rina.field("Password").fill(password)
    rina.button("Accept").click()
    rina.go("/suara/antrean/")
    expect(rina.heading("One more proof that it is you")).to_be_visible()
    enrol(rina, password)
    rina.go("/suara/antrean/")
    expect(rina.heading("Moderation")).to_be_visible()
