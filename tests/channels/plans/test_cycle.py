"""A plan is made: timetable, contributions by anyone, a reason for each, drafts, decree. What lacks is named."""
import pytest
from django.urls import reverse
from django.utils import timezone

from pendopo.channels.plans import rules
from pendopo.channels.plans.actions import contributing, drafting, staging
from pendopo.channels.plans.cycles import Contribution, Stage
from pendopo.channels.plans.models import Commitment, Plan, PlanStatement
from pendopo.channels.plans.upstream import people
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.models import Person
from pendopo.core.people.queries import receipt_from
from pendopo.core.voices.models import Comment
from tests.channels.plans.making import (
    adopted,
    answered,
    asking,
    dates,
    decree,
    drafted,
    lacking,
    opened,
    resident,
    said,
)
from tests.channels.plans.test_pages import words
from tests.core.hall import person, refused

pytestmark = pytest.mark.django_db


def test_nobody_is_asked_before_the_timetable_is_public(town):
    plan = opened(town)
    assert len(lacking(staging.advance, actor=town.editor(), plan=plan, move="open_proposals")) == 1
    staging.set_timeline(actor=town.editor(), plan=plan, dates=dates())
    plan = staging.advance(actor=town.editor(), plan=plan, move="open_proposals")
    assert plan.cycle.state == "proposals"


def test_a_changed_timetable_keeps_what_it_said_before(town):
    plan = opened(town)
    staging.set_timeline(actor=town.editor(), plan=plan, dates=dates())
    later = dates() | {"proposals": (dates()["proposals"][0], dates()["drafting"][0])}
    staging.set_timeline(actor=town.editor(), plan=plan, dates=later, reason="Lebaran")
    assert Stage.objects.filter(name="proposals").count() == 2
    assert Stage.objects.get(name="proposals", replaced=None).end == dates()["drafting"][0]
    assert len(Plan.objects.get(pk=plan.pk).cycle.face["former"]) == 1


@pytest.mark.database
def test_one_unanswered_contribution_stops_the_plan_and_is_named(town):
    plan = asking(town)
    first, second = said(plan).contribution, said(plan, "Papan anggaran di setiap desa.").contribution
    staging.advance(actor=town.editor(), plan=plan, move="start_drafting")
    one = drafted(town, plan)
    answered(town, plan, first)
    gaps = lacking(staging.advance, actor=town.editor(), plan=plan, move="publish_responses")
    assert [gap.address for gap in gaps] == [second.get_absolute_url()]
    answered(town, plan, second, outcome="not_taken")
    staging.advance(actor=town.editor(), plan=plan, move="publish_responses")
    late = Contribution.objects.get(pk=second.pk)
    Contribution.objects.filter(pk=late.pk).update(state="received")        # one more came while it waited
    gaps = lacking(staging.adopt, actor=town.editor(), plan=plan, decree=decree())
    assert str(late.number) in gaps[0].sentence and len(gaps) == 1
    assert Commitment.objects.get(pk=one.pk).state == "draft"
    answered(town, plan, late)
    staging.adopt(actor=town.editor(), plan=plan, decree=decree())
    plan = Plan.objects.get(pk=plan.pk)
    assert (plan.cycle.state, plan.cycle.decree) == ("adopted", "Keputusan Bupati 12 Tahun 2026")
    assert Commitment.objects.get(pk=one.pk).state == "adopted" and plan.size == 1


def test_a_promise_that_cannot_be_checked_is_not_adopted(town):
    plan = asking(town)
    staging.advance(actor=town.editor(), plan=plan, move="start_drafting")
    drafting.draft_commitment(actor=town.editor(), plan=plan, lead=None, told={
        "title": "Koordinasi", "problem": "x", "action": "y", "start": "2027", "end": "2028"})
    staging.advance(actor=town.editor(), plan=plan, move="publish_responses")
    assert len(lacking(staging.adopt, actor=town.editor(), plan=plan, decree=decree())) == 2     # lead unit, milestone


