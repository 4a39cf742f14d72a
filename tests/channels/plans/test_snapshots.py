"""How a plan stood: taken after each reporting period and on demand, never changed, compared."""
import json
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pendopo.channels.plans import jobs
from pendopo.channels.plans.actions.keeping import edit_commitment, start
from pendopo.channels.plans.actions.reporting import report_milestone
from pendopo.channels.plans.actions.snapshots import take_snapshot
from pendopo.channels.plans.models import Plan, Snapshot, SnapshotRow
from pendopo.channels.plans.queries.snapshots import last_period
from pendopo.channels.plans.shown import SHOWN
from pendopo.core.people.queries import system
from tests.core.hall import person, refused

pytestmark = pytest.mark.django_db
ADDRESS = "/rencana-aksi/rencana/CTH1/potret/"


def plan():
    return Plan.objects.get(code="CTH1")


@pytest.mark.parametrize(("today", "period", "end"), [
    (date(2026, 8, 15), "B06", date(2026, 6, 30)), (date(2026, 4, 1), "B03", date(2026, 3, 31)),
    (date(2026, 3, 31), "B12", date(2025, 12, 31)), (date(2027, 1, 1), "B12", date(2026, 12, 31))])
def test_the_period_that_ended_last(today, period, end):
    assert last_period(today) == (period, end)


@pytest.mark.database
def test_the_timer_takes_one_a_period_and_no_second_one(contoh):
    assert jobs.snapshots() == 1 and jobs.snapshots() == 0
    taken = Snapshot.objects.get()
    assert (taken.slug, taken.period, taken.size, taken.by) == ("b06-2026", "B06", 1, None)
    facts = json.loads(taken.line.facts)
    assert facts["digest"] == taken.digest and facts["plan"] == "CTH1"
    assert take_snapshot(actor=system("timer"), plan=plan(), period="B06", day=taken.day) == taken


def test_plans_that_are_over_are_left_alone(contoh):
    Plan.objects.update(end="2025")
    assert jobs.snapshots() == 0


def test_who_may_ask_for_one(contoh):
    for who in (contoh.editor(), contoh.monitor()):
        take_snapshot(actor=who, plan=plan())
    for who in (contoh.officer(), contoh.member(), person()):
        with refused():
            take_snapshot(actor=who, plan=plan())
    assert [one.slug for one in Snapshot.objects.order_by("pk")] == ["2026-08-15", "2026-08-15-2"]


def test_it_is_written_once_and_an_altered_row_is_shown_as_altered(contoh):
    taken = take_snapshot(actor=contoh.editor(), plan=plan())
    with pytest.raises(TypeError):
        taken.save()
    assert SHOWN([taken.line_id])[taken.line_id]["digest"] == taken.digest
    row = SnapshotRow.objects.get()
    SnapshotRow.objects.update(picture=row.picture | {"title": "Lain"})
    assert SHOWN([taken.line_id])[taken.line_id]["digest"] != taken.digest


@pytest.mark.database
def test_what_changed_is_told_per_commitment_at_a_permanent_address(contoh):
    first = take_snapshot(actor=contoh.editor(), plan=plan(), day=date(2026, 8, 1))
    editor = contoh.editor()
    edit_commitment(actor=editor, commitment=contoh.commitment(), changes={"title": "Kontrak sungguh terbuka"})
    report_milestone(actor=contoh.member(), milestone=contoh.milestone(), part=contoh.part(contoh.forum),
                     level="limited", text="Baru separuh.")
    second = take_snapshot(actor=editor, plan=plan())
    page = Client().get(f"{ADDRESS}{second.slug}/sejak/{first.slug}/")
    assert page.status_code == 200
    assert "Judul: “Kontrak terbuka” menjadi “Kontrak sungguh terbuka”." in page.text
    assert "Tonggak 1, laporan masyarakat sipil: tidak ada menjadi Terbatas." in page.text
    back = Client().get(ADDRESS, {"dari": first.slug, "ke": second.slug})
    assert back.status_code == 302 and back.url == f"{ADDRESS}{second.slug}/sejak/{first.slug}/"
    same = Client().get(ADDRESS, {"dari": first.slug, "ke": first.slug})
    assert same.status_code == 200 and "berbeda" in same.text
    english = Client().get(f"/en{ADDRESS}{second.slug}/sejak/{first.slug}/").text
    assert "Milestone 1, civil society reports: nothing became Limited." in english


def test_a_picture_stays_as_it_was_and_its_data_gives_the_digest(contoh):
    taken = take_snapshot(actor=contoh.editor(), plan=plan())
    before = Client().get(f"{ADDRESS}{taken.slug}/").text
    if contoh.commitment().state == "adopted":
        start(actor=contoh.editor(), commitment=contoh.commitment())
    edit_commitment(actor=contoh.editor(), commitment=contoh.commitment(), changes={"title": "Lain sama sekali"})
    after = Client().get(f"{ADDRESS}{taken.slug}/").text
    assert "Kontrak terbuka" in after and "Lain sama sekali" not in after.split("<h1")[1]
    assert before.split("<h1")[1].split("</main>")[0] == after.split("<h1")[1].split("</main>")[0]
    told = Client().get(f"{ADDRESS}{taken.slug}/data.json").json()
    assert told["digest"] == taken.digest and next(iter(told["commitments"].values()))["title"] == "Kontrak terbuka"


def test_taking_one_from_the_page(contoh, enter):
    browser = enter(contoh.editor())
    assert "ambil/" in browser.get(ADDRESS).text and "ambil/" not in Client().get(ADDRESS).text
    assert browser.get(f"{ADDRESS}ambil/").status_code == 200
    assert browser.post(f"{ADDRESS}ambil/").url == f"{ADDRESS}2026-08-15/"
    assert Client().post(f"{ADDRESS}ambil/").status_code in (302, 403)
    assert Client().get(f"{ADDRESS}tidak-ada/").status_code == 404


def test_the_same_questions_for_one_and_for_three(contoh, tmp_path):
    def asked(address):
        Client().get(address)            # what every page learns once after something was written
        with CaptureQueriesContext(connection) as seen:
            assert Client().get(address).status_code == 200
        return len(seen)
    taken = [take_snapshot(actor=contoh.editor(), plan=plan())]
    one = asked(ADDRESS), asked(f"{ADDRESS}{taken[0].slug}/")
    contoh.load(tmp_path, {"number": "2", "title_id": "Dua"}, {"number": "3", "title_id": "Tiga"})
    taken += [take_snapshot(actor=contoh.editor(), plan=plan()) for _time in range(2)]
    assert (asked(ADDRESS), asked(f"{ADDRESS}{taken[2].slug}/")) == one <= (4, 4)
    assert asked(f"{ADDRESS}{taken[2].slug}/sejak/{taken[0].slug}/") <= 7
