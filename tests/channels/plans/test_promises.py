"""A leader is asked, promises, keeps; the one who asked says so. When a term ends, what is open is handed over."""
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from pendopo.channels.plans.actions import handing, promising
from pendopo.channels.plans.actions.keeping import claim, edit_commitment
from pendopo.channels.plans.actions.keeping import start as begin
from pendopo.channels.plans.jobs import terms as end_terms
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.promises import Confirmation, Handover, Promise, Term
from pendopo.channels.plans.queries import leading
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import receipt_from
from pendopo.core.records.models import Event, SearchText
from tests.channels.plans.making import resident
from tests.channels.plans.test_pages import words
from tests.core.hall import refused

pytestmark = pytest.mark.django_db


def opened(town, leader="Harun Contoh", since=date(2021, 6, 1), until=date(2026, 9, 1), before=None):
    return handing.open_term(actor=town.editor(), told={
        "leader": leader, "post": "Bupati", "acting": False, "office": town.bappeda, "since": since, "until": until,
        "predecessor": before})


def listed(term):
    return Plan.objects.get(term=term)


def asked(term, actor=None, text="Kapan jembatan diperbaiki?"):
    return promising.ask_promise(actor=actor, plan=listed(term), asked=promising.Asked(text, "Warga Satu"))


def test_a_question_has_a_neutral_title_in_both_languages_and_the_promise_its_own(town):
    term = opened(town)
    one = asked(term).commitment
    assert (one.title, one.title_en) == ("Pertanyaan warga nomor 1", "A resident's question no. 1")
    assert Commitment.objects.get(pk=promised(town, one).pk).title_en == ""


def promised(town, commitment):
    return promising.promise(actor=town.editor(), commitment=commitment, said="2026-08", lead=town.diskominfo, told={
        "title": "Jembatan diperbaiki", "action": "Sebelum hujan.", "end": "2026-12"})


def kept(town, commitment):
    begin(actor=town.editor(), commitment=commitment)
    return claim(actor=town.editor(), commitment=commitment, reason="Sudah.")


# Asked, promised, kept, confirmed

@pytest.mark.database
def test_only_the_one_who_asked_confirms_with_the_receipt(town):
    term = opened(town)
    done = asked(term)
    assert done.receipt and done.commitment.state == "asked"
    assert "jembatan" not in done.commitment.title.lower()          # their words stand in no title: it stays for ever
    one = promised(town, done.commitment)
    kept(town, one)
    for who in (resident(), town.editor(), town.member()):
        with refused():
            promising.confirm_promise(actor=who, commitment=one, kept=True)
    receipt = receipt_from(done.receipt)
    promising.confirm_promise(actor=ReceiptHolder(receipt.person, receipt.record), commitment=one, kept=True,
                              text="Benar.")
    assert leading.figures() == leading.Figures(asked=1, promised=1, kept=1, askable=1, confirmed=1, denied=0,
                                                waiting=0, declined=0)
    promising.confirm_promise(actor=ReceiptHolder(receipt.person, receipt.record), commitment=one, kept=False)
    assert leading.figures().confirmed == 0 and leading.figures().denied == 1       # the latest word counts


def test_what_is_declined_stays_with_its_reason(town, client):
    one = asked(opened(town)).commitment
    promising.decline(actor=town.editor(), commitment=one, reason="Di luar wewenang kabupaten.")
    assert Commitment.objects.get().state == "declined" and leading.figures().declined == 1
    assert "Di luar wewenang kabupaten." in words(client.get(one.get_absolute_url()))


def test_a_visitor_asks_staff_promise_and_the_receipt_confirms_by_the_pages(town, client, enter):
    term = opened(town)
    done = client.post(reverse("plans:ask", args=[term.slug]), {"text": "Kapan pasar dibuka?", "key": "a"})
    assert done.status_code == 200 and "Tanda terima" in words(done)
    again = client.post(reverse("plans:ask", args=[term.slug]), {"text": "Kapan pasar dibuka?", "key": "a"})
    assert again.status_code == 302 and Promise.objects.count() == 1
    one = Commitment.objects.get()
    keeper = enter(town.editor())
    told = {"title": "Pasar dibuka", "action": "Bulan depan.", "said": "2026-08", "end": "2026-09", "lead": ""}
    assert keeper.post(reverse("plans:promise", args=[one.code]), told | {"title": ""}).status_code == 422
    assert keeper.post(reverse("plans:promise", args=[one.code]), told).status_code == 302
    assert keeper.get(reverse("plans:confirm", args=[one.code])).status_code == 403
    page = words(client.get(reverse("plans:promises")))
    assert "Pasar dibuka" in page and "1 ditanyakan" in page and "1 dijanjikan" in page


