"""Signing up and in: one address and a code; staff with two proofs; nobody learns who has an account."""
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from pendopo.core.people.actions.persons import forget_unproved, sign_up
from pendopo.core.people.adapters import TOO_OFTEN
from pendopo.core.people.jobs import UNPROVED
from pendopo.core.people.models import Person
from pendopo.core.people.second_factor import SecondFactor
from pendopo.kit.post.models import Letter
from tests.core.people.conftest import (
    PASSWORD,
    app_code,
    code_to,
    letter_to,
    member,
    organisation,
    person,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db
ADDRESS = "sari@contoh.example"


def begin(client: Client, email: str = ADDRESS, name: str = "Sari Contoh") -> None:
    answer = client.post(reverse("account_signup"), {"email": email, "name": name})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == reverse("account_email_verification_sent")


def confirm(client: Client, code: str):
    return client.post(reverse("account_email_verification_sent"), {"code": code})


def test_an_address_and_a_code_are_enough(client):
    begin(client)
    assert Person.objects.get(email=ADDRESS).sort == "new"
    answer = confirm(client, code_to(ADDRESS))
    assert answer.status_code == 302
    sari = Person.objects.get(email=ADDRESS)
    assert (sari.sort, sari.name, sari.has_usable_password()) == ("citizen", "Sari Contoh", False)
    assert client.get(reverse("people:account")).status_code == 200


def test_the_name_may_stay_empty(client):
    begin(client, name="")
    confirm(client, code_to(ADDRESS))
    assert Person.objects.get(email=ADDRESS).shown in ("A resident", "Warga")


def test_a_wrong_code_says_so_and_three_end_the_attempt(client):
    begin(client)
    page = confirm(client, "0000-0000").content.decode()
    assert 'value="0000-0000"' in page and "data-focus" in page
    confirm(client, "0000-0000")
    assert confirm(client, "0000-0000").status_code == 302
    assert confirm(client, code_to(ADDRESS)).status_code == 302       # too late: back to the beginning
    assert not EmailAddress.objects.filter(email=ADDRESS, verified=True).exists()


def test_an_address_nobody_proved_is_free_for_its_owner(client):
    """A stranger typed it first and set what they could; whoever reads its mail gets a clean account."""
    stranger = Client()
    begin(stranger, name="Bukan Sari")
    begin(client, name="Sari Contoh")
    confirm(client, code_to(ADDRESS))
    assert Person.objects.get(email=ADDRESS).name == "Sari Contoh"
    assert confirm(stranger, "0000-0000").status_code in (200, 302)
    assert Person.objects.filter(email=ADDRESS).count() == 1


def test_signing_up_twice_tells_the_owner_and_nobody_else(client):
    person()
    begin(client, email="baru@contoh.example")
    known = Client()
    begin(known)                                    # the same answer for an address that has an account
    assert "?" not in known.get(reverse("account_email_verification_sent"))["Content-Type"]
    assert "http" in letter_to(ADDRESS) and reverse("account_reset_password") in letter_to(ADDRESS)


def test_a_code_signs_in(client):
    person()
    answer = client.post(reverse("account_login"), {"login": ADDRESS, "password": ""})
    assert answer["Location"].startswith(reverse("account_confirm_login_code"))
    client.post(reverse("account_confirm_login_code"), {"code": code_to(ADDRESS)})
    assert client.get(reverse("people:account")).status_code == 200


def test_an_unknown_address_gets_the_same_page(client):
    answer = client.post(reverse("account_login"), {"login": "siapa@contoh.example", "password": ""})
    assert answer["Location"].startswith(reverse("account_confirm_login_code"))
    assert client.get(answer["Location"]).status_code == 200


def test_a_wrong_password_says_the_same_for_everybody(client):
    with_password(person())
    pages = [client.post(reverse("account_login"), {"login": login, "password": "salah sekali ini"}).content.decode()
             for login in (ADDRESS, "siapa@contoh.example")]
    assert pages[0].replace(ADDRESS, "").count("data-focus") == 1
    assert strip(pages[0]).replace(ADDRESS, "x") == strip(pages[1]).replace("siapa@contoh.example", "x")


def strip(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_a_nik_opens_nothing(client):
    page = client.post(reverse("account_login"), {"login": "3522010101900001", "password": "x"}).content.decode()
    assert "NIK" in page and 'value="3522010101900001"' in page


def test_a_telephone_number_is_enough(client):
    answer = client.post(reverse("account_signup_by_phone"), {"phone": "0812 3456 7890", "name": ""})
    assert answer["Location"] == reverse("account_verify_phone"), answer.content.decode()
    assert Person.objects.get(sort="new").phone is None
    assert Letter.objects.get().channel == "sms"
    client.post(reverse("account_verify_phone"), {"code": code_to("+6281234567890")})
    one = Person.objects.get(phone="+6281234567890")
    assert (one.sort, one.email, one.phone_asked) == ("citizen", None, "")
    assert client.get(reverse("people:account")).status_code == 200
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": "+62 812-3456-7890", "password": ""})
    client.post(reverse("account_confirm_login_code"), {"code": code_to("+6281234567890")})
    assert client.get(reverse("people:account")).status_code == 200


def test_a_number_that_cannot_be_is_named_and_kept(client):
    page = client.post(reverse("account_signup_by_phone"), {"phone": "12345", "name": "Sari"}).content.decode()
    assert 'value="12345"' in page and 'value="Sari"' in page


def test_unproved_addresses_go_by_themselves(time_machine_later):
    sign_up(email=ADDRESS, name="Sari Contoh")
    assert forget_unproved(before=time_machine_later - UNPROVED) == 0
    assert forget_unproved(before=time_machine_later) == 1
    assert not Person.objects.filter(email=ADDRESS).exists()


@pytest.fixture
def time_machine_later():

    return timezone.now() + timedelta(minutes=1)


def test_staff_without_a_second_factor_is_sent_to_set_one_up(client, sign_in):
    budi = member(organisation("Dinas Contoh"), "officer", "Budi Contoh")
    sign_in(budi)
    answer = client.get(reverse("people:account"))
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("people:second_factor"))
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("people:assist")).status_code == 302
    assert not Person.objects.get(pk=budi.pk).roles


