"""The five gates: each names what is missing, and opens when nothing is."""
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.analysis.leaves import opens
from pendopo.channels.initiatives.actions import (
    agreeing,
    deciding,
    drafting,
    keeping,
    noting,
    opening,
    pledging,
    seating,
)
from pendopo.channels.initiatives.actions.keeping import Unready
from pendopo.channels.initiatives.models import (
    Agreement,
    Asset,
    Ballot,
    Branch,
    DataRequest,
    Decision,
    Evidence,
    Issue,
    Lesson,
    Meeting,
    Pledge,
    Seat,
    Sheet,
    Trial,
)
from pendopo.channels.initiatives.queries.gates import missing
from pendopo.core.ledger import queries as ledger
from pendopo.core.ledger.actions import sequence_all
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Organisation
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event, Link, Record
from pendopo.core.records.queries import upstream
from tests.channels.initiatives.town import TODAY
from tests.core.hall import office, record, refused

pytestmark = pytest.mark.django_db


def codes(made):
    return [lack.code for lack in missing(made)]


@pytest.mark.database
def test_an_initiative_walks_all_five_steps(town, begun):
    done = town.walk(begun, "")
    assert done.state == "finished" and done.closed is not None
    assert all(sheet.shown_version == sheet.version > 0 for sheet in Sheet.objects.filter(initiative=done))
    verbs = list(Event.objects.filter(record=done, visibility="public").values_list("verb", flat=True))
    for verb in ("add", "join", "show", "sign", "check_in", "finish"):
        assert f"initiatives.{verb}" in verbs


def test_what_goes_on_by_whom_and_since_when_is_public_from_the_first_day(town, begun):
    assert begun.visibility == "public"
    assert [(row["side"], row["organisation"]["name"]) for row in begun.face["parties"]] == [
        ("government", "Dinas Kesehatan Contoh"), ("cso", "Peduli Contoh"), ("other", "Klinik Contoh")]
    assert begun.face["parties"][0]["since"] == "2026-08-15"


def test_a_cso_opens_one_and_the_office_joins_and_who_pays_is_named(town, client):
    made = opening.begin(actor=town.joko, opening=opening.Opening(
        "Sampah", "Sampah menumpuk.", "waste", town.peduli, town.dinkes, town.fajar.memberships.get(),
        funder=office("Dana Contoh", "funder"), implementer=town.klinik))
    opening.join(actor=town.dewi, initiative=made)
    assert [row["side"] for row in town.fresh(made).face["parties"]] == ["cso", "government"]
    page = client.get(made.get_absolute_url()).content.decode()
    for told in ("Dana Contoh", "Klinik Contoh", "Fajar Contoh (Universitas Contoh)"):
        assert told in page, told


def test_the_timeline_names_organisations_in_the_readers_language(town, begun, client):
    Organisation.objects.filter(pk=town.klinik.pk).update(name_en="Contoh Clinic")
    town.klinik.refresh_from_db()
    seating.seat(actor=town.fajar, seat=Seat(initiative=begun, organisation=town.klinik, side="other", people=3,
                                             since=TODAY))
    told = {prefix: client.get(prefix + begun.get_absolute_url()).content.decode() for prefix in ("", "/en")}
    assert "memberi kursi kepada Klinik Contoh" in told[""] and "made room for Contoh Clinic" in told["/en"]


def test_the_first_gate_names_everything_that_is_missing(town):
    made = opening.begin(actor=town.dewi, opening=opening.Opening("Sampah", "Sampah menumpuk.", "waste", town.dinkes))
    assert codes(made) == ["facilitator", "cso", "issue", "chosen", "agreed", "agreed"]
    opening.name_facilitator(actor=town.dewi, initiative=made, membership=town.fajar.memberships.get())
    with refused(Unready):
        keeping.pass_gate(actor=town.fajar, initiative=made)
    assert codes(town.fresh(made)) == ["cso", "issue", "chosen", "agreed", "agreed"]
    assert town.fresh(made).state == "issue"


def test_evidence_ratings_and_a_reason_why_data_help_are_asked_for(town, begun):
    issue = town.find_issue(begun)
    assert codes(begun) == []
    Evidence.objects.all().delete()
    issue = Issue.objects.get(pk=issue.pk)
    issue.data_reason = ""
    town.draft(issue)
    assert set(codes(begun)) == {"evidence", "data", "agreed"}
    begun.sensitive = True
    assert "sensitive" in codes(begun)


def test_the_second_gate_asks_for_a_holder_roles_and_whether_others_were_thought_of(town, begun):
    made = town.walk(begun, "understanding")
    assert codes(made) == ["session", "cause", "implication", "goal", "role", "role", "asset", "third", "agreed",
                           "agreed"]
    town.draft(Asset(initiative=made, title="Data", status="missing"))
    assert "holder" in codes(made)
    town.understand(made)
    assert codes(town.fresh(made)) == ["holder"]


