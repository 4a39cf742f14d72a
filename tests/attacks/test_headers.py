"""What stands around a page: headers, cookies, tokens, hosts, ways out; and what a stranger may not do with them."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from pendopo.core.people.attempts import COOKIE
from pendopo.core.records.models import Record
from pendopo.core.voices.models import Comment
from pendopo.kit.files.actions import keep, store
from pendopo.kit.files.checks import accept
from pendopo.kit.post.models import Letter
from tests.attacks.corners import PASSWORD, public
from tests.attacks.pages import Reader
from tests.attacks.town import RECEIPT, VISITOR, Town
from tests.attacks.typed import picture
from tests.attacks.walk import in_english, names_in, patterns, view_of
from tests.test_house import every_pattern

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
EVIL = ["https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "http:evil.example", "13",
        "https:///evil.example", "javascript:alert(1)", "data:text/html,x", "https://testserver@evil.example/",
        "\t//evil.example",
        "/%0d%0aSet-Cookie:x=y", "/\r\nSet-Cookie: x=y", "https://[::1", "//testserver.evil.example/"]
CLICK = {"notices:stop", "reports:contact_stop"}
# One click in a mail program (RFC 8058): the signed link itself is the proof.
GUARDED = {"reports:case_act", "reports:enter", "reports:own_act", "reports:type_in", "reports:visit"}
# These ask for the token themselves, after they have said where files may lie.
MACHINES = {"lapor:back", "lapor-en:back", "open311:requests", "open311:updates", "sms:in", "sms:kannel",
            "sms:rapidpro", "sms:whatsapp"}         # a key or a signature in each request


@pytest.fixture
def write() -> str:
    """The form for a comment on the newest promise of the city."""
    return reverse("voices:write", args=[public()[0].code])


def kept(content: bytes, name: str) -> str:
    """The address of a public file."""
    file = store(kept=keep(checked=accept(SimpleUploadedFile(name, content))), visibility="public")
    return file.get_absolute_url()


@pytest.fixture(scope="module")
def kinds(town: Town) -> dict[str, tuple[str, int]]:
    """One answer of each kind: address and status."""
    record = public()[0]
    return {
        "page": ("/", 200), "page in English": ("/en/", 200), "form": ("/akun/masuk/", 200),
        "redirect": ("/akun/", 302),
        "slash added": ("/akun", 301), "not found": ("/tidak-ada/", 404),
        "nowhere": ("/rencana-aksi/RA-2026-0001-Z/", 404),
        "method": ("/suara/moderasi/", 405), "gone": ("/akun/undangan/x/", 410), "JSON": ("/umpan/records.json", 200),
        "Atom": ("/umpan/atom.xml", 200), "GeoJSON": ("/peta/titik.json", 200), "CSV": ("/cari/unduh.csv", 200),
        "calendar": ("/kalender.ics", 200),
        "picture": (kept(picture(), "foto.png"), 200), "text": (kept(b"Catatan rekaan.\n", "catatan.txt"), 200),
        "PDF": (kept(b"%PDF-1.4\ntrailer<</Root 1 0 R>>\n%%EOF\n", "surat.pdf"), 200),
        "no file": ("/berkas/" + "0" * 64 + "/x.png", 404), "style": ("/static/ui/pendopo.css", 200),
        "script": ("/static/ui/menu.js", 200),
        "drawing": ("/static/ui/pendopo.svg", 200), "no style": ("/static/tidak-ada.css", 404),
        "checkpoint": ("/ledger/checkpoint", 200),
        "rows": ("/ledger/rows/0.jsonl", 200), "program": ("/ledger/verifier.py", 200), "robots": ("/robots.txt", 200),
        "map of the site": ("/sitemap.xml", 200), "manifest": ("/manifest.webmanifest", 200),
        "record": (record.get_absolute_url(), 200)}


def test_every_kind_of_answer_is_shut(town: Town, kinds: dict[str, tuple[str, int]]) -> None:
    client = town.enter(VISITOR)
    for name, (address, status) in kinds.items():
        answer = client.post(address) if status == 405 else client.get(address)
        assert answer.status_code == status, (name, address, answer.status_code, town.why())
        shut(answer, name)
        answer.close()


def shut(answer: Any, name: str) -> None:
    policy = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split(";")
              if part.strip()}
    assert policy["default-src"] == ["'none'"], name
    assert policy["frame-ancestors"] == ["'none'"], name
    assert policy.get("script-src", ["'self'"]) == ["'self'"], name
    assert policy.get("style-src", ["'self'"]) == ["'self'"], name
    assert not [source for sources in policy.values() for source in sources
                if "*" in source or source.startswith(("http", "'unsafe", "'nonce"))], name
    if answer.get("Content-Type", "").startswith("text/html"):
        assert policy["base-uri"] == ["'none'"] and policy["form-action"] == ["'self'"], name
    assert answer["X-Content-Type-Options"] == "nosniff", name
    assert answer["X-Frame-Options"] == "DENY", name
    assert answer["Referrer-Policy"] == "same-origin", name
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin", name
    assert "camera=()" in answer["Permissions-Policy"], name
    assert "Server" not in answer and "X-Powered-By" not in answer, name


@pytest.mark.skipif(settings.DATABASES["default"]["ENGINE"] != "pendopo.kit.sqlite",
                    reason="a table is taken away and put back")
def test_our_own_fault_is_shut_too_and_said_in_both_languages(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE places_city RENAME TO places_away")
    try:
        answers = [town.enter(VISITOR).get(address) for address in ("/", "/en/")]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE places_away RENAME TO places_city")
    assert "places_city" in town.why()
    for answer, language in zip(answers, ("id", "en"), strict=True):
        assert answer.status_code == 500 and Reader(answer.content.decode()).language == language
        assert "places_city" not in answer.content.decode() and "Traceback" not in answer.content.decode()
        shut(answer, "broken")


INLINE = re.compile(r"<style|<script(?![^>]*(?:\ssrc=|type=.application/json))|<[^>]+\s(?:on\w+|style)\s*="
                    r"|href=[\"']?\s*javascript:", re.IGNORECASE)
FOREIGN = re.compile(r"<(?:script|img|link|iframe|source|video|audio|object|embed|form)\b[^>]*"
                     r"\s(?:src|href|action|data|srcset)=[\"']?"
                     r"(?:https?:)?//(?!testserver|localhost)", re.IGNORECASE)


@pytest.mark.parametrize("role", [VISITOR, "maya"])
def test_no_page_holds_script_style_or_anything_of_a_third_party(town: Town, role: str) -> None:
    client = town.enter(role)
    seen = 0
    for address, status in town.seen_by(role).addresses.items():
        answer = client.get(address) if status == 200 else None
        if answer is not None and not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
            text = answer.content.decode()
            seen += 1
            assert not INLINE.search(text), (address, INLINE.search(text))
            assert not FOREIGN.search(text), (address, FOREIGN.search(text))
            if role == VISITOR:
                anonymous(answer, text, address)
        if answer is not None:
            answer.close()
    assert seen > 40


def anonymous(answer: Any, text: str, address: str) -> None:
    """A visitor's page carries no cookie, token or nonce; only a page that is a form does, and it says so to caches."""
    sends = any(form.method == "post" for form in Reader(text, address).forms)
    if not sends:
        assert not answer.cookies, (address, answer.cookies)
        assert "csrfmiddlewaretoken" not in text and "nonce=" not in text, address
    elif answer.cookies:
        assert set(answer.cookies) <= {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME}, address
        assert "Cookie" in answer["Vary"] or "no-store" in answer.get("Cache-Control", ""), address


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_out_of_reach(town: Town, secure: bool, write: str) -> None:
    """No script reads them, no other site sends them; over TLS they never go without it."""
    town.again()
    with override_settings(SESSION_COOKIE_SECURE=secure, CSRF_COOKIE_SECURE=secure):
        client = Client()
        given: dict[str, Any] = {}
        for answer in (client.get("/akun/masuk/"), client.post(write, {"text": "Belum masuk, sudah menulis."}),
                       client.post("/akun/masuk/", {"login": "sari@contoh.example", "password": PASSWORD}),
                       client.post("/akun/bahasa/", {"language": "en"}),
                       client.post("/akun/tanda-terima/", {"code": town.corners.receipt})):
            given |= {name: morsel for name, morsel in answer.cookies.items() if morsel.value}
    assert {settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, settings.RECEIPT_COOKIE_NAME, "messages",
            COOKIE} <= set(given)
    for name, morsel in given.items():
        assert morsel["httponly"], name
        assert morsel["samesite"] in ("Lax", "Strict"), name
        assert bool(morsel["secure"]) is secure, name
        assert not morsel["domain"], name


