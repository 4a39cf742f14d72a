"""Who contributes or asks without an account and leaves a contact is written to there, from the yes of whoever reads
there until their stop."""
import re

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from pendopo.channels.plans.actions import contributing, staging
from pendopo.channels.plans.models import Commitment
from pendopo.core.notices import actions as notices
from pendopo.core.notices.models import Notice, Reach
from pendopo.core.notices.queries import asked_by, proof_address, stop_address
from pendopo.core.notices.reaching import contact, hinted
from pendopo.core.people.actions.receipts import claim_receipt
from pendopo.core.people.queries import receipt_from
from pendopo.kit.post import actions as outbox
from pendopo.kit.post import papers
from pendopo.kit.post.models import Letter
from pendopo.kit.seal.models import DataKey
from tests.channels.plans.making import answered, asking, decree, drafted, said
from tests.channels.plans.test_pages import words
from tests.channels.plans.test_promises import opened as term_opened
from tests.core.hall import again, person

pytestmark = pytest.mark.django_db
MAIL, PHONE = "warga@contoh.example", "+6281234567890"


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.KEYS_ROOT = tmp_path / "keys"
    settings.KEYS_ROOT.mkdir()


def tables():
    """Every word of every table, as somebody reads it who stole the database."""
    with connection.cursor() as cursor:
        for name in ("notices_reach", "post_letter", "people_person", "plans_contribution", "seal_datakey"):
            cursor.execute(f"SELECT * FROM {name}")
            yield from (str(row) for row in cursor.fetchall())


def left(town, to=MAIL):
    """A contribution with a contact, where somebody has said yes to the question."""
    plan = asking(town)
    done = said(plan, contact=to)
    say_yes(done)
    return plan, done


def say_yes(done):
    """The link of the question that went there, which is the only message so far."""
    reach = Reach.objects.get(person=done.contribution.author)
    [(_to, text)] = carried("mail" if "@" in contact(reach.person) else "sms")
    notices.prove_reach(reach=asked_by(re.search(r"/ya/([^/]+)/", text)[1]))
    for one in Letter.objects.all():
        outbox.delivered(one)


def carried(channel):
    return [(one.to, one.text) for one in outbox.claim(50, channel)]


@pytest.mark.database
def test_each_move_reaches_the_address_once_and_no_table_tells_it(town):
    plan, done = left(town)
    assert contact(done.contribution.author) == MAIL
    staging.advance(actor=town.editor(), plan=plan, move="start_drafting")
    one = drafted(town, plan)
    answered(town, plan, done.contribution, commitments=[one])
    assert notices.at_once() == 1 and notices.at_once() == 0
    assert not any(MAIL in row for row in tables())
    [(to, text)] = carried("mail")
    assert to == MAIL and "dijawab" in text and "/kabar-saya/berhenti/" in text and "kabar-saya/atur" not in text
    staging.advance(actor=town.editor(), plan=plan, move="publish_responses")
    staging.adopt(actor=town.editor(), plan=plan, decree=decree())
    assert Notice.objects.get(template="plans.moved").person == done.contribution.author
    with time_machine.travel("2026-08-16 06:30+07:00"):
        assert notices.digest() == 1 and notices.digest() == 0


def test_by_sms_one_sentence_with_the_way_to_stop(town):
    plan, done = left(town, PHONE)
    answered(town, plan, done.contribution)
    notices.at_once()
    [(to, text)] = carried("sms")
    assert to == PHONE and plan.cycle.code in text and len(text) < 306, "two short messages at most"
    assert "puskesmas" not in text, "others may read this telephone"


