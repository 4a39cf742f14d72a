"""Forums meet and their clock runs; the sides object and answer; the partnership's days come from the record."""
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.months import months_after, whole_months
from pendopo.analysis.vague import weak
from pendopo.channels.plans.actions import disputing, meeting, planning, selfassessing, staging
from pendopo.channels.plans.actions.assessing import assess
from pendopo.channels.plans.actions.keeping import claim
from pendopo.channels.plans.models import Commitment, Dispute, Evidence, Plan, Report
from pendopo.channels.plans.packs import clock_rules
from pendopo.channels.plans.queries import clocks, forums, local
from tests.channels.plans.making import adopted, asking, opened, said
from tests.channels.plans.test_pages import words
from tests.channels.plans.test_reporting import differ
from tests.channels.plans.test_rules import FOUND
from tests.core.hall import refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 15)


def founded(town, plans=()):
    forum = meeting.found_forum(actor=town.editor(), plans=list(plans), told={
        "name": "Forum Multipihak Contoh", "name_en": "", "about": "", "decree": "", "since": None,
        "organisation": town.bappeda})
    for office, function in ((town.bappeda, "chair"), (town.forum, "cochair")):
        meeting.seat(actor=town.editor(), forum=forum, organisation=office, function=function)
    return forum


def met(town, forum, day, minutes="Disepakati.", sort="regular", plan=None):
    held = meeting.hold_meeting(actor=town.editor(), forum=forum, told={
        "day": day, "place": "Pendopo", "sort": sort, "plan": plan, "agenda": "Kemajuan"})
    if minutes:
        meeting.publish_minutes(actor=town.editor(), meeting=held, text=minutes, present=[town.bappeda, town.forum])
    return held


# The clock of six months

@pytest.mark.database
def test_a_meeting_counts_from_the_day_on_which_its_minutes_are_public(town):
    forum = founded(town)
    assert forums.clock_of(forum, TODAY).state == "never"
    held = met(town, forum, date(2026, 3, 10), minutes="")
    assert forums.clock_of(forum, TODAY).state == "never"
    meeting.publish_minutes(actor=town.editor(), meeting=held, text="Disepakati.", present=[town.forum])
    clock = forums.clock_of(forum, TODAY)
    assert (clock.last, clock.due, clock.state) == (date(2026, 3, 10), date(2026, 9, 10), "soon")
    assert forums.clock_of(forum, date(2026, 9, 11)).state == "late"
    assert forums.clock_of(forum, date(2026, 4, 1)).state == "met"


def test_minutes_of_a_meeting_that_was_not_held_are_refused(town):
    forum = founded(town)
    held = met(town, forum, date(2026, 9, 1), minutes="")
    with refused(ValueError):
        meeting.publish_minutes(actor=town.editor(), meeting=held, text="Sudah.")


@given(day=st.dates(date(2000, 1, 1), date(2090, 1, 1)), months=st.integers(0, 60))
def test_months_are_counted_as_calendars_count_them(day, months):
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and months_after(later, 0).day >= 28)
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert whole_months(date(2026, 1, 1), date(2027, 12, 31)) == 24 and whole_months(
        date(2026, 1, 15), date(2026, 2, 14)) == 1


def test_weak_milestones_are_those_without_a_figure():
    assert weak("Koordinasi dengan kecamatan") == "koordinasi" and weak("Improve services") == "improve"
    assert weak("Meningkatkan layanan", "Rapat") == "meningkatkan"
    assert not weak("Koordinasi 4 kali setahun") and not weak("Jadwal 12 puskesmas terbit")
    assert not weak("Papan anggaran terpasang di setiap desa")


def test_every_rule_names_its_source_or_says_that_it_has_none():
    for one in clock_rules().values():
        assert one.citation and (one.sourced is ("https://" in one.citation) or not one.sourced)
    assert {one.name for one in clock_rules().values() if not one.sourced} == {
        "review_meetings", "length_local", "cohort_local"}


# Pages of the forum

@pytest.mark.parametrize("number", [1, 3])
def test_a_forums_pages_cost_the_same_however_often_it_met(town, client, number, django_assert_num_queries):
    forum = founded(town)
    for place in range(number):
        met(town, forum, date(2026, 1 + place, 5))
    with django_assert_num_queries(2):
        assert client.get(reverse("plans:forums")).status_code == 200
    with django_assert_num_queries(5):
        assert client.get(forum.get_absolute_url()).status_code == 200
    page = words(client.get(f"{forum.get_absolute_url()}rapat/1/"))
    assert "Disepakati." in page and "Forum Contoh" in page
    assert not client.get(forum.get_absolute_url()).cookies