def test_over_tls_everything_says_so(tmp_path: Path) -> None:
    """PENDOPO_HTTPS=1 turns all of it on at once."""
    ask = ("import json, django; django.setup(); from django.conf import settings as s; "
           "from pendopo.web.safety import HEADERS; print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
           "HEADERS['Strict-Transport-Security'], s.SITE, s.ALLOWED_HOSTS, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN, "
           "s.DEBUG]))")
    env = {**os.environ, "PENDOPO_HTTPS": "1", "PENDOPO_HOST": "pendopo.contoh.example", "PENDOPO_HOME": str(tmp_path),
           "DATABASE_URL": "",
           "DJANGO_SETTINGS_MODULE": "pendopo.conf.settings", "PYTHONPATH": str(ROOT / "src")}
    told = json.loads(subprocess.run([sys.executable, "-c", ask], env=env, check=True, capture_output=True,
                                     timeout=60).stdout)
    assert told == [True, True, "max-age=31536000; includeSubDomains", "https://pendopo.contoh.example",
                    ["pendopo.contoh.example"], False, False]


# Tokens

def test_a_form_from_elsewhere_changes_nothing_and_loses_nothing(town: Town, write: str) -> None:
    town.again()
    before = Comment.objects.count()
    for address, language in ((write, "id"), (in_english(write), "en")):
        client = town.enter("sari", enforce_csrf_checks=True)
        client.get(address)
        for more in ({}, {"csrfmiddlewaretoken": "x" * 64}):
            answer = client.post(address, {"text": "Kalimat yang panjang dan berharga.", "password": "rahasia-q7x",
                                           **more})
            text = answer.content.decode()
            assert answer.status_code == 403 and Reader(text).language == language
            assert "Kalimat yang panjang dan berharga." in text and "rahasia-q7x" not in text
            shut(answer, "stale form")
    assert Comment.objects.count() == before