def test_step_three_does_not_close_without_a_signed_leader_on_both_sides(town, begun):
    made = town.walk(begun, "team")
    town.form_team(made)
    signed = town.fresh(made)
    assert codes(signed) == []
    signed.pledges.filter(side="cso").update(state="declined")
    assert [(lack.code, str(lack.what)) for lack in missing(signed)] == [("signed", "Masyarakat sipil")]


def test_members_of_the_team_do_something(town, begun):
    made = town.walk(begun, "team")
    town.form_team(made)
    Seat.objects.filter(initiative=made, side="cso").update(task=" ")
    assert codes(town.fresh(made)) == ["task"]


def test_step_four_wants_a_tried_prototype_or_the_reason_and_a_decision_on_size(town, begun):
    made = town.walk(begun, "action")
    assert {"tested", "scaling", "activity", "milestone", "checked"} <= set(codes(made))
    town.carry_out(made)
    Trial.objects.all().delete()
    assert codes(town.fresh(made)) == ["tested"]
    opening.settle(actor=town.fajar, initiative=made, changes={"untested": "Alatnya belum tiba."})
    assert codes(town.fresh(made)) == ["agreed", "agreed"]


def test_step_five_wants_both_sides_apart_and_the_lessons_or_a_refusal_in_own_words(town, begun):
    made = town.walk(begun, "learning")
    assert codes(made) == ["apart", "apart", "lesson", "lessons"]
    for side in ("government", "cso"):
        town.draft(Meeting(initiative=made, sort="learning", side=side, day=TODAY, title="Belajar"))
    town.draft(Lesson(initiative=made, sort="worked", text="Jujur."))
    assert codes(made) == ["lessons"]
    sheet = town.sheet(made, "lessons")
    agreeing.refuse(actor=town.joko, sheet=sheet, version=sheet.version, words="Belum seimbang.")
    assert codes(made) == []
    told = Event.objects.get(record=made, verb="initiatives.refuse")
    assert told.visibility == "public" and "Belum seimbang." in told.line.words


def test_a_change_voids_the_yes_of_the_other_side_and_leaves_what_was_published(town, begun):
    town.find_issue(begun)
    before = town.sheet(begun, "issue")
    assert before.shown_version == before.version
    town.draft(Issue(initiative=begun, title="Obat kosong", text="Sering."), by=town.joko)
    after = town.sheet(begun, "issue")
    assert after.version == before.version + 1 and after.face == before.face and "agreed" in codes(begun)
    with refused(Hindrance):                                     # agreeing to what one has not read
        agreeing.agree(actor=town.dewi, sheet=after, version=before.version)
    town.agree(begun, "issue", town.dewi)
    assert town.sheet(begun, "issue").face == before.face         # one side alone publishes nothing
    town.agree(begun, "issue", town.joko)
    assert [one["title"] for one in town.sheet(begun, "issue").face["issues"]] == ["Antrean panjang", "Obat kosong"]


def test_dissent_stands_in_the_dissenters_own_words(town, begun):
    town.find_issue(begun)
    decision = town.sheet(begun, "issue").face["decisions"][0]
    assert decision["dissents"] == [{"side": "cso", "html": "<p>Obat kosong lebih mendesak.</p>\n"}]
    assert decision["stances"]["government"]["parts"] == {"consent": 1, "aside": 0, "dissent": 0}


def test_dots_are_counted_by_side_and_papers_stand_beside_the_votes_of_the_room(town, begun):
    one, two = (town.draft(Issue(initiative=begun, title=title, text="x")) for title in ("Satu", "Dua"))
    question = town.draft(Decision(initiative=begun, question="Mana?", method="dots"))
    deciding.vote(actor=town.dewi, decision=question, points={one.pk: 2, two.pk: 1})
    deciding.vote(actor=town.dewi, decision=question, points={two.pk: 3})          # a new word replaces the old one
    deciding.tally(actor=town.fajar, decision=question, papers=[
        deciding.Paper("cso", 9, issue=one, points=14), deciding.Paper("cso", 9, issue=two, points=13)])
    assert sorted(Ballot.objects.values_list("side", "issue__title", "points", "people")) == [
        ("cso", "Dua", 13, 9), ("cso", "Satu", 14, 9), ("government", "Dua", 3, 1)]
    with refused(Hindrance):                                     # what was asked is not changed after the first vote
        question.question = "Yang lain?"
        drafting.draft(actor=town.dewi, row=question)


