"""What a city settles for itself: on one page, or step by step at a first start."""
import io
import json
import time
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from pendopo.channels.reports.models import Category
from pendopo.core.ledger.models import Line
from pendopo.core.people.models import Organisation
from pendopo.core.places import zone
from pendopo.core.places.models import City
from pendopo.core.places.queries import SECTIONS, undone
from pendopo.core.records import kinds
from pendopo.core.records.actions import SHUT
from pendopo.core.records.models import Clock
from pendopo.gateways.sms.queries import set_up
from pendopo.kit.files.models import StoredFile
from pendopo.kit.post import connections
from pendopo.kit.post.models import Connection
from pendopo.kit.regions import actions as regions
from pendopo.kit.seal.boxes import Shut
from pendopo.kit.work.health import ATTENTION, GOOD, lines
from pendopo.web.settling.sections import SECTIONS as SHOWN
from tests.web.test_addresses import ALL
from tests.web.town import enter, office, officer, promise, resident

pytestmark = pytest.mark.django_db
PAGE = "/pengaturan/"
WHOSE = {"daerah-name": "Kabupaten Contoh", "daerah-region": "Kabupaten Contoh", "daerah-region_code": "99.99",
         "daerah-about": "Rekaan.", "daerah-contact": "halo@contoh.example"}


def prove(client, person, seconds=0):
    """Signed in; the second factor was shown so many seconds ago."""
    enter(client, person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time() - seconds}]
    session.save()


@pytest.fixture(autouse=True)
def _own_time():
    yield
    zone.tell("")


@pytest.fixture
def chief(city, client):
    """The secretariat of the city's office, just proved."""
    chief = officer(office(), role="secretariat")
    prove(client, chief)
    return chief


def step(name):
    return f"{PAGE}{name}/?langkah"


def png(width=1200, height=400):
    target = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(target, "PNG")
    return SimpleUploadedFile("lambang rahasia.png", target.getvalue(), "image/png")


# Who

def test_only_the_city_s_own_office_with_a_second_factor_shown_lately(city, client):
    assert client.get(PAGE).status_code in (302, 403)
    for person in (resident(), officer(office(), role="officer"),
                   officer(office("pu-contoh", "Dinas PU Contoh"), "Hadi Contoh", role="secretariat")):
        prove(client, person)
        assert client.get(PAGE).status_code == 403 and client.get(f"{PAGE}zona/").status_code == 403
        assert client.post(f"{PAGE}zona/", {"zona-zone": "Asia/Makassar"}).status_code == 403
    chief = officer(office(), "Ratna Contoh", role="secretariat")
    Authenticator.objects.create(user=chief, type=Authenticator.Type.TOTP, data={})
    prove(client, chief, seconds=3600)
    answer = client.get(PAGE)
    assert answer.status_code == 302 and answer["Location"] == "/akun/lagi/dua/?next=%2Fpengaturan%2F"
    assert City.objects.get().zone == ""


def test_who_was_too_slow_keeps_what_was_typed(city, client):
    prove(client, officer(office(), role="secretariat"), seconds=3600)
    page = client.post(f"{PAGE}surel/", {"surel-host": "mail.contoh.example", "surel-security": "tls",
                                         "surel-password": "rahasia sekali"}).text
    assert "mail.contoh.example" in page and "Buktikan sekali lagi" in page and "rahasia sekali" not in page
    assert not Connection.objects.exists()


def test_the_page_has_every_section_in_both_languages(chief, client):
    assert [one.name for one in SHOWN] == list(SECTIONS)
    page, english = client.get(PAGE).text, client.get("/en" + PAGE).text
    for one in SECTIONS:
        assert f'id="{one}"' in page and f'action="/pengaturan/{one}/"' in page and f'id="{one}"' in english
    assert "Pengaturan daerah" in page and "Settings of the city" in english
    assert "Pengaturan daerah" in client.get("/saya/", follow=True).text


# Section by section

def test_name_and_words_are_changed_and_the_ledger_knows(chief, client):
    before = Line.objects.count()
    answer = client.post(f"{PAGE}daerah/", WHOSE | {"daerah-name": "Kabupaten Baru"}, follow=True)
    assert answer.redirect_chain[0][0] == "/pengaturan/#daerah" and City.objects.get().name == "Kabupaten Baru"
    assert "Kabupaten Baru" in Client().get("/").text and Line.objects.count() == before + 1
    facts = json.loads(Line.objects.latest("pk").facts)
    assert facts["new"] == {"name": "Kabupaten Baru", "about": True, "about_en": True}
    client.post(f"{PAGE}daerah/", WHOSE | {"daerah-region": "99", "daerah-region_code": "99"})
    assert City.objects.get().region_id == "99"
    assert client.post(f"{PAGE}daerah/", WHOSE | {"daerah-name": ""}).status_code == 200