def test_a_right_token_from_a_wrong_site_is_refused(town: Town, write: str) -> None:
    town.again()
    client = town.enter("sari", enforce_csrf_checks=True)
    token = next(field.value for form in Reader(client.get(write).content.decode()).forms for field in form.fields
                 if field.name == "csrfmiddlewaretoken")
    typed = {"text": "Kalimat saya.", "csrfmiddlewaretoken": token}
    assert client.post(write, typed, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post(write, typed, headers={"origin": "null"}).status_code == 403
    assert client.post(write, typed, headers={"origin": "http://testserver"}).status_code == 302


def test_who_needs_no_token_is_known_by_name() -> None:
    found = {name for name, pattern in every_pattern(get_resolver().url_patterns)
             if getattr(pattern.callback, "csrf_exempt", False)}
    assert found == CLICK | GUARDED | MACHINES


def test_who_asks_for_the_token_itself_does_ask(town: Town) -> None:
    """And a program without a key or a signature gets no further than a person without a token."""
    report = Record.objects.filter(kind="reports").latest("pk").code
    given: dict[str, Any] = {"code": report, "word": "begin", "form": "json"}
    for name in sorted(GUARDED | MACHINES):
        route = dict(patterns())[name]
        address = reverse(name, kwargs={word: given[word] for word in names_in(route)})
        for role in (VISITOR, "sari", "hadi"):
            answer = town.enter(role, enforce_csrf_checks=True).post(address, {"text": "Dari tempat lain."})
            assert 400 <= answer.status_code < 500, (role, name, answer.status_code, town.why())
            assert name in MACHINES or answer.status_code in (403, 404), (role, name, answer.status_code)


def test_one_click_ends_the_mail_and_nothing_else(town: Town) -> None:
    """The addresses without a token: a GET changes nothing, a wrong link is nobody's."""
    for name in sorted(CLICK):
        town.again()
        address = next(one for one in town.corners.addresses if view_of(one) == name)
        link = next(part for part in address.split("/") if ":" in part)
        client = Client(enforce_csrf_checks=True)
        assert client.get(address).status_code == 200
        wrong = address.replace(link, f"{link[:-1]}{'x' if link[-1] != 'x' else 'y'}")
        assert client.post(wrong, {"List-Unsubscribe": "One-Click"}).status_code == 404
        answer = client.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and not answer.cookies
    town.again()


# Hosts and ways out

@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example",
                                  "evil.example:443", "a" * 300, "te st", "[::1"])