def test_the_link_in_the_message_deletes_the_contact_and_what_waits_for_it(town, client):
    plan, done = left(town)
    answered(town, plan, done.contribution)
    notices.at_once()
    stop = next(part for part in carried("mail")[0][1].split() if "/berhenti/" in part)
    address = stop[stop.index("/kabar-saya"):]
    assert "menghapus kontak" in words(client.get(address)) and Reach.objects.exists()
    assert "Kontak Anda sudah dihapus" in words(client.post(address))
    assert not Reach.objects.exists() and not Letter.objects.exists() and not DataKey.objects.exists()
    answered(town, plan, done.contribution, text="Lagi.")
    assert notices.at_once() == 0
    assert client.get(address).status_code == 200, "an old letter still opens its page"


def test_with_the_receipt_one_sees_changes_and_ends_it(town, client):
    _plan, done = left(town)
    contribution = done.contribution.get_absolute_url()
    page = reverse("notices:contact")
    assert client.get(page)["Location"] == reverse("people:receipt")
    client.post(reverse("people:receipt"), {"code": done.receipt})
    assert page in client.get(contribution).content.decode()
    assert hinted(MAIL) in words(client.get(page)) and MAIL not in words(client.get(page))
    wrong = client.post(page, {"contact": "08"})
    assert wrong.status_code == 422 and "bukan nomor telepon" in words(wrong)
    assert "menanyakan" in words(client.post(page, {"contact": "0812 3456 7890"}, follow=True))
    assert contact(done.contribution.author) == PHONE
    client.post(page, {"stop": "1"})
    assert not Reach.objects.exists() and not DataKey.objects.exists()


def test_it_goes_with_the_words_with_the_account_that_takes_over_and_after_two_years(town):
    plan, done = left(town)
    contributing.withdraw_contribution(actor=done.contribution.author, contribution=done.contribution)
    assert not Reach.objects.exists()
    other, wahyu = said(plan, "Tanpa akun.", contact=MAIL), person("Wahyu Contoh")
    claim_receipt(actor=wahyu, receipt=receipt_from(other.receipt))
    answered(town, plan, other.contribution)
    assert [one.person for one in Notice.objects.filter(template="cycles.answered")] == [wahyu], "the account hears"
    notices.sweep()
    assert not Reach.objects.exists()
    say_yes(said(plan, "Lama.", contact=MAIL))
    notices.sweep()
    assert Reach.objects.count() == 1
    with time_machine.travel(timezone.now() + notices.UNUSED * 1.01):
        notices.sweep()
    assert not Reach.objects.exists() and not DataKey.objects.exists()


def test_a_contact_that_is_somebody_elses_takes_none_of_their_letters_along(town, settings, tmp_path,
                                                                            django_capture_on_commit_callbacks):
    """Nobody proved it: who leaves a stranger's address and ends it again must not keep them from signing in."""
    settings.HOME = tmp_path
    plan, done = left(town)
    answered(town, plan, done.contribution)
    assert notices.at_once() == 1
    own = Letter.objects.latest("pk")
    theirs = [outbox.post(to=MAIL, subject="Kode", text="1234", urgent=True, sealed=sealed) for sealed in (True, False)]
    (tmp_path / "mail").mkdir()
    for one in (own, theirs[0]):
        papers.paper(one).write_text(f"To: {MAIL}\n\nKabar\n")
    with django_capture_on_commit_callbacks(execute=True):
        notices.end_mail(person=done.contribution.author)
    assert {one.pk for one in Letter.objects.all()} == {one.pk for one in theirs}
    assert list((tmp_path / "mail").iterdir()) == [papers.paper(theirs[0])]


def test_words_without_a_contact_leave_the_one_that_was_left(town):
    _plan, done = left(town)
    notices.reach(by=done.contribution.author, to="")
    assert contact(done.contribution.author) == MAIL