def test_setting_up_the_app_counts_at_once(client, sign_in):
    budi = member(organisation("Dinas Contoh"), "officer", "Budi Contoh")
    sign_in(budi)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page["Location"]
    code = format_hotp_value(hotp_value(client.session["mfa.totp.secret"], int(time.time()) // 30))
    answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    assert answer["Location"] == reverse("mfa_view_recovery_codes"), answer.content.decode()
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("people:account")).status_code == 200
    assert client.get(reverse("people:assist")).content.decode().count("<form") >= 1


def test_the_app_code_is_asked_for_and_makes_roles_count(client, sign_in):
    office = organisation("Dinas Contoh")
    budi = with_app(member(office, "head", "Budi Contoh"))
    with_password(budi)
    answer = client.post(reverse("account_login"), {"login": budi.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("people:account")).status_code == 302      # not in yet
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": app_code(budi)}).status_code == 302
    assert client.get(reverse("people:staff", args=[office.slug])).status_code == 200


def test_who_lost_telephone_and_codes_reads_whom_to_ask(client):
    budi = with_app(with_password(member(organisation("Dinas Contoh"), "head", "Budi Contoh")))
    client.post(reverse("account_login"), {"login": budi.email, "password": PASSWORD})
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert "Telepon dan kode cadangan hilang?" in page and "mengundang alamat surel lain" in page


def test_only_the_ways_that_one_has_are_offered(client):
    budi = with_app(with_password(member(organisation("Dinas Contoh"), "officer", "Budi Contoh")))
    client.post(reverse("account_login"), {"login": budi.email, "password": PASSWORD})
    assert "data-passkey" not in client.get(reverse("mfa_authenticate")).content.decode()


ODD = ["\0", "x" * 100_000, "\u202e\U0001f642", "' OR 1=1 --", "{{ 7*7 }}", "<script>", " \t\n ", "a@b@c", "+" * 50]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_words_break_no_form(client, text):
    for name, fields in (("account_login", ("login", "password")), ("account_signup", ("email", "name")),
                         ("account_signup_by_phone", ("phone", "name")), ("people:receipt", ("code",))):
        for field in fields:
            good = {"email": ADDRESS, "phone": "0812 3456 7890", "login": ADDRESS}
            answer = client.post(reverse(name), good | {field: text} | {"next": text[:2000]})
            assert answer.status_code in (200, 302), (name, field)
            client.cookies.clear()
    assert client.get(reverse("people:invitation", args=[f"x{abs(hash(text))}"])).status_code == 410


def test_a_code_by_mail_does_not_replace_the_second_factor(client):
    budi = with_app(member(organisation("Dinas Contoh"), "officer", "Budi Contoh"))
    client.post(reverse("account_login"), {"login": budi.email, "password": ""})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_to(budi.email or "")})
    assert answer["Location"] == reverse("mfa_authenticate")