def test_a_wrong_host_gets_no_page_of_ours(town: Town, host: str) -> None:
    """Nor is anything kept under it for the next visitor."""
    client = town.enter(VISITOR)
    for address in ("/", "/akun/masuk/", "/buku-besar/", "/umpan/atom.xml"):
        answer = client.get(address, headers={"host": host})
        assert answer.status_code == 400 and "evil.example" not in answer.content.decode(), (address, town.why())
        assert "evil.example" not in client.get(address).content.decode()


def test_letters_name_our_own_host_whatever_the_request_says(town: Town) -> None:
    town.again()
    client = town.enter("joko", headers={"x-forwarded-host": "evil.example", "forwarded": "host=evil.example",
                                         "x-host": "evil.example"})
    client.post(reverse("people:staff", args=["forum-warga"]),
                {"email": "undangan@contoh.example", "role": "member", "until": ""})
    Client(headers={"x-forwarded-host": "evil.example"}).post("/akun/masuk/",
                                                              {"login": "lestari@contoh.example", "password": ""})
    letters = Letter.objects.filter(to__in=["undangan@contoh.example", "lestari@contoh.example"])
    assert {letter.to for letter in letters} == {"undangan@contoh.example", "lestari@contoh.example"}
    assert not [letter for letter in letters if "evil.example" in letter.subject + letter.text + letter.html]
    town.again()


WAYS_OUT: list[tuple[str, str, str,
                     dict[str, str]]] = [       # role, address, name of the word, what is sent ({} is a GET)
    (VISITOR, "/akun/masuk/", "next", {"login": "sari@contoh.example", "password": PASSWORD}),
    ("sari", "/akun/keluar/", "next", {"yes": "1"}),
    ("sari", "/akun/masuk/", "next", {}),
    ("maya", "/akun/faktor-kedua/", "next", {}),
    ("budi-one-factor", "/akun/lagi/", "next", {"password": PASSWORD}),
    (VISITOR, "/wilayah/cari", "ke", {}),
]


@pytest.mark.parametrize(("role", "address", "word", "typed"), WAYS_OUT)
def test_nobody_is_led_away(town: Town, role: str, address: str, word: str, typed: dict[str, str]) -> None:
    for way in EVIL:
        town.again()
        client = town.enter(role)
        for body, asked in (({word: way, **typed}, {}), (typed, {word: way})):
            answer = client.post(address, body, query_params=asked) if typed else client.get(address, {word: way})
            assert answer.status_code < 500, (way, town.why())
            goal = answer.get("Location", "/")
            assert re.match(r"/(?![/\\])|[^/\\:]*$", goal), (way, goal)
            assert "\r" not in goal and "\n" not in goal and "x" not in answer.cookies
            if answer.status_code == 200:
                links = Reader(answer.content.decode(), address).links
                assert not [link for link in links if re.match(r"(?:https?:)?[/\\]*evil\.example", link.strip())], way
    town.again()


