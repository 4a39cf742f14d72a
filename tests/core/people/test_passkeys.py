"""Passkeys: one that verifies its owner is both factors at once; one that does not signs nobody in alone."""
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.core.people.conftest import PASSWORD, member, organisation, with_password
from tests.core.people.soft_key import SoftKey

pytestmark = pytest.mark.django_db


def options_on(page: Any) -> dict[str, Any]:
    found = re.search(r'<script id="options" type="application/json">(.*?)</script>', page.content.decode(), re.S)
    assert found is not None
    options: dict[str, Any] = json.loads(found[1])
    return options


def set_up(client: Client, key: SoftKey, *, alone: bool) -> Any:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    options = options_on(client.get(reverse("mfa_add_webauthn")))["creation_options"]["publicKey"]
    return client.post(reverse("mfa_add_webauthn"), {
        "name": "Telepon Contoh", "credential": json.dumps(key.make(options, alone=alone))}
        | ({"passwordless": "on"} if alone else {}))


def sign_in_with(client: Client, key: SoftKey) -> Any:
    asked = client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).json()
    return client.post(reverse("mfa_login_webauthn"), {
        "credential": json.dumps(key.use(asked["request_options"]["publicKey"]))})


@pytest.fixture
def budi():
    return member(organisation("Dinas Contoh"), "officer", "Budi Contoh")


def test_a_passkey_is_both_factors(client, sign_in, budi):
    sign_in(budi)
    key = SoftKey()
    answer = set_up(client, key, alone=True)
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(reverse("people:account")).status_code == 200      # setting it up counted for this session
    client.post(reverse("account_logout"))
    elsewhere = Client()
    assert sign_in_with(elsewhere, key).status_code == 302
    assert elsewhere.get(reverse("people:account")).status_code == 200
    assert elsewhere.get(reverse("people:staff", args=["dinas-contoh"])).status_code == 200


def test_one_that_does_not_verify_its_owner_is_refused_alone(client, sign_in, budi):
    sign_in(budi)
    answer = set_up(client, SoftKey(verifies=False), alone=True)
    assert answer.status_code == 200 and not Authenticator.objects.filter(type="webauthn").exists()


def test_one_without_verification_is_a_second_factor_after_the_password(client, sign_in, budi):
    sign_in(budi)
    key = SoftKey(verifies=False)
    assert set_up(client, key, alone=False).status_code == 302
    elsewhere = Client()
    assert sign_in_with(elsewhere, key)["Location"] == reverse("account_login")
    assert elsewhere.get(reverse("people:account")).status_code == 302
    answer = elsewhere.post(reverse("account_login"), {"login": budi.email, "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    options = options_on(elsewhere.get(answer["Location"]))["request_options"]["publicKey"]
    elsewhere.post(answer["Location"], {"credential": json.dumps(key.use(options))})
    assert elsewhere.get(reverse("people:account")).status_code == 200


def test_a_strangers_key_opens_nothing(client, sign_in, budi):
    sign_in(budi)
    key = SoftKey()
    set_up(client, key, alone=True)
    forged = SoftKey()
    forged.id, forged.user = key.id, key.user                  # the same handle, another private key
    elsewhere = Client()
    assert sign_in_with(elsewhere, forged)["Location"] == reverse("account_login")
    assert elsewhere.get(reverse("people:account")).status_code == 302


def test_a_broken_answer_is_a_sentence_and_no_error(client, budi):
    with_password(budi)
    client.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    for text in BROKEN:
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": text})
        assert answer.status_code in (200, 302), text


def test_a_broken_answer_when_setting_up_is_a_sentence_too(client, sign_in, budi):
    sign_in(budi)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for text in BROKEN:
        client.get(reverse("mfa_add_webauthn"))
        answer = client.post(reverse("mfa_add_webauthn"), {"credential": text, "name": "Kunci Rumah"})
        assert answer.status_code == 200 and "Kunci Rumah" in answer.content.decode(), text


def test_a_broken_answer_when_proving_again_or_as_second_step_is_a_sentence_too(client, sign_in, budi, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    sign_in(budi)
    set_up(client, SoftKey(), alone=False)
    stranger = Client()
    stranger.post(reverse("account_login"), {"login": budi.email, "password": PASSWORD})
    for who, name in ((client, "mfa_reauthenticate_webauthn"), (stranger, "mfa_authenticate")):
        for text in BROKEN:
            assert who.get(reverse(name)).status_code == 200, name
            answer = who.post(reverse(name), {"credential": text})
            assert answer.status_code in (200, 302), (name, text[:30])


BROKEN = ("", "{}", "[]", "1", "9" * 20, "9" * 5000, "-" + "9" * 5000, "[" * 100_000, '{"a":' * 100_000, "NaN",
          '"x"', '{"id": ' + "9" * 5000 + "}", "\x00",
          '{"id": "x"}', '{"response": {"userHandle": "eA"}}', '{"response": 5}', "x" * 300,
          '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA", '
          '"attestationObject": "eA", "authenticatorData": "eA", "signature": "eA", "userHandle": "MQ"}}')


def test_a_passkey_is_renamed_and_removed(client, sign_in, budi):
    sign_in(budi)
    set_up(client, SoftKey(), alone=True)
    key = Authenticator.objects.get(type="webauthn")
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[key.pk])).status_code == 200
    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Kunci Rumah"})
    assert "Kunci Rumah" in client.get(reverse("mfa_list_webauthn")).content.decode()
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(type="webauthn").exists()