def test_scores_are_given_to_each_issue_and_the_method_stands_beside_the_points(town, begun, enter):
    one, two = (town.draft(Issue(initiative=begun, title=title, text="x")) for title in ("Satu", "Dua"))
    question = town.draft(Decision(initiative=begun, question="Mana?", method="score"))
    address = f"/inisiatif/{begun.code}/lakukan/suara/{question.pk}/"
    assert enter(town.dewi).post(address, {f"issue_{one.pk}": 6}).status_code == 422
    for who, points in ((town.dewi, (5, 4)), (town.joko, (1, 5))):
        typed = {f"issue_{issue.pk}": many for issue, many in zip((one, two), points, strict=True)}
        assert enter(who).post(address, typed).status_code == 302
    deciding.close_decision(actor=town.fajar, decision=question, outcome="Dua dulu.", issue=two)
    told = town.agree(begun, "issue").face["decisions"][0]
    assert (told["method"], told["issue"]) == ("score", "Dua")
    assert sorted((row["issue"], row["side"], row["points"]) for row in told["points"]) == [
        ("Dua", "cso", 5), ("Dua", "government", 4), ("Satu", "cso", 1), ("Satu", "government", 5)]


def test_a_leader_who_declines_leaves_a_public_dated_reason(town, begun):
    made = town.walk(begun, "team")
    opening.settle(actor=town.fajar, initiative=made, changes={"pledge": "Bersama."})
    asked = town.ask(made, town.joko, town.peduli, "cso")
    pledging.decline(actor=town.joko, pledge=asked, words="Anggaran kami habis.")
    event = Event.objects.get(record=made, verb="initiatives.decline")
    assert event.visibility == "public" and "Anggaran kami habis." in event.line.words
    with refused():                                              # an answer is given once
        pledging.sign(actor=town.joko, pledge=asked)


def test_the_pledge_is_a_signed_statement_on_the_ledger(town, begun):
    made = town.walk(begun, "team")
    town.form_team(made)
    sequence_all()
    signed = Pledge.objects.filter(initiative=made).select_related("event__line", "leader", "organisation")
    assert [(one.side, one.state) for one in signed] == [("government", "signed"), ("cso", "signed")]
    for one in signed:
        line = one.event.line
        told = json.loads(line.facts)
        assert (one.event.visibility, line.visibility) == ("public", "public") and one.answered == one.event.at
        assert opens(bytes(line.entry), ledger.opening(line)), "nobody can alter it without being seen"
        assert told["pledge"] == one.text == "Kami bekerja bersama." and told["function"] == one.function
        assert told["side"] == one.side and json.loads(line.words)["by"] == one.leader.alias


def test_a_leader_needs_no_seat_and_must_lead(town, begun):
    made = town.walk(begun, "team")
    opening.settle(actor=town.fajar, initiative=made, changes={"pledge": "Bersama."})
    town.agree(made, "team")
    with refused(Hindrance):
        town.ask(made, town.surya, town.dinkes, "government")
    Seat.objects.filter(initiative=made, person=town.dewi).update(until=TODAY)
    signed = pledging.sign(actor=town.dewi, pledge=town.ask(made, town.dewi, town.dinkes, "government"))
    assert (signed.state, signed.leader, signed.text) == ("signed", town.dewi, "Bersama.")


def test_nobody_signs_before_both_sides_have_agreed_to_the_words(town, begun, client):
    made = town.walk(begun, "team")
    opening.settle(actor=town.fajar, initiative=made, changes={"pledge": "Rancangan rahasia."})
    asked = town.ask(made, town.dewi, town.dinkes, "government")
    with refused(Hindrance):
        pledging.sign(actor=town.dewi, pledge=asked)
    assert "Rancangan rahasia." not in client.get(made.get_absolute_url()).content.decode()
    town.agree(made, "team")
    assert pledging.sign(actor=town.dewi, pledge=asked).text == "Rancangan rahasia."


def test_a_signature_stands_under_the_words_that_were_signed_and_under_no_others(town, begun, client):
    made = town.walk(begun, "team")
    town.form_team(made)
    assert "Yang ditandatangani" not in client.get(made.get_absolute_url()).content.decode()
    opening.settle(actor=town.fajar, initiative=town.fresh(made), changes={"pledge": "Kami membuka semua data."})
    town.agree(made, "team")
    assert [str(lack.what) for lack in missing(town.fresh(made)) if lack.code == "signed"] == [
        "Pemerintah", "Masyarakat sipil"]
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Kami membuka semua data." in page and page.count("Kami bekerja bersama.") == 2, "once below each signature"
    for who, at, side in ((town.dewi, town.dinkes, "government"), (town.joko, town.peduli, "cso")):
        pledging.sign(actor=who, pledge=town.ask(made, who, at, side))
    assert codes(town.fresh(made)) == []


def test_what_one_side_strikes_appears_nowhere(town, begun):
    made = town.walk(begun, "learning")
    kept = town.draft(Lesson(initiative=made, sort="worked", text="Tetap."))
    gone = town.draft(Lesson(initiative=made, sort="failed", text="Dicoret."))
    noting.strike(actor=town.dewi, lesson=gone)
    face = town.agree(made, "lessons").face
    assert [row["key"] for rows in face["groups"].values() for row in rows] == [kept.pk]
    assert "Dicoret" not in str(face)