TRAVERSALS = ["/ledger/tile/../../keys/ledger", "/ledger/tile/..%2f..%2fkeys%2fledger",
              "/ledger/tile/%2e%2e/%2e%2e/keys/ledger",
              "/ledger/tile/0/../../../keys/ledger", "/ledger/tile//etc/passwd", "/ledger/tile/0/000/../../checkpoint",
              "/ledger/../keys/ledger",
              "/static/../keys/ledger", "/static/%2e%2e/keys/secret", "/static/..%2f..%2f..%2fetc/passwd",
              "/static//etc/passwd",
              "/berkas/../keys/ledger", "/berkas/%2e%2e/%2e%2e/etc/passwd",
              "/berkas/" + "0" * 64 + "/..%2f..%2fkeys%2fledger",
              "/en/umpan/../../ledger/x", "/surat-keluar/1/", "/surat-keluar/", "/.git/config", "/home/keys/secret",
              "/.env"]


def test_no_path_leads_out_of_its_folder(town: Town) -> None:
    key = (Path(settings.KEYS_ROOT) / "ledger").read_text()
    for path in TRAVERSALS:
        for role in (VISITOR, "agus"):
            answer = town.enter(role).get(path)
            data = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
            answer.close()
            assert answer.status_code in (400, 404), (path, answer.status_code)
            assert key.encode() not in data and b"root:" not in data


def test_no_line_break_reaches_a_header(town: Town) -> None:
    """File names, searches, addresses: what is typed stays inside its own header."""
    town.again()
    file = kept(b"Catatan.\n", "catatan\r\nX-Injected: 1.txt")
    client = town.enter(VISITOR)
    for address in (file, "/cari/?q=a%0d%0aX-Injected:%201", "/umpan/atom.xml?q=%0d%0aX-Injected:1",
                    "/akun?%0d%0aX-Injected:1", "/tidak-ada%0d%0aX-Injected:1/",
                    "/en/akun/masuk/?next=/%0d%0aX-Injected:1", "/cari/unduh.csv?q=%0d%0aX-Injected:1",
                    "/wilayah/cari?q=%0a&ke=/%0d%0aX-Injected:1"):
        answer = client.get(address)
        assert answer.status_code < 500, (address, town.why())
        assert "X-Injected" not in answer and not [value for value in answer.headers.values() if "\n" in value
                                                   or "\r" in value]
        answer.close()


# The cache of whole pages

def test_a_kept_page_never_shows_who_was_here_before(town: Town) -> None:
    """The same memory serves a member of staff, a guest with a receipt and a visitor, in every order."""
    client = town.enter("maya")
    theirs = dict(client.cookies)
    path = public()[0].get_absolute_url()
    for address in ("/", path, "/cari/?q=sekolah", "/en/"):
        client.cookies.clear()
        first = client.get(address).content
        client.cookies.load({name: morsel.value for name, morsel in theirs.items()})
        signed = client.get(address)
        assert b"Maya Contoh" in signed.content and "Cookie" in signed["Vary"]
        client.cookies.clear()
        again = client.get(address)
        assert again.content == first and b"Maya Contoh" not in again.content
        assert client.get(address, headers={"if-none-match": again["ETag"]}).status_code == 304
        assert client.get(address, headers={"if-none-match": again["ETag"],
                                            "cookie": f"{settings.SESSION_COOKIE_NAME}=x"}).status_code == 200


@pytest.mark.parametrize("role", ["sari", "maya", RECEIPT])
def test_a_page_for_one_person_is_kept_by_nobody_else(town: Town, role: str) -> None:
    client = town.enter(role)
    for address in ("/", "/saya/", "/akun/", "/akun/data/", "/kabar-saya/", "/suara/saya/",
                    public()[0].get_absolute_url()):
        answer = client.get(address)
        keeping = answer.get("Cache-Control", "")
        assert "public" not in keeping and ("Cookie" in answer.get("Vary", "") or "no-store" in keeping
                                            or "private" in keeping), address
