"""Acting without an account: the receipt opens its record and nothing else; an officer helps, and both are named."""
import json
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from pendopo.core.ledger.models import Line
from pendopo.core.people import sessions
from pendopo.core.people.actions.persons import guest
from pendopo.core.people.actions.receipts import (
    assist,
    claim_receipt,
    end_assistance,
    end_receipt,
    give_receipt,
)
from pendopo.core.people.actors import ReceiptHolder, signature
from pendopo.core.people.attempts import RECEIPTS
from pendopo.core.people.models import Assistance, Person, Receipt
from pendopo.core.people.queries import everything_about, receipt_from
from tests.core.people.conftest import member, organisation, person, refused, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LEADS_TO = "/akun/lembaga/"


def given(record: int = 7) -> tuple[str, Person]:
    somebody = guest()
    return give_receipt(actor=somebody, record_id=record, address=LEADS_TO), somebody


def asking(client: Client) -> RequestFactory:
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    return request


def test_only_a_hash_is_kept():
    code, _ = given()
    kept = json.dumps([str(row) for row in Receipt.objects.values()] + [str(row) for row in Line.objects.values()])
    assert code not in kept and code.replace("-", "") not in kept


def test_it_opens_its_record_for_half_an_hour(client):
    code, somebody = given(record=7)
    answer = client.post(reverse("people:receipt"), {"code": code.lower().replace("-", " ")})
    assert answer.status_code == 302 and answer["Location"] == LEADS_TO
    holder = sessions.visitor(asking(client))
    assert isinstance(holder, ReceiptHolder) and (holder.person, holder.record_id) == (somebody, 7)
    assert holder.own_ids == frozenset() and holder.roles == ()
    assert sessions.at(asking(client), 7) == holder
    with time_machine.travel(timezone.now() + timedelta(minutes=29), tick=False):
        assert sessions.visitor(asking(client)) is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert sessions.visitor(asking(client)) is None
        with pytest.raises(PermissionDenied):
            sessions.named(asking(client))


def test_the_english_page_leads_to_the_english_record(client):
    code, _ = given()
    assert client.post("/en" + reverse("people:receipt"), {"code": code})["Location"] == "/en" + LEADS_TO


def test_its_cookie_cannot_be_made(client):
    given()
    client.cookies[settings.RECEIPT_COOKIE_NAME] = "1"
    assert sessions.visitor(asking(client)) is None


@pytest.mark.parametrize("typed", ["7KQ2-M0XD", "7KQ2-M0XD-AAAA-BBBB-CCCC", "x" * 70])
def test_a_mistyped_one_is_named_and_stays_in_the_field(client, typed):
    page = client.post(reverse("people:receipt"), {"code": typed})
    assert page.status_code == 200 and f'value="{typed}"' in page.content.decode()
    assert settings.RECEIPT_COOKIE_NAME not in client.cookies


def test_one_that_is_unknown_or_ended_opens_nothing(client):
    code, somebody = given()
    end_receipt(actor=somebody, receipt=receipt_from(code))
    page = client.post(reverse("people:receipt"), {"code": code}).content.decode()
    assert f'value="{code}"' in page and settings.RECEIPT_COOKIE_NAME not in client.cookies


def test_an_ended_one_closes_the_open_session(client):
    code, somebody = given()
    client.post(reverse("people:receipt"), {"code": code})
    end_receipt(actor=somebody, receipt=receipt_from(code))
    assert sessions.visitor(asking(client)) is None


def test_closing_it_leaves_nothing_behind(client):
    code, _ = given()
    client.post(reverse("people:receipt"), {"code": code})
    client.post(reverse("people:close_receipt"))
    assert client.cookies[settings.RECEIPT_COOKIE_NAME].value == ""


def test_guessing_is_slowed(client):
    code, _ = given()
    wrong = {"code": "0" * 4 + code[4:]}
    first = client.post(reverse("people:receipt"), wrong)
    for _ in range(RECEIPTS.most):
        last = client.post(reverse("people:receipt"), wrong)
    assert first.status_code == last.status_code and first.content != last.content       # says that it is too often


def test_it_is_tied_to_an_account_only_when_claimed(client, sign_in):
    sari = person()
    code, somebody = given()
    sign_in(sari)
    client.post(reverse("people:receipt"), {"code": code})
    assert Person.objects.get(pk=somebody.pk).claimed_by is None
    page = client.get(reverse("people:receipt")).content.decode()
    assert reverse("people:claim_receipt") in page
    client.post(reverse("people:claim_receipt"))
    sari = Person.objects.get(pk=sari.pk)
    assert sari.own_ids == {sari.pk, somebody.pk} and client.cookies[settings.RECEIPT_COOKIE_NAME].value == ""
    assert len(everything_about(sari)["people.receipt:person"]) == 1


def test_nobody_claims_it_twice():
    code, _ = given()
    first, second = person(), person("Budi Contoh", "budi@contoh.example")
    claim_receipt(actor=first, receipt=receipt_from(code))
    with refused():
        claim_receipt(actor=second, receipt=receipt_from(code))


def test_an_officer_acts_for_somebody_and_both_are_named(client, sign_in):
    officer = member(organisation("Dinas Contoh"), "officer", "Budi Contoh")
    helped = assist(actor=officer, consent="Setuju di loket", name="Sari Contoh")
    words = json.loads(Line.objects.latest("pk").words)
    assert (words["by"], words["who"]) == (officer.alias, helped.person.alias)
    helped.person.helper = officer
    assert signature(helped.person) == {"by": helped.person.alias, "through": officer.alias}
    assert helped.person.roles == ()                 # the officer's roles do not come along
    end_assistance(actor=officer, assistance=helped)
    assert Assistance.objects.get().until <= timezone.now()


def test_help_is_for_officers_with_both_proofs():
    officer = member(organisation("Dinas Contoh"), "officer", "Budi Contoh")
    officer.strong = False
    officer.__dict__.pop("roles", None)
    for one in (officer, person()):
        with refused():
            assist(actor=one, consent="Setuju di loket")


def test_help_ends_by_itself_and_never_lasts_long(client, sign_in):
    officer = member(organisation("Dinas Contoh"), "officer", "Budi Contoh")
    helped = assist(actor=officer, consent="Setuju di loket", minutes=10_000)
    assert helped.until <= timezone.now() + timedelta(minutes=240)


def test_the_counter_page_begins_and_ends_help(client, sign_in):
    officer = with_app(member(organisation("Dinas Contoh"), "officer", "Budi Contoh"))
    sign_in(officer)
    answer = client.post(reverse("people:assist"), {"consent": "Setuju di loket", "name": "Sari Contoh", "code": ""})
    assert answer.status_code == 302, answer.content.decode()
    assert "Sari Contoh" in client.get(reverse("people:assist")).content.decode()
    assert client.get(reverse("people:account")).status_code == 403      # not the account of the person who is helped
    client.post(reverse("people:end_assistance"))
    assert client.get(reverse("people:account")).status_code == 200