def test_the_whole_way_to_the_lessons(town):
    plan, editor = adopted(town), town.editor()
    staging.advance(actor=editor, plan=plan, move="implement")
    assert lacking(staging.advance, actor=editor, plan=plan, move="assess_self")
    sheet = staging.Sheet("self_assessment", "Evaluasi diri", dates()["review"][0], "Separuh jalan.")
    staging.publish_paper(actor=editor, plan=plan, sheet=sheet)
    staging.advance(actor=editor, plan=plan, move="assess_self")
    staging.advance(actor=editor, plan=plan, move="review")
    lessons = staging.Sheet("lessons", "Pelajaran", dates()["review"][0], "Mulai lebih awal.")
    staging.publish_paper(actor=editor, plan=plan, sheet=lessons)
    gaps = lacking(staging.advance, actor=editor, plan=plan, move="finish")
    assert [gap.address for gap in gaps] == [Commitment.objects.get().get_absolute_url()]       # open still


# Contributions

def test_without_an_account_a_receipt_sees_the_answer_and_takes_the_words_back(town, client):
    plan = asking(town)
    before = Person.objects.count()
    done = said(plan, "Hubungi saya di 0812-7770-0123. Antrean terlalu lama.", name="Ibu di Desa Satu")
    assert done.receipt and done.masked and "7770-0123" not in done.contribution.text
    assert Person.objects.count() == before + 1 and done.contribution.author.sort == "guest"
    receipt = receipt_from(done.receipt)
    assert receipt.record == plan.cycle_id and receipt.address == done.contribution.get_absolute_url()
    client.post(reverse("people:receipt"), {"code": done.receipt})
    page = client.get(done.contribution.get_absolute_url())
    assert "/tarik/" in page.content.decode()
    assert client.post(done.contribution.get_absolute_url() + "tarik/").status_code == 302
    gone = Contribution.objects.get(pk=done.contribution.pk)
    assert (gone.state, gone.text, gone.name) == ("withdrawn", "", "")


def test_the_same_form_twice_is_one_contribution(town):
    plan = asking(town)
    first, second = said(plan, form_key="abc"), said(plan, form_key="abc")
    assert first.contribution == second.contribution and not second.receipt


def test_advertising_waits_for_a_moderator_who_is_not_of_the_government(town, monkeypatch):
    plan = asking(town)
    monkeypatch.setattr(contributing, "HELD", 0.0)
    held = said(plan, "BELI OBAT MURAH").contribution
    assert held.state == "held"
    with refused():
        contributing.release_contribution(actor=person("Eko Contoh", at=town.bappeda, role="moderator"),
                                          contribution=held)
    contributing.release_contribution(actor=person("Maya Contoh", at=town.forum, role="moderator"), contribution=held)
    assert Contribution.objects.get(pk=held.pk).state == "received"


def test_only_the_keeper_of_the_plan_answers(town):
    plan = asking(town)
    contribution = said(plan).contribution
    for who in (town.member(), town.monitor(), resident()):
        with refused():
            contributing.answer_contribution(actor=who, contribution=contribution, outcome="taken", text="Ya.")
    answered(town, plan, contribution)
    assert Contribution.objects.get(pk=contribution.pk).state == "answered"


def test_after_the_drafting_nothing_comes_in(town):
    plan = asking(town)
    staging.advance(actor=town.editor(), plan=plan, move="start_drafting")
    said(plan, "Masih terbuka.")
    contribution = Contribution.objects.get()
    answered(town, plan, contribution)
    staging.advance(actor=town.editor(), plan=plan, move="publish_responses")
    with refused():
        said(Plan.objects.get(pk=plan.pk), "Terlambat.")


# Pages

@pytest.mark.parametrize("number", [1, 3])
def test_a_plan_in_the_making_costs_the_same_however_much_is_said(town, client, number, django_assert_num_queries):
    plan = asking(town)
    for place in range(number):
        answered(town, plan, said(plan, f"Usul {place}").contribution)
        drafted(town, plan)
        PlanStatement.objects.create(plan=plan, moment="end", method=f"Cara {place}", assessor="Penilai Contoh",
                                     counts={"complete": place + 1}, at=timezone.now())
    with django_assert_num_queries(5):
        page = client.get(plan.get_absolute_url())
    assert words(page).count("Penilai Contoh") == number
    with django_assert_num_queries(3):
        assert client.get(plan.get_absolute_url() + "masukan/").status_code == 200
    with django_assert_num_queries(5):
        assert client.get(f"{plan.get_absolute_url()}masukan/1/").status_code == 200