def test_programmes_and_speeches_are_promises_too(town, client, enter):
    term = opened(town)
    keeper = enter(town.editor())
    told = {"sort": "programme", "title": "12 jembatan", "action": "Diperbaiki.", "said": "2021", "venue": "RPJMD",
            "end": "2026", "lead": town.diskominfo.pk, "asker": "", "question": ""}
    assert keeper.post(reverse("plans:record_promise", args=[term.slug]), told).status_code == 302
    one = Commitment.objects.get()
    assert one.state == "adopted" and one.promise.sort == "programme" and one.plan.sort == "promises"
    page = words(client.get(one.get_absolute_url()))
    assert "RPJMD" in page and "Bupati Harun Contoh" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_promises_costs_the_same(town, client, number, django_assert_num_queries):
    term = opened(town)
    for place in range(number):
        asked(term, text=f"Pertanyaan {place}")
    with django_assert_num_queries(5):
        assert client.get(reverse("plans:promises")).status_code == 200


def test_who_goes_takes_their_question_along_and_the_promise_stays(town):
    sari = resident()
    term = opened(town)
    one = asked(term, actor=sari, text="Kapan sungaibening dijernihkan?").commitment
    promised(town, one)
    kept(town, one)
    promising.confirm_promise(actor=sari, commitment=one, kept=True, text="Airnya sungaibening.")
    assert "sungaibening" in str(Commitment.objects.get().face)
    erase(actor=sari, person=sari)
    one = Commitment.objects.get()
    assert "sungaibening" not in str(one.face) + one.summary + one.title
    assert Confirmation.objects.get().kept and not Confirmation.objects.get().text
    assert "sungaibening" not in SearchText.objects.get(pk=one.pk).words


# Handover

@pytest.mark.database
def test_a_term_ends_and_everything_open_is_handed_over(town, client):
    term = opened(town)
    first, second = promised(town, asked(term).commitment), promised(town, asked(term).commitment)
    kept(town, second)
    handing.end_term(actor=town.editor(), term=term, day=date(2026, 8, 15), ending="Habis")
    rows = list(Handover.objects.filter(term=term))
    assert [(row.commitment_id, row.state_then) for row in rows] == [(first.pk, "adopted"), (second.pk, "claimed")]
    with refused(ValueError):                                       # there is no successor yet
        handing.answer_handover(actor=town.editor(), handover=rows[0], answer="continue", reason="Ya.")
    after = opened(town, "Melati Contoh", date(2026, 8, 15), date(2031, 8, 14), Term.objects.get(pk=term.pk))
    handing.answer_handover(actor=town.editor(), handover=rows[0], answer="stop", reason="Dana dialihkan.")
    one = Commitment.objects.get(pk=first.pk)
    assert one.state == "withdrawn" and one.number == first.number
    assert Event.objects.filter(record=one, verb="plans.answer_handover").exists()
    with refused():
        handing.answer_handover(actor=town.editor(), handover=rows[0], answer="continue", reason="Tidak jadi.")
    edit_commitment(actor=town.editor(), commitment=Commitment.objects.get(pk=second.pk),
                    changes={"title": "Nama baru"})
    page = words(client.get(term.get_absolute_url()))
    assert "Dana dialihkan." in page and "Jembatan diperbaiki" in page and "Sekarang bernama: Nama baru" in page
    assert str(after) in page and "1 dari 2 sudah dijawab penerus" in page


def test_a_term_ends_by_itself_on_its_last_day(town):
    term = opened(town)
    promised(town, asked(term).commitment)
    assert end_terms() == 0
    with time_machine.travel("2026-09-02 00:20+07:00"):
        assert end_terms() == 1 and end_terms() == 0
    assert Handover.objects.count() == 1 and Term.objects.get().ended
    with refused():                                                 # nobody asks a leader who is gone
        asked(Term.objects.get())


def test_nobody_succeeds_before_the_handover(town):
    term = opened(town)
    with refused(ValueError):
        opened(town, "Melati Contoh", date(2026, 9, 2), None, term)
    for who in (town.member(), town.monitor(), resident()):
        with refused():
            handing.end_term(actor=who, term=term, day=date(2026, 8, 15))


def test_terms_are_kept_by_the_pages(town, enter):
    keeper = enter(town.editor())
    told = {"post": "Bupati", "leader": "Harun Contoh", "office": town.bappeda.pk, "since": "2021-06-01",
            "until": "2020-01-01"}
    assert keeper.post(reverse("plans:open_term"), told).status_code == 422
    assert keeper.post(reverse("plans:open_term"), told | {"until": "2026-12-01"}).status_code == 302
    term = Term.objects.get()
    promised(town, asked(term).commitment)
    assert keeper.post(reverse("plans:end_term", args=[term.slug]), {"day": "2027-01-01"}).status_code == 422
    assert keeper.post(reverse("plans:end_term", args=[term.slug]), {"day": "2026-08-15"}).status_code == 302
    opened(town, "Melati Contoh", date(2026, 8, 15), None, Term.objects.get())
    address = reverse("plans:answer_handover", args=[term.slug, 1])
    assert keeper.post(address, {"answer": "change", "reason": ""}).status_code == 422
    assert keeper.post(address, {"answer": "change", "reason": "Delapan dulu."}).status_code == 302
    assert enter(town.member()).get(address).status_code == 403