def test_the_keeper_founds_seats_and_meets_by_the_pages(town, enter):
    keeper = enter(town.editor())
    told = {"name": "Forum Baru", "organisation": town.bappeda.pk, "since": "2026-01-01"}
    assert keeper.post(reverse("plans:found_forum"), told).status_code == 302
    slug = "forum-baru"
    empty = keeper.post(reverse("plans:forum_rules", args=[slug]), {"text": ""})
    assert empty.status_code == 422
    assert keeper.post(reverse("plans:forum_rules", args=[slug]), {"text": "Mufakat."}).status_code == 302
    assert keeper.post(reverse("plans:seat", args=[slug]), {
        "organisation": town.forum.pk, "function": "member"}).status_code == 302
    assert keeper.post(reverse("plans:call", args=[slug]), {
        "day": "2026-08-01", "sort": "regular", "agenda": "Aturan", "place": ""}).status_code == 302
    paper = SimpleUploadedFile("notulen.pdf", b"%PDF-1.4\nminutes\n%%EOF\n")
    assert keeper.post(reverse("plans:minutes", args=[slug, 1]), {
        "file": paper, "present": [town.forum.pk], "people": "9"}).status_code == 302
    forum = forums.forum(slug)
    assert forums.meeting(forum, 1).minutes_file.sha256 and forums.clock_of(forum, TODAY).state == "met"
    seat = forums.seats(forum)[0]
    assert keeper.post(reverse("plans:unseat", args=[slug, seat.pk])).status_code == 302
    assert forums.seats(forum)[0].until == TODAY
    assert enter(town.member()).get(reverse("plans:call", args=[slug])).status_code == 403


# Clocks of a plan

def test_the_clocks_of_a_plan_are_read_from_the_record(town, client):
    plan = adopted(town)
    forum = founded(town, [Plan.objects.get(pk=plan.pk)])
    planning.note_submission(actor=town.editor(), plan=plan, day=date(2026, 6, 1))
    plan = Plan.objects.select_related("cycle", "forum", "owner").get(pk=plan.pk)
    dues = {one.rule.name: one for one in clocks.of_plan(plan, TODAY)}
    assert dues["inception"].state == "late" and dues["inception"].due == date(2026, 8, 1)
    assert dues["repository"].state == "late" and dues["repository"].count == 1       # all of it on one day
    assert dues["site"].state == "met" and dues["length_local"].count == 24
    met(town, forum, date(2026, 7, 1), sort="review")
    assert clocks.reviews(plan, TODAY) == [date(2026, 7, 1)]
    page = words(client.get(reverse("plans:clocks", args=[plan.code])))
    assert "Tidak terpenuhi" in page and "sumbernya belum ditemukan" in page
    assert client.get(reverse("plans:rules")).status_code == 200


@pytest.mark.parametrize(("submitted", "state", "year", "said"), [
    (date(2027, 8, 31), "met", 2027, "tahun ganjil"), (date(2027, 12, 31), "met", 2027, "tahun ganjil"),
    (date(2028, 1, 1), "late", 2028, "tahun genap")])
def test_a_national_plan_belongs_to_the_cohort_of_its_year_or_of_the_next(town, client, submitted, state, year, said):
    plan = adopted(town)
    Plan.objects.filter(pk=plan.pk).update(level="national")
    planning.note_submission(actor=town.editor(), plan=plan, day=submitted)
    plan = Plan.objects.select_related("cycle", "forum", "owner").get(pk=plan.pk)
    due = {one.rule.name: one for one in clocks.of_plan(plan, date(2028, 2, 1))}["cohort"]
    assert (due.state, due.count, due.due, due.past) == (state, year, date(2027, 12, 31), True)
    page = words(client.get(reverse("plans:clocks", args=[plan.code])))
    assert f"Angkatan {year} ({said})" in page


def test_of_a_plan_in_the_making_the_last_day_is_reckoned_and_of_a_local_one_nothing_that_has_no_source(town, client):
    plan = opened(town, cohort="2024")
    local = {one.rule.name: one for one in clocks.of_plan(plan, TODAY)}
    assert local["cohort_local"].state == "noted" and not local["cohort_local"].rule.sourced
    assert "Seperti dicatat 2024" in words(client.get(reverse("plans:clocks", args=[plan.code])))
    Plan.objects.filter(pk=plan.pk).update(level="national")
    plan = Plan.objects.select_related("cycle", "forum", "owner").get(pk=plan.pk)
    assert [one.state for one in clocks.cohort(plan, date(2027, 12, 15))] == ["soon"]
    assert [one.count for one in clocks.cohort(plan, date(2028, 1, 15))] == [2028]


def test_of_a_plan_that_was_taken_over_no_cohort_is_reckoned(real):
    for plan in Plan.objects.select_related("cycle", "forum", "owner"):
        assert clocks.cohort(plan, TODAY) == [], plan.code