def test_a_recovery_code_is_a_second_factor(client, sign_in):
    budi = with_app(member(organisation("Dinas Contoh"), "officer", "Budi Contoh"))
    code = RecoveryCodes.activate(budi).get_unused_codes()[0]
    with_password(budi)
    client.post(reverse("account_login"), {"login": budi.email, "password": PASSWORD})
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("people:account")).status_code == 200


def test_secrets_of_the_app_lie_encrypted():
    budi = with_app(person("Budi Contoh", "budi@contoh.example"))
    stored = Authenticator.objects.get(user=budi).data["secret"]
    assert stored.startswith("gAAAA")                # Fernet's mark


def test_sessions_are_listed_and_ended(client, sign_in):
    sari = with_password(person())
    other = Client(headers={"user-agent": "Telepon Contoh"})
    other.post(reverse("account_login"), {"login": sari.email, "password": PASSWORD})
    assert other.get(reverse("people:account")).status_code == 200
    sign_in(sari)
    other.post(reverse("account_login"), {"login": sari.email, "password": PASSWORD})
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "Telepon Contoh" in page
    client.post(reverse("usersessions_list"))
    assert other.get(reverse("people:account")).status_code == 302
    assert client.get(reverse("people:account")).status_code == 200


def test_a_new_password_ends_the_other_sessions(client, sign_in):
    sari = person()
    sign_in(sari)
    other = Client()
    other.post(reverse("account_login"), {"login": sari.email, "password": PASSWORD})
    wrong = client.post(reverse("people:password"), {"present": "salah", "password": "lima kata lain lagi ya"})
    assert wrong.status_code == 200
    client.post(reverse("people:password"), {"present": PASSWORD, "password": "lima kata lain lagi ya"})
    assert client.get(reverse("people:account")).status_code == 200
    assert other.get(reverse("people:account")).status_code == 302
    assert "kata sandi" in letter_to(sari.email or "").lower()


def test_a_forgotten_password_is_replaced_after_a_code(client):
    sari = with_password(person())
    client.post(reverse("account_login"), {"login": sari.email, "password": ""})
    client.post(reverse("account_confirm_login_code"), {"code": code_to(sari.email or "")})
    client.post(reverse("people:password"), {"password": "lima kata lain lagi ya"})
    assert Person.objects.get(pk=sari.pk).check_password("lima kata lain lagi ya")


def test_strangers_cannot_lock_the_owner_out(client):
    """Forty wrong passwords from elsewhere: the owner's device, and a code by mail, still open."""
    sari = with_password(person())
    client.post(reverse("account_login"), {"login": sari.email, "password": PASSWORD})     # this device is known now
    client.post(reverse("account_logout"))
    refused = 0
    for number in range(44):
        stranger = Client(REMOTE_ADDR=f"203.0.113.{number}")
        page = stranger.post(reverse("account_login"), {"login": sari.email, "password": "tebak tebak tebak"})
        refused += str(TOO_OFTEN) in page.content.decode()
    assert refused >= 4                              # strangers were slowed
    right = Client(REMOTE_ADDR="203.0.113.200").post(
        reverse("account_login"), {"login": sari.email, "password": PASSWORD})
    assert right.status_code == 200                  # the right password does not help on an unknown device now
    assert client.post(reverse("account_login"), {"login": sari.email, "password": PASSWORD}).status_code == 302
    elsewhere = Client(REMOTE_ADDR="203.0.113.201")
    elsewhere.post(reverse("account_login"), {"login": sari.email, "password": ""})
    elsewhere.post(reverse("account_confirm_login_code"), {"code": code_to(sari.email or "")})
    assert elsewhere.get(reverse("people:account")).status_code == 200