def test_a_visitor_contributes_by_the_page(town, client):
    plan = asking(town)
    address = reverse("plans:contribute", args=[plan.code])
    assert client.get(address).status_code == 200
    empty = client.post(address, {"text": "", "name": "Pak Tani"})
    assert empty.status_code == 422 and "Pak Tani" in empty.content.decode()
    theme = plan.cycle.themes.get(position=2)
    done = client.post(address, {"text": "Papan anggaran di balai desa.", "theme": theme.pk, "key": "k1"})
    assert done.status_code == 200 and "Tanda terima" in words(done)
    assert Contribution.objects.get().theme == theme
    page = words(client.get(plan.get_absolute_url()))
    assert "Masuk 1" in page and "Desa" in page


def test_a_plan_can_be_followed_and_each_theme_discussed(town, client, enter):
    plan = asking(town)
    sari = resident()
    browser = enter(sari)
    code = plan.cycle.code
    assert browser.post(reverse("voices:follow", args=[code]), {"volume": "normal"}).status_code == 302
    sent = browser.post(reverse("voices:write", args=[code]) + "?bagian=tema-1", {"text": "Puskesmas dulu."})
    assert sent.status_code == 302
    comment = Comment.objects.get()
    assert (comment.passage, comment.quoted) == ("tema-1", "Kesehatan")
    assert "1 komentar" in words(client.get(plan.get_absolute_url()))
    assert client.get(f"/rencana/{code}/").url == plan.get_absolute_url()
    assert client.get("/rencana/").url == reverse("plans:plans")


def test_a_draft_is_read_and_discussed_paragraph_by_paragraph(town, client, enter):
    plan = asking(town)
    one = drafted(town, plan)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "bagian=problem-2" in page
    enter(resident()).post(reverse("voices:write", args=[one.code]) + "?bagian=problem-2", {"text": "Benar."})
    assert Comment.objects.get().quoted == "Tanpa kabar."
    unknown = enter(resident()).post(reverse("voices:write", args=[one.code]) + "?bagian=zzz-9", {"text": "Halo."})
    assert unknown.status_code == 302 and Comment.objects.latest("pk").passage == ""


def test_staff_see_what_is_missing_with_the_way_there(town, enter):
    plan = asking(town)
    contribution = said(plan).contribution
    keeper = enter(town.editor())
    keeper.post(reverse("plans:stage", args=[plan.code, "start_drafting"]), {})
    answer = keeper.post(reverse("plans:stage", args=[plan.code, "publish_responses"]), {})
    assert answer.status_code == 422 and contribution.get_absolute_url() in answer.content.decode()
    assert Plan.objects.get(pk=plan.pk).cycle.state == "drafting"


def test_wrong_days_are_named_and_nothing_is_written(town, enter):
    plan = opened(town)
    keeper = enter(town.editor())
    told = {f"{name}_{end}": str(day) for name, days in dates().items()
            for end, day in zip(("start", "end"), days, strict=True)}
    wrong = keeper.post(reverse("plans:timeline", args=[plan.code]), told | {"drafting_end": "2020-01-01"})
    assert wrong.status_code == 422 and "berakhir sebelum mulai" in words(wrong)
    assert "2020-01-01" in wrong.content.decode() and not Stage.objects.exists()
    assert keeper.post(reverse("plans:timeline", args=[plan.code]), told).status_code == 302