def test_a_month_after_completion_the_end_of_a_commitment_is_due(town):
    plan = adopted(town)
    one = Commitment.objects.get(plan=plan)
    assert clocks.of_commitment(one, TODAY).state == "none"
    staging.advance(actor=town.editor(), plan=plan, move="implement")
    from_start(town, one)
    due = clocks.of_commitment(Commitment.objects.get(pk=one.pk), TODAY)
    assert (due.state, due.due) == ("running", date(2026, 9, 15))
    assess(actor=town.monitor(), commitment=one, finding=FOUND.__class__(
        "completion", "completion", "complete", "end", "Uji", "2026-08", "Selesai."))
    assert clocks.of_commitment(Commitment.objects.get(pk=one.pk), TODAY).state == "met"


def from_start(town, one):
    Commitment.objects.filter(pk=one.pk).update(state="in_progress")
    claim(actor=town.editor(), commitment=Commitment.objects.get(pk=one.pk), reason="Selesai.")


def test_the_inception_form_fills_itself(town, client):
    plan = adopted(town)
    forum = founded(town, [Plan.objects.get(pk=plan.pk)])
    met(town, forum, date(2026, 7, 1), plan=Plan.objects.get(pk=plan.pk))
    plan = Plan.objects.select_related("cycle", "forum").get(pk=plan.pk)
    told = {one.name: one.met for one in local.inception(plan, TODAY)}
    assert told == {"forum": True, "two_sides": True, "met": True, "endorsed": None, "site": True, "before": None,
                    "contributed": True, "answered": True}
    page = words(client.get(reverse("plans:inception", args=[plan.code])))
    assert "Jadwal puskesmas terbuka" in page and "Jadwal 12 puskesmas terbit" in page and "diisi penilai" in page
    assert local.inception(asking_other(town), TODAY)[-1].met is False


def asking_other(town):
    Plan.objects.filter(code="CTH2").update(code="CTH9")
    plan = asking(town)
    said(plan)
    return Plan.objects.select_related("cycle", "forum").get(pk=plan.pk)


def test_the_end_of_commitment_form_fills_itself(contoh, client):
    differ(contoh)
    selfassessing.self_assess(actor=contoh.editor(), commitment=contoh.commitment(), moment="end", level="substantial",
                              text="Terbit untuk semua dinas.", next_steps="Lanjut ke desa.")
    page = words(client.get(reverse("plans:end_of_commitment", args=[contoh.commitment().code])))
    assert "Terbit untuk semua dinas." in page and "Lanjut ke desa." in page and "Sudah terbit." in page
    own = words(client.get(contoh.commitment().get_absolute_url()))
    assert "Kata pemerintah sendiri" in own and "Terbit untuk semua dinas." in own


def test_an_assessor_writes_no_self_assessment(contoh):
    for who in (contoh.monitor(), contoh.member(), contoh.officer()):
        with refused():
            selfassessing.self_assess(actor=who, commitment=contoh.commitment(), moment="end", level="complete",
                                      text="Selesai.")


# Objections

@pytest.mark.database
def test_an_objection_stands_until_its_author_closes_it(contoh, client, enter):
    differ(contoh)
    report = Report.objects.filter(side="government").latest("pk")
    address = reverse("plans:dispute", args=[contoh.commitment().code, report.pk])
    assert enter(contoh.officer()).get(address).status_code == 403          # one's own side
    browser = enter(contoh.member())
    told = {"part": contoh.part(contoh.forum).pk, "text": "Kami tidak menemukan separuhnya."}
    assert browser.post(address, told | {"text": ""}).status_code == 422
    assert browser.post(address, told).status_code == 302
    one = Dispute.objects.get()
    page = words(client.get(contoh.commitment().get_absolute_url()))
    assert "Kami tidak menemukan separuhnya." in page and "Disanggah, belum dijawab" in page
    code = contoh.commitment().code
    with refused():
        disputing.answer_dispute(actor=contoh.member(), dispute=one, text="Sendiri.")
    answer = enter(contoh.officer()).post(reverse("plans:answer_dispute", args=[code, one.pk]),
                                          {"text": "Kami lengkapi."})
    assert answer.status_code == 302
    with refused():
        disputing.close_dispute(actor=contoh.officer(), dispute=one, settled=True)
    closed = enter(contoh.member()).post(reverse("plans:close_dispute", args=[code, one.pk]), {"outcome": "unsettled"})
    assert closed.status_code == 302 and Dispute.objects.get().state == "unsettled"
    page = words(client.get(contoh.commitment().get_absolute_url()))
    assert "Kami lengkapi." in page and "kedua pernyataan tetap ada" in page


def test_evidence_can_be_a_record_of_this_city(contoh, client, enter):
    code, other = contoh.commitment().code, contoh.commitment()
    address = reverse("plans:evidence", args=[code, 1])
    part = contoh.part(contoh.forum).pk
    wrong = enter(contoh.member()).post(address, {"part": part, "record": "RA-2026-9999-X"})
    assert wrong.status_code == 422 and "RA-2026-9999-X" in wrong.content.decode()
    assert enter(contoh.member()).post(address, {"part": part, "record": other.code}).status_code == 302
    assert Evidence.objects.get().record_id == other.pk
    assert other.title in words(client.get(contoh.commitment().get_absolute_url()))