def test_the_form_asks_those_without_an_account_and_nobody_else(town, client):
    plan, sari = asking(town), person()
    page = reverse("plans:contribute", args=[plan.code])
    assert "Ke mana kami boleh memberi kabar" in words(client.get(page))
    wrong = client.post(page, {"text": "Terbitkan jadwal.", "contact": "sari@", "key": "k1"})
    assert wrong.status_code == 422 and "sari@" in wrong.content.decode() and "Terbitkan jadwal." in words(wrong)
    client.post(page, {"text": "Terbitkan jadwal.", "contact": PHONE, "key": "k1"})
    assert contact(Reach.objects.get().person) == PHONE
    client.force_login(again(sari))
    assert "Ke mana kami boleh memberi kabar" not in words(client.get(page))


def test_who_asks_the_leader_is_told_as_well(town, client):
    term = term_opened(town)
    client.post(reverse("plans:ask", args=[term.slug]), {
        "text": "Kapan jalan diperbaiki?", "contact": MAIL, "key": "k2"})
    assert Commitment.objects.get(promise__asked=True).author == Reach.objects.get().person


def test_a_broken_seal_keeps_nobody_else_from_their_letter(town):
    plan, done = left(town)
    Reach.objects.update(body=b"x" * 80)
    answered(town, plan, done.contribution)
    notices.tell([person("Wahyu Contoh")], "cycles.answers", plan.cycle, way="now")
    assert notices.at_once() == 1


@pytest.mark.database
def test_nothing_but_one_question_goes_to_a_contact_before_somebody_there_says_yes(town, client):
    """Anybody can type a stranger's address; the contribution counts at once, and the news wait."""
    plan = asking(town)
    done = said(plan, contact=MAIL)
    answered(town, plan, done.contribution)
    assert notices.at_once() == 0 and not any(MAIL in row for row in tables())
    [(to, text)] = carried("mail")
    assert to == MAIL and "puskesmas" not in text and "/kabar-saya/berhenti/" in text
    yes = re.search(r"/kabar-saya/ya/[^/]+/", text)[0]
    assert "Boleh kami menulis ke sini" in words(client.get(yes)) and notices.at_once() == 0, "programs open links, too"
    assert "Anda kami kabari di sini" in words(client.post(yes))
    assert notices.at_once() == 1, "what happened meanwhile is told"
    assert client.post(yes.replace("/ya/", "/ya/x")).status_code == 404


def test_a_yes_is_for_one_contact_and_for_no_other(town, client):
    """Who proves an address of their own and then types a stranger's has proved nothing of that one."""
    _plan, done = left(town)
    guest = done.contribution.author
    before = proof_address(Reach.objects.get())
    assert notices.reach(by=guest, to=MAIL).proved, "the same contact again is not asked again"
    notices.reach(by=guest, to=PHONE)
    assert "tidak disimpan lagi" in words(client.post(before)) and Reach.objects.get().proved is None
    client.post(stop_address(guest))
    assert not Reach.objects.exists() and not Letter.objects.exists(), "the question goes with it"


def test_where_nobody_answers_the_contact_goes_after_a_few_days(town):
    said(asking(town), contact=MAIL)
    with time_machine.travel(timezone.now() + notices.UNPROVED * 1.01):
        notices.sweep()
    assert not Reach.objects.exists() and not Letter.objects.exists() and not DataKey.objects.exists()


def test_nobody_fills_a_strangers_telephone_with_questions(town, client):
    plan = asking(town)
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(5):
            said(plan, f"Usulan {number}.", contact=PHONE)
    [(_to, text), *_more] = asked = carried("sms")
    assert len(asked) == notices.QUESTIONS.most and len(text) < 306, "two short messages at most"


def test_the_page_of_the_contact_has_a_limit_and_ending_it_has_none(town, client):
    _plan, done = left(town)
    client.post(reverse("people:receipt"), {"code": done.receipt})
    page = reverse("notices:contact")
    with time_machine.travel(timezone.now(), tick=False):
        answers = [client.post(page, {"contact": f"warga{number}@contoh.example"}) for number in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [422]
    assert "menit" in words(answers[-1]) and "warga5@contoh.example" in answers[-1].content.decode()
    client.post(page, {"stop": "1"})
    assert not Reach.objects.exists()