def test_a_weak_milestone_is_warned_about_and_not_stopped(town, enter):
    plan = asking(town)
    one = drafted(town, plan)
    keeper = enter(town.editor())
    told = {"title": "Meningkatkan koordinasi", "deliverable": "Rapat", "start": "2027-03", "due": "2027-09"}
    answer = keeper.post(reverse("plans:add_milestone", args=[one.code]), told, follow=True)
    assert one.milestones.count() == 2 and "meningkatkan" in words(answer)
    late = keeper.post(reverse("plans:add_milestone", args=[one.code]), told | {"due": "2026-01"})
    assert late.status_code == 422 and one.milestones.count() == 2
    assert "Meningkatkan koordinasi" in late.content.decode()
    beyond = keeper.post(reverse("plans:add_milestone", args=[one.code]), told | {"due": "2029"})
    assert beyond.status_code == 422
    orphan = keeper.post(reverse("plans:edit_milestone", args=[one.code, 99]), told)
    assert orphan.status_code == 404


def test_a_successor_calls_the_plan_otherwise_and_the_former_name_stays(town, client, enter):
    plan = adopted(town)
    keeper, address = enter(town.editor()), reverse("plans:rename", args=[plan.code])
    told = {"title": "Rencana Contoh Maju", "title_en": "", "reason": ""}
    assert keeper.post(address, told).status_code == 422                     # not without saying why
    assert keeper.post(address, told | {"reason": "Bupati baru."}).status_code == 302
    page = words(client.get(plan.get_absolute_url()))
    assert "Rencana Contoh Maju" in page and "Nama lama: Rencana aksi kedua (Bupati baru.)" in page
    assert Commitment.objects.get(plan=plan).number == "1" and Contribution.objects.get().number == 1


@pytest.mark.database
def test_no_keeper_drops_a_partner_from_a_promise(town, enter):
    """Whoever leads the city by then: the CSO goes on reporting and objecting."""
    one = Commitment.objects.get(plan=adopted(town))
    keeper, address = enter(town.editor()), reverse("plans:parts", args=[one.code])
    with refused(Hindrance, match="Forum Contoh"):
        drafting.set_parts(actor=town.editor(), commitment=one, lead=town.bappeda, partners=[town.body])
    assert rules.report_milestone.allows(town.member(), one.parts.get(organisation=town.forum))
    more = {"lead": town.bappeda.pk, "partners": [town.forum.pk, town.body.pk]}
    assert keeper.post(address, more).status_code == 302
    assert set(one.parts.values_list("role", "organisation__slug")) == {
        ("lead", "bappeda-contoh"), ("partner", "forum-contoh"), ("partner", "lembaga-pemantau-contoh")}
    town.forum.elsewhere = True                                  # as in a plan that was taken over
    town.forum.save()
    assert keeper.post(address, {"lead": town.diskominfo.pk, "partners": [town.body.pk]}).status_code == 302
    assert one.parts.filter(organisation=town.forum).exists()


def test_a_visitor_sees_no_form_of_the_keepers(town, client):
    plan = asking(town)
    page = client.get(plan.get_absolute_url())
    assert b"/tahap/" not in page.content and not page.cookies
    for name in ("timeline", "theme", "paper", "draft", "rename", "submission", "adopt"):
        assert client.get(reverse(f"plans:{name}", args=[plan.code])).status_code == 403, name


def test_who_contributed_took_part_upstream(town):
    plan, sari = asking(town), resident()
    said(plan, actor=sari), said(plan, "Tanpa akun.")
    withdrawn = said(plan, "Ditarik.", actor=person("Budi Contoh"))
    contributing.withdraw_contribution(actor=withdrawn.contribution.author, contribution=withdrawn.contribution)
    found = {person for person, _record, _way in people([plan.cycle_id])}
    assert sari.pk in found and withdrawn.contribution.author.pk not in found and len(found) == 2


@pytest.mark.parametrize("number", ["²", "9" * 5000, "9" * 25, "٣", "-1", "1"])
def test_a_number_in_the_address_that_is_none_is_no_error(town, client, number):
    """"²" is a digit to Python, and no number."""
    plan = asking(town)
    said(plan)
    for name in ("sebelum", "tema"):
        for page in ("contributions", "contributions_feed"):
            assert client.get(reverse(f"plans:{page}", args=[plan.code]), {name: number}).status_code == 200, name
