"""Whose words became a promise hears what becomes of it, without asking, once, until they say that they do not want
to."""
import pytest

from pendopo.channels.plans.actions import contributing, staging
from pendopo.channels.plans.actions.keeping import claim, edit_commitment
from pendopo.channels.plans.actions.keeping import start as begin
from pendopo.channels.plans.actions.promising import decline
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.queries.hearing import concerned
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.notices.actions import flow
from pendopo.core.notices.models import Notice, Stream
from pendopo.core.people.actions.receipts import claim_receipt
from pendopo.core.people.queries import receipt_from, system
from pendopo.core.records import actions as records
from pendopo.core.voices.actions.standing import follow
from tests.channels.plans.making import answered, asking, decree, drafted, resident, said
from tests.channels.plans.test_pages import words
from tests.channels.plans.test_promises import asked as questioned
from tests.channels.plans.test_promises import kept, listed, opened, promised
from tests.core.hall import person, record

pytestmark = pytest.mark.django_db


def news(template="plans.moved"):
    """Who was told, and in which way."""
    return {(one.person_id, one.way): one.count for one in Notice.objects.filter(template=template)}


def answering(town, **saying):
    """A contribution by Sari that one draft took up."""
    plan, sari = asking(town), resident()
    contribution = said(plan, actor=sari).contribution
    staging.advance(actor=town.editor(), plan=plan, move="start_drafting")
    one = drafted(town, plan)
    answered(town, plan, contribution, commitments=[one], **saying)
    return plan, sari, contribution, one


def adopt(town, plan):
    staging.advance(actor=town.editor(), plan=plan, move="publish_responses")
    staging.adopt(actor=town.editor(), plan=plan, decree=decree())
    return Plan.objects.get(pk=plan.pk)


@pytest.mark.database
def test_a_contributor_hears_of_the_adoption_and_of_every_later_move(town, client):
    plan, sari, contribution, one = answering(town)
    assert Notice.objects.get(person=sari, template="cycles.answered").way == "now"
    adopt(town, plan)
    assert news() == {(sari.pk, "digest"): 1}
    begin(actor=town.editor(), commitment=one)
    claim(actor=town.editor(), commitment=one, reason="Selesai.")
    assert news() == {(sari.pk, "digest"): 3}                   # one piece of news, which says that there were three
    edit_commitment(actor=town.editor(), commitment=one, changes={"results": "Antrean turun."})
    assert news("plans.edit") == {(sari.pk, "digest"): 1}
    page = words(client.get(contribution.get_absolute_url()))    # who has a receipt and no account reads it there
    assert "Dilaporkan selesai" in page


@pytest.mark.parametrize("outcome", ["not_taken", "elsewhere"])
def test_who_was_not_taken_up_hears_the_answer_and_nothing_more(town, outcome):
    _plan, sari, _contribution, one = answering(town, outcome=outcome)
    assert list(concerned(one.pk)) == [] and Notice.objects.get().person == sari


def test_the_latest_answer_counts_and_words_taken_back_end_it(town):
    plan, sari, contribution, one = answering(town)
    assert list(concerned(one.pk)) == [sari]
    answered(town, plan, contribution, outcome="not_taken", text="Ternyata tidak bisa.")
    assert list(concerned(one.pk)) == []
    answered(town, plan, contribution, outcome="partly", commitments=[one])
    assert list(concerned(one.pk)) == [sari]
    contributing.withdraw_contribution(actor=sari, contribution=contribution)
    assert list(concerned(one.pk)) == []


@pytest.mark.parametrize(("volume", "told"), [("loud", "now"), ("quiet", "here"), ("mute", "")])
def test_who_follows_or_muted_the_commitment_has_said_how_loudly(town, volume, told):
    plan, sari, _contribution, one = answering(town)
    follow(actor=sari, record=one, volume=volume)
    adopt(town, plan)
    assert news() == ({(sari.pk, told): 1} if told else {})


def test_an_account_that_took_over_the_receipt_hears_in_place_of_the_guest(town):
    plan, wahyu = asking(town), person("Wahyu Contoh")
    done = said(plan, "Tanpa akun.")
    claim_receipt(actor=wahyu, receipt=receipt_from(done.receipt))
    staging.advance(actor=town.editor(), plan=plan, move="start_drafting")
    one = drafted(town, plan)
    answered(town, plan, done.contribution, commitments=[one])
    assert Notice.objects.get(template="cycles.answered").person == wahyu
    adopt(town, plan)
    assert news() == {(wahyu.pk, "digest"): 1}


@pytest.mark.database
def test_what_comes_of_the_commitment_elsewhere_reaches_the_contributor_once(town):
    plan, sari, _contribution, one = answering(town)
    adopt(town, plan)
    below = record("Kontrak papan jadwal")
    records.link(below, one, by=system("test"), sort="funded_by")
    records.link(one, plan.cycle, by=system("test"), sort="part_of")
    sequence_all()
    Stream.objects.all().delete()
    flow()
    records.note(below, "plans.edit", by=system("test"), facts={"to": {}})
    begin(actor=town.editor(), commitment=one)                  # of this she hears from the commitment's own room
    sequence_all()
    assert flow() == 1
    (notice,) = Notice.objects.filter(template="notices.downstream")
    assert (notice.person, notice.record_id, notice.facts) == (sari, below.pk, {"origin": one.code})


def test_who_muted_the_plan_hears_nothing_for_its_sake(town):
    plan, sari = asking(town), resident()
    said(plan, actor=sari)
    below = record("Kontrak")
    records.link(below, plan.cycle, by=system("test"), sort="funded_by")
    follow(actor=sari, record=plan.cycle, volume="mute")
    sequence_all()
    Stream.objects.all().delete()
    flow()
    records.note(below, "plans.edit", by=system("test"), facts={"to": {}})
    sequence_all()
    assert flow() == 0


def test_who_asked_for_a_promise_hears_at_once_of_the_answer_and_later_that_it_is_said_to_be_kept(town):
    sari = resident()
    term = opened(town)
    one = promised(town, questioned(term, actor=sari).commitment)
    assert news() == {(sari.pk, "now"): 1}
    Notice.objects.all().delete()
    kept(town, one)
    assert news() == {(sari.pk, "digest"): 2}
    other = questioned(term, actor=sari).commitment
    decline(actor=town.editor(), commitment=other, reason="Bukan wewenang kami.")
    assert Notice.objects.get(record=other.pk).way == "now"
    assert listed(term) and Commitment.objects.count() == 2