def test_pausing_keeps_the_step_and_stopping_needs_words(town, begun):
    made = town.walk(begun, "action")
    assert str(made.due) == "2026-09-14"
    keeping.pause(actor=town.fajar, initiative=made, reason="Pilkada.")
    paused = town.fresh(made)
    assert (paused.state, paused.paused_from, paused.due) == ("paused", "action", None)
    with refused():
        town.draft(Branch(initiative=paused, sort="cause", text="x"))
    keeping.resume(actor=town.dewi, initiative=paused)
    assert town.fresh(made).state == "action" and str(town.fresh(made).due) == "2026-09-14"
    keeping.stop(actor=town.joko, initiative=made, reason="Kantor pindah.")
    assert town.fresh(made).state == "stopped"
    assert "Kantor pindah." in Event.objects.get(record=made, verb="initiatives.stop").line.words


def test_it_goes_on_as_a_commitment_seen_from_both_ends(town, begun):
    made, promise = town.walk(begun, "learning"), record(at=town.dinkes)
    keeping.continue_as(actor=town.dewi, initiative=made, record=promise)
    assert town.fresh(made).state == "continued"
    assert Link.objects.filter(source=promise.pk, target=made.pk, sort="continues").exists()
    with refused(Hindrance):
        keeping.continue_as(actor=town.dewi, initiative=made, record=made)


def test_a_public_record_takes_a_data_request_over_seen_from_both_ends(town, begun, client):
    made = town.walk(begun, "action")
    town.carry_out(made)
    asked, taken = DataRequest.objects.get(initiative=made), record("Jam kedatangan sebagai data terbuka")
    with refused():
        keeping.adopt(actor=town.mira, request=asked, record=taken)
    keeping.adopt(actor=town.dewi, request=asked, record=taken)
    assert DataRequest.objects.get(pk=asked.pk).record.pk == taken.pk
    assert Link.objects.get(source=taken.pk, target=made.pk).sort == "answers"     # the room hears what becomes of it
    assert upstream(taken.pk) == [made.pk]
    town.agree(made, "plan")                                    # the sheet changed: both sides say yes once more
    for page in (made.get_absolute_url(), taken.get_absolute_url()):
        found = client.get(page).content.decode()
        assert (taken.title if page == made.get_absolute_url() else made.title) in found


def test_a_data_request_has_an_address_of_its_own_and_the_state_of_what_took_it_over(town, begun, client):
    made = town.walk(begun, "action")
    town.carry_out(made)
    asked, taken = DataRequest.objects.get(initiative=made), record("Jam kedatangan sebagai data terbuka")
    address = reverse("initiatives:data_request", args=[made.code, asked.pk])
    other = reverse("initiatives:data_request", args=[made.code, asked.pk + 900])
    assert client.get(address).status_code == 200 and client.get(other).status_code == 404
    assert address in client.get(made.get_absolute_url()).content.decode()
    keeping.adopt(actor=town.dewi, request=asked, record=taken)
    assert Link.objects.get(source=taken.pk, target=made.pk).words == asked.title
    DataRequest.objects.filter(pk=asked.pk).update(state="open")
    assert ("request", asked.title) in [(one.code, one.what) for one in missing(town.fresh(made))]
    assert taken.title not in client.get(address).content.decode(), "before both sides agreed to the new sheet"
    town.agree(made, "plan")
    assert taken.title in client.get(address).content.decode()
    Record.objects.filter(pk=taken.pk).update(state="carried_over", closed=timezone.now())
    records.note(taken, "plans.edit", by=system("test"), facts={"to": {}})
    assert "request" not in [one.code for one in missing(town.fresh(made))]
    assert "Dilanjutkan" in client.get(address).content.decode()
    Record.objects.filter(pk=taken.pk).update(visibility="hidden")
    records.note(made, "initiatives.show", by=system("test"), facts={})
    for page in (address, made.get_absolute_url()):
        assert taken.title not in client.get(page).content.decode(), "a record that was hidden is not named"


def test_agreements_count_only_with_the_last_word_of_a_side(town, begun):
    town.draft(Issue(initiative=begun, title="Satu", text="x"))
    sheet = town.sheet(begun, "issue")
    for who in (town.dewi, town.joko):
        agreeing.refuse(actor=who, sheet=sheet, version=sheet.version, words="Belum.")
    town.agree(begun, "issue", town.dewi)
    assert town.sheet(begun, "issue").shown_version == 0
    town.agree(begun, "issue", town.joko)
    assert town.sheet(begun, "issue").shown_version == sheet.version and Agreement.objects.count() == 4
