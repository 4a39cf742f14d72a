"""Each side says how far a milestone is and shows it; both stand side by side."""
import hashlib
import json

import pytest
from django.core.files.base import ContentFile

from pendopo.channels.plans.actions.assessing import Finding, assess
from pendopo.channels.plans.actions.keeping import carry_over, claim, edit_commitment, end, reopen, start, withdraw
from pendopo.channels.plans.actions.reporting import Shown, add_evidence, report_milestone
from pendopo.channels.plans.holdings import HOLDINGS
from pendopo.channels.plans.models import Evidence, Milestone, Report
from pendopo.channels.plans.queries.pages import by_side
from pendopo.core.notices.models import Notice
from pendopo.core.records.models import Event, Link
from pendopo.core.voices.actions.standing import follow
from pendopo.kit.files.actions import keep
from pendopo.kit.files.checks import accept
from tests.core.hall import person, refused

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.4\nan invented minute of a meeting\n%%EOF\n"


def facts(event):
    return json.loads(event.line.facts)


def differ(town):
    report_milestone(actor=town.officer(), milestone=town.milestone(), part=town.part(town.diskominfo),
                     level="complete", text="Sudah terbit.")
    return report_milestone(actor=town.member(), milestone=town.milestone(), part=town.part(town.forum),
                            level="limited", text="Separuh baris kosong.")


@pytest.mark.database
def test_both_sides_stand_with_their_days(contoh):
    differ(contoh)
    first, second = Report.objects.order_by("pk")
    assert (first.side, first.level, second.side, second.level) == ("government", "complete", "cso", "limited")
    face = contoh.commitment().face["milestones"][0]["reports"]
    assert [(row["side"], row["level"], row["at"][:10]) for row in face] == [
        ("government", "complete", first.at.date().isoformat()), ("cso", "limited", second.at.date().isoformat())]
    sums = by_side([contoh.commitment()])
    assert sums["government"]["levels"] == {"complete": 1} and sums["cso"]["levels"] == {"limited": 1}


def test_a_later_report_stands_beside_the_earlier_one(contoh):
    who, step, part = contoh.officer(), contoh.milestone(), contoh.part(contoh.diskominfo)
    for level in ("limited", "substantial"):
        report_milestone(actor=who, milestone=step, part=part, level=level, text="x")
    assert list(Report.objects.values_list("level", flat=True)) == ["limited", "substantial"]
    assert by_side([contoh.commitment()])["government"]["levels"] == {"substantial": 1}


@pytest.mark.database
def test_the_content_of_evidence_is_in_the_ledger(contoh):
    look = Shown("Berita acara", kept=keep(checked=accept(ContentFile(PAPER, name="berita acara.pdf"))))
    report = report_milestone(actor=contoh.member(), milestone=contoh.milestone(), part=contoh.part(contoh.forum),
                              level="limited", text="Lihat berita acara.", shown=look)
    digest = hashlib.sha256(PAPER).hexdigest()
    assert facts(report.event)["sha256"] == digest
    assert facts(report.event)["says"] == hashlib.sha256(b"Lihat berita acara.").hexdigest()
    assert Evidence.objects.get(report=report).file.sha256 == digest
    assert contoh.commitment().face["milestones"][0]["reports"][0]["evidence"][0]["file"]["sha256"] == digest


def test_words_are_apart_from_facts(contoh):
    report = differ(contoh)
    assert "Separuh" not in report.event.line.facts and "Separuh" in report.event.line.words


def test_evidence_alone_says_nothing_of_the_level(contoh):
    add_evidence(actor=contoh.member(), milestone=contoh.milestone(2), part=contoh.part(contoh.forum),
                 shown=Shown("Halaman", url="https://contoh.example/"))
    assert Report.objects.count() == 0 and by_side([contoh.commitment()])["cso"]["reported"] == 0
    assert contoh.commitment().face["milestones"][1]["evidence"][0]["url"] == "https://contoh.example/"