def test_a_visitor_without_a_session_costs_no_question(client, django_assert_num_queries):

    seen = []
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        SecondFactor(lambda request: seen.append(request.second_factor))(request)
    assert seen == [False] and not hasattr(request, "session")


def test_the_session_cookie_is_guarded(client, sign_in):
    sign_in(person())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_signup_by_phone"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_doors_open_in_both_languages(client, name, prefix):
    page = client.get(prefix + reverse(name))
    assert page.status_code == 200 and page["Content-Language"] == (prefix[1:] or "id")


@pytest.mark.parametrize("name", [
    "people:account", "people:change_name", "people:change_language", "people:password", "people:data", "people:erase",
    "people:propose", "people:assist", "people:looks", "account_email", "account_change_phone", "account_logout",
    "mfa_index", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_activate_totp", "usersessions_list"])
def test_the_pages_of_an_account_open(client, sign_in, name):
    sign_in(person())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for prefix in ("", "/en"):
        page = client.get(prefix + reverse(name))
        assert page.status_code == 200, page.get("Location")
        assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize("name", [
    "mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_list_webauthn",
    "mfa_download_recovery_codes"])
def test_the_pages_of_a_second_factor_open(client, sign_in, name):
    sari = with_app(person())
    RecoveryCodes.activate(sari)
    sign_in(sari)
    answer = client.get(reverse("mfa_reauthenticate"))
    assert answer.status_code == 200
    client.post(reverse("mfa_reauthenticate"), {"code": app_code(sari)})
    assert client.get(reverse(name)).status_code == 200


def test_an_address_changes_when_its_code_comes_back(client, sign_in):
    sari = with_app(person())
    sign_in(sari)
    client.post(reverse("mfa_reauthenticate"), {"code": app_code(sari)})
    answer = client.post(reverse("account_email"), {"action_add": "1", "email": "baru@contoh.example"})
    assert answer["Location"] == reverse("account_email_verification_sent"), answer.content.decode()
    assert Person.objects.get(pk=sari.pk).email == ADDRESS             # not yet
    assert client.get(reverse("account_email")).status_code == 200
    confirm(client, code_to("baru@contoh.example"))
    assert Person.objects.get(pk=sari.pk).email == "baru@contoh.example"
    assert [one.email for one in EmailAddress.objects.filter(user=sari)] == ["baru@contoh.example"]
    assert "baru@contoh.example" in letter_to(ADDRESS)                  # the old one is told


def test_somebody_elses_address_is_not_given_away(client, sign_in):
    person("Budi Contoh", "budi@contoh.example")
    sari = person()
    sign_in(sari)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = client.post(reverse("account_email"), {"action_add": "1", "email": "budi@contoh.example"})
    assert answer["Location"] == reverse("account_email_verification_sent")      # the same answer as for any other
    confirm(client, "0000-0000")
    assert Person.objects.get(pk=sari.pk).email == ADDRESS


def test_a_number_changes_when_its_code_comes_back(client, sign_in):
    sari = person()
    sign_in(sari)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_change_phone"), {"phone": "0812 3456 7890"})
    assert Person.objects.get(pk=sari.pk).phone is None
    assert client.get(reverse("account_verify_phone")).status_code == 200
    client.post(reverse("account_verify_phone"), {"code": code_to("+6281234567890")})
    assert Person.objects.get(pk=sari.pk).phone == "+6281234567890"


@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_the_door_opens_however_odd_the_address_to_go_on_to(name):
    for odd in ("https://[::1", "//[", "https://evil.example/"):
        browser = Client()
        assert browser.get(reverse(name), {"next": odd}).status_code == 200
        answer = browser.post(reverse(name), {"login": "sari@contoh.example", "email": "sari@contoh.example",
                                              "next": odd})
        assert answer.status_code < 400 and "evil" not in answer.get("Location", "")