@pytest.mark.database
def test_a_logo_is_drawn_anew_small_and_shown_on_every_page(chief, client):
    client.post(f"{PAGE}logo/", {"logo-file": png()})
    logo = StoredFile.objects.get()
    assert logo.name == "logo.webp" and logo.size <= 8_000 and logo.width <= 288 and logo.height <= 88
    page = Client().get("/")
    assert f'<img class="logo" src="{logo.get_absolute_url()}"' in page.text
    assert logo.visibility == "public" and logo.mime == "image/webp"
    client.post(f"{PAGE}logo/", {"logo-file": png(300, 300)})
    assert StoredFile.objects.count() == 1 and StoredFile.objects.get().pk != logo.pk
    client.post(f"{PAGE}logo/", {"logo-remove": "on"})
    assert not StoredFile.objects.exists() and 'class="roof"' in Client().get("/").text


@pytest.mark.parametrize("content", [
    b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", b"GIF89a\x01\x00", b""])
def test_what_is_no_picture_for_a_logo_is_refused(chief, client, content):
    page = client.post(f"{PAGE}logo/", {"logo-file": SimpleUploadedFile("x.svg", content)})
    assert page.status_code == 200 and "class=\"error\"" in page.text and not StoredFile.objects.exists()


@pytest.mark.database
def test_the_zone_decides_what_day_it_is_and_moves_no_promise(chief, client):
    record = promise(due=datetime(2026, 12, 1, tzinfo=UTC).date())
    Clock.objects.create(record=record, name="x", started="2026-11-20", due="2026-12-01", calendar="x")
    client.post(f"{PAGE}zona/", {"zona-zone": "Asia/Jayapura"})
    assert client.post(f"{PAGE}zona/", {"zona-zone": "Europe/Paris"}).status_code == 200
    assert City.objects.get().zone == "Asia/Jayapura"
    client.get("/")
    late = datetime(2026, 11, 22, 16, tzinfo=UTC)             # one in the morning of the 23rd in Jayapura
    assert timezone.localdate(late).day == 23 and timezone.get_current_timezone_name() == "Asia/Jayapura"
    record.refresh_from_db()
    assert str(record.due) == "2026-12-01" and str(record.clocks.get(name="x").due) == "2026-12-01"


def test_the_environment_wins_and_the_page_says_so(chief, client, settings):
    settings.ZONE, settings.MAIL_URL = "Asia/Makassar", "smtp://pendopo:kunci-surel@mail.contoh.example:587?tls=1"
    page = client.get(PAGE).text
    assert "PENDOPO_ZONE" in page and "PENDOPO_MAIL" in page and "kunci-surel" not in page
    assert "mail.contoh.example:587" in page
    client.post(f"{PAGE}zona/", {"zona-zone": "Asia/Jayapura"})
    assert City.objects.get().zone == "" and "zona" in City.objects.get().steps
    assert connections.mail().url == settings.MAIL_URL


def test_the_first_page_opens_in_the_language_that_was_chosen(chief, client):
    client.post(f"{PAGE}bahasa/", {"bahasa-first": "en"})
    reader = Client()
    assert reader.get("/")["Location"] == "/en/"
    english = reader.get("/en/").text
    assert 'href="/?bahasa=id"' in english
    assert reader.get("/?bahasa=id").status_code == 200 and 'class="brand" href="/?bahasa=id"' in reader.get(
        "/tentang/").text
    client.post(f"{PAGE}bahasa/", {"bahasa-first": "id"})
    assert reader.get("/").status_code == 200 and 'class="brand" href="/"' in reader.get("/tentang/").text


def test_units_are_pasted_one_a_line(chief, client):
    names = "Dinas Contoh Satu\n\n  Dinas   Contoh Dua \nBappeda Contoh\ndinas contoh satu\n"
    parent = Organisation.objects.get(slug="bappeda-contoh")
    page = client.post(f"{PAGE}lembaga/", {"lembaga-names": names, "lembaga-parent": parent.pk}).text
    assert "Sebutkan peraturannya" in page and "Dinas   Contoh Dua" in page
    page = client.post(f"{PAGE}lembaga/", {"lembaga-names": names, "lembaga-parent": parent.pk,
                                           "lembaga-source": "Perda Contoh 1/2025"}, follow=True).text
    assert "2 unit dicatat. 1 sudah ada." in page
    assert set(Organisation.objects.filter(parent=parent).values_list("name", flat=True)) == {
        "Dinas Contoh Satu", "Dinas Contoh Dua"}


def test_units_belong_to_offices_of_this_city(chief, client):
    """Not to one that a plan of another place names: the page counts those of this city alone."""
    far = Organisation.objects.create(slug="far", name="Department of Water", side="government", state="confirmed",
                                      elsewhere=True)
    page = client.get(f"{PAGE}lembaga/").text
    assert "Bappeda Contoh" in page and "Department of Water" not in page
    client.post(f"{PAGE}lembaga/", {"lembaga-names": "Dinas Contoh Satu", "lembaga-parent": far.pk,
                                    "lembaga-source": "Perda Contoh 1/2025"})
    assert not Organisation.objects.filter(parent=far).exists()


def test_a_closed_channel_takes_nothing_new_and_everything_in_it_can_be_read(chief, client):
    record = promise()
    open_ones = [kind.name for kind in kinds.rooms() if kind.name != "reports"]
    client.post(f"{PAGE}kanal/", {"kanal-open": open_ones})
    reader = Client()
    closed = reader.get("/laporan/lapor/")
    assert closed.status_code == 403 and "ditutup di sini" in closed.text and "halo@contoh.example" in closed.text
    assert reader.get("/laporan/").status_code == 200 and "Laporkan" not in reader.get("/").text
    assert reader.get(record.get_absolute_url()).status_code == 200
    client.post(f"{PAGE}kanal/", {"kanal-open": ["reports"]})
    with pytest.raises(ValueError, match=str(SHUT)):
        promise("Janji baru")
    client.post(f"{PAGE}kanal/", {"kanal-open": [kind.name for kind in kinds.rooms()]})
    assert City.objects.get().closed == [] and reader.get("/laporan/lapor/").status_code == 200


def test_every_address_where_something_begins_is_there():
    """A name that no address has would close nothing."""
    assert {name for kind in kinds.all() for name in kind.entries} <= set(ALL)


@pytest.mark.parametrize(("address", "said"), [
    ("//tiles.example/{z}/{x}/{y}.png", "https://"), ("http://tiles.example/{z}/{x}/{y}.png", "https://"),
    ("/ubin/{z}/{x}.png", "{y}"), ("https://tiles.example/{z}/{x}/{y}.png; script-src *", "spasi")])
def test_tiles_of_an_odd_address_are_not_taken(chief, client, address, said):
    page = client.post(f"{PAGE}peta/", {"peta-tiles": address})
    assert page.status_code == 200 and said in page.text and City.objects.get().tiles == ""


def test_only_the_named_host_of_the_map_may_be_asked(chief, client):
    assert "https:" not in Client().get("/peta/")["Content-Security-Policy"]
    client.post(f"{PAGE}peta/", {"peta-tiles": "/ubin/{z}/{x}/{y}.png"})
    assert "/ubin/{z}" in Client().get("/peta/").text
    assert "https:" not in Client().get("/peta/")["Content-Security-Policy"]
    page = client.post(f"{PAGE}peta/", {"peta-tiles": "https://ubin.contoh.example/{z}/{x}/{y}.png"}, follow=True).text
    assert "ubin.contoh.example" in page and "siapa membuka tempat mana" in page
    assert "ubin.contoh.example" in Client().get("/privasi/").text
    for _again in range(2):                                  # the second is served from memory
        policy = Client().get("/peta/")["Content-Security-Policy"]
        assert "img-src https://ubin.contoh.example 'self' data:;" in policy and policy.count("https:") == 1


MAIL = {"surel-host": "mail.contoh.example", "surel-security": "tls", "surel-user": "pendopo",
        "surel-password": "kata:sandi@panjang", "surel-sender": "pendopo@contoh.example"}


@pytest.mark.database
def test_the_way_of_mail_is_sealed_and_never_shown_again(chief, client):
    client.post(f"{PAGE}surel/", MAIL)
    url = "smtp://pendopo:kata%3Asandi%40panjang@mail.contoh.example:587?tls=1"
    assert connections.mail() == (url, "pendopo@contoh.example")
    row = Connection.objects.get()
    assert b"panjang" not in bytes(row.body) and b"contoh" not in bytes(row.body)
    page = client.get(PAGE).text
    assert "panjang" not in page and "mail.contoh.example:587" in page
    client.post(f"{PAGE}surel/", MAIL | {"surel-password": "", "surel-user": "pendopo2"})
    assert "pendopo2:kata%3Asandi%40panjang@" in connections.mail().url
    client.post(f"{PAGE}surel/", MAIL | {"surel-password": "", "surel-host": "lain.contoh.example"})
    assert connections.mail().url == "smtp://pendopo@lain.contoh.example:587?tls=1", "no other server is told it"
    client.post(f"{PAGE}surel/", {"surel-host": "", "surel-security": "tls"})
    assert connections.mail().url == "" and not Connection.objects.exists()


def test_who_lost_the_key_file_types_it_in_once_more(chief, client, settings, tmp_path):
    client.post(f"{PAGE}surel/", MAIL)
    Connection.objects.update(body=b"\0" * 64)
    with pytest.raises(Shut):
        connections.mail()                                   # letters wait, none is thrown into a file
    assert client.get(PAGE).status_code == 200
    told = next(line for line in lines() if line.name == "mail")
    assert "Shut" not in told.says and told.state == GOOD, "it is named; letters that wait are counted there"
    client.post(f"{PAGE}surel/", MAIL)
    assert connections.mail().sender == "pendopo@contoh.example"


def test_an_open_line_to_another_machine_is_not_taken(chief, client):
    page = client.post(f"{PAGE}surel/", MAIL | {"surel-security": "plain"})
    assert page.status_code == 200 and "Jalur terbuka" in page.text and not Connection.objects.exists()
    page = client.post(f"{PAGE}sms/", {"sms-shape": "kannel", "sms-address": "http://sms.contoh.example/kirim"})
    assert page.status_code == 200 and not Connection.objects.exists()


def test_a_letter_to_try_goes_the_real_way_and_the_real_answer_is_shown(chief, client, settings, tmp_path):
    settings.HOME = tmp_path
    (tmp_path / "mail").mkdir()
    page = client.post(f"{PAGE}surel/", {"try": "1"}, follow=True).text
    assert "home/mail" in page and chief.email in (next((tmp_path / "mail").glob("*.eml"))).read_text()
    client.post(f"{PAGE}surel/", {"surel-host": "127.0.0.1", "surel-port": "1", "surel-security": "plain"})
    page = client.post(f"{PAGE}surel/", {"try": "1"}, follow=True).text
    assert "Tidak terkirim" in page and "ConnectionRefusedError" in page


def test_sms_are_set_and_tried(chief, client):
    client.post(f"{PAGE}sms/", {"sms-shape": "kannel", "sms-address": "http://127.0.0.1:1/kirim", "sms-user": "kota",
                                "sms-password": "rahasia", "sms-sender": "1708", "sms-secret": "x" * 20})
    assert connections.sms() == ("kannel+http://kota:rahasia@127.0.0.1:1/kirim?from=1708", "x" * 20)
    client.post(f"{PAGE}sms/", {"sms-shape": "kannel", "sms-address": "http://127.0.0.1:2/kirim", "sms-user": "kota"})
    assert connections.sms() == ("kannel+http://kota@127.0.0.1:2/kirim", "x" * 20), "another gateway is not told it"
    page = client.post(f"{PAGE}sms/", {"try": "1", "number": "0812-0000-1111"}, follow=True).text
    before = bytes(Connection.objects.get(pk="sms").body)
    Connection.objects.filter(pk="sms").update(body=b"\0" * 64)
    assert set_up(), "the page of the gates opens while the seal does not"
    Connection.objects.filter(pk="sms").update(body=before)
    assert "Tidak terkirim" in page
    assert "bukan nomor" in client.post(f"{PAGE}sms/", {"try": "1", "number": "abc"}, follow=True).text


# The first start

@pytest.mark.database
def test_a_first_start_leads_through_all_steps_and_can_be_left(client):
    regions.load_demo()
    chief = officer(office(), role="secretariat")
    prove(client, chief)
    answer = client.get("/saya/", follow=True)
    assert answer.redirect_chain[-1][0] == step("daerah")
    assert "Langkah 1 dari 9" in answer.text
    assert client.get("/saya/").status_code == 200           # once in a session
    assert client.get(step("zona"))["Location"] == step("daerah")
    assert next(line for line in lines() if line.name == "set-up").state == ATTENTION

    assert client.post(step("daerah"), WHOSE)["Location"] == step("logo")
    whose = City.objects.get()
    assert whose.office == office() and whose.name == "Kabupaten Contoh" and undone(whose) == list(SECTIONS[1:])
    assert Category.objects.filter(code="jalan/jalan-rusak").exists()        # whoever reports can say what about
    assert client.post(PAGE + "daerah/", WHOSE).status_code == 302           # said again, nothing begins again
    assert Line.objects.filter(facts__contains="reports.load_categories").count() == 1
    page = client.get(step("logo")).text
    assert f'href="{step("zona")}"'.replace("&", "&amp;") in page and "Nanti saja" in page
    assert client.get("/pengaturan/mulai/")["Location"] == step("logo")      # it goes on where it was left
    for name, words in {"zona": {"zona-zone": "Asia/Jakarta"}, "bahasa": {"bahasa-first": "id"}, "lembaga": {},
                        "kanal": {"kanal-open": [kind.name for kind in kinds.rooms()]}, "peta": {},
                        "surel": {"surel-security": "tls"}, "sms": {"sms-shape": "kannel"}}.items():
        last = client.post(step(name), words)
    assert last["Location"] == step("logo")                  # what was left for later
    assert client.post(step("logo"), {})["Location"] == PAGE
    assert undone(City.objects.get()) == []
    assert next(line for line in lines() if line.name == "set-up").state == GOOD
    assert City.objects.get().closed == [] and not Connection.objects.exists()