def test_followers_hear_of_it_and_the_speaker_does_not(contoh):
    sari, wahyu = person("Sari Contoh"), contoh.member()
    for who in (sari, wahyu):
        follow(actor=who, record=contoh.commitment())
    report_milestone(actor=wahyu, milestone=contoh.milestone(), part=contoh.part(contoh.forum), level="limited",
                     text="x")
    assert [notice.person for notice in Notice.objects.filter(template="plans.report_milestone")] == [sari]


def test_a_milestone_of_another_commitment_is_not_taken(contoh, tmp_path):
    contoh.load(tmp_path, {"number": "2", "title_id": "Dua"})
    with refused(Milestone.DoesNotExist):
        report_milestone(actor=contoh.member(), milestone=contoh.milestone(1, "2"), part=contoh.part(contoh.forum),
                         level="limited", text="x")


def test_an_assessment_is_a_dated_statement_of_the_body(contoh):
    found = Finding("completion", "completion", "limited", "midterm", "Uji 1", "2026-10", "Kurang.")
    for value in ("limited", "substantial"):
        assess(actor=contoh.monitor(), commitment=contoh.commitment(),
               finding=Finding(**{**found.__dict__, "value": value}))
    one = contoh.commitment()
    rows = one.face["assessments"]
    assert [(row["value"], row["assessor"], row["stated"]) for row in rows] == [
        ("limited", "Lembaga Pemantau Contoh", "2026-10"), ("substantial", "Lembaga Pemantau Contoh", "2026-10")]
    assert one.marks["completion"] == {"midterm": "substantial"}
    assert facts(Event.objects.filter(record=one.pk).latest("pk"))["method"] == "Uji 1"


@pytest.mark.parametrize("code", ["ND", "NR", "NA"])
def test_a_kind_of_missing_is_no_level(contoh, code):
    assess(actor=contoh.monitor(), commitment=contoh.commitment(), finding=Finding(
        "completion", "completion", code, "end", "Uji 1", "2026", "Belum."))
    assert contoh.commitment().marks["completion"] == {}
    assert contoh.commitment().face["assessments"][0]["value"] == code


def test_a_correction_names_what_it_was_changed_to(contoh):
    edit_commitment(actor=contoh.editor(), commitment=contoh.commitment(), changes={
        "title": "Kontrak terbuka", "problem": "Tidak ada yang **tahu**."})
    one = contoh.commitment()
    assert "<strong>tahu</strong>" in one.face["texts"]["problem"] and one.summary == "Tidak ada yang tahu."
    event = Event.objects.filter(record=one.pk).latest("pk")
    assert facts(event)["to"] == {"problem": "Tidak ada yang **tahu**."}


def test_the_life_of_a_commitment(contoh):
    eko = contoh.editor()
    claim(actor=eko, commitment=contoh.commitment(), reason="Selesai.")
    assert contoh.commitment().state == "claimed"
    reopen(actor=eko, commitment=contoh.commitment(), reason="Bukti belum ada.")
    with refused():                                  # the table does not know it from here, so the rule does not either
        start(actor=eko, commitment=contoh.commitment())
    end(actor=eko, commitment=contoh.commitment())
    one = contoh.commitment()
    assert one.state == "ended" and one.closed is not None
    with refused():
        withdraw(actor=eko, commitment=one, reason="x")


def test_carried_over_into_another_plan_both_pages_know(contoh, tmp_path):
    contoh.load(tmp_path, {"plan": "CTH2", "plan_years": "2028", "title_id": "Kontrak terbuka, lanjutan",
                           "start": "2028", "end": "2029"})
    later = contoh.commitment(plan="CTH2")
    carry_over(actor=contoh.editor(), commitment=contoh.commitment(), successor=later)
    one, later = contoh.commitment(), contoh.commitment(plan="CTH2")
    assert one.state == "carried_over" and one.face["continued_by"]["code"] == later.code
    assert later.face["continues"] == [{"code": one.code, "title": one.title}]
    assert Link.objects.filter(source=later.pk, target=one.pk, sort="continues").exists()


def test_the_statement_of_an_organisation_outlives_who_typed_it(contoh):
    report = differ(contoh)
    rows = next(holding for holding in HOLDINGS if holding.model is Report)
    assert rows.rows(report.by) and rows.erase(report.by) == 1
    report.refresh_from_db()
    assert report.by is None and report.text == "Separuh baris kosong."
