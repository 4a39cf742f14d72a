"""The numbers of plans, standards and promises that are kept are those of their pages."""
import pytest
from django.core.cache import cache
from django.test import Client

from pendopo.channels.plans.kept import of_plan
from pendopo.channels.plans.models import Commitment
from pendopo.core.records.keeping import keep_figures
from tests.channels.plans.making import adopted
from tests.channels.plans.test_promises import asked, opened, promised
from tests.channels.plans.test_reporting import differ
from tests.core.records.quoting import quoted_from, shown, ways

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def test_what_was_promised_can_be_quoted_for_all_and_for_one_term(town):
    term = opened(town)
    question = asked(term).commitment
    keep_figures()
    assert ways(Client(), "/rencana-aksi/janji/") == ["/catatan/angka/janji/"]
    assert ways(Client(), term.get_absolute_url()) == [f"/catatan/angka/janji/{term.slug}/"]
    page = shown(Client(), f"/catatan/angka/janji/{term.slug}/")
    assert "Bupati Harun Contoh" in page and "1 dari 1" in page
    address = quoted_from(page)
    promised(town, question)
    assert "kini 0 dari 1" in Client().get(address).content.decode()
    assert "Dijanjikan kepada yang bertanya" not in page             # the whole of "0 of 0" has no line of its own


def test_how_many_standards_are_met_can_be_quoted_where_the_plan_was_made(town):
    adopted(town)
    keep_figures()
    (way,) = ways(Client(), "/rencana-aksi/rencana/CTH2/standar/")
    assert way == "/catatan/angka/standar/CTH2/"
    assert "Terpenuhi" in shown(Client(), way) and "Standar kemitraan: " in shown(Client(), way)


def test_a_plan_is_kept_with_each_side_its_own_count_and_its_contributions(contoh):
    differ(contoh)
    plan = Commitment.objects.get().plan
    told = of_plan(plan.code)
    assert (told["government"], told["government.reported"], told["cso"], told["cso.limited"]) == (1, 1, 0, 1)
    Commitment.objects.update(marks=Commitment.objects.get().marks | {"completion": {"midterm": "substantial"}})
    assert {key: value for key, value in of_plan(plan.code).items() if key.startswith("own.")} == {
        "own.midterm.of": 1, "own.midterm.counted": 1, "own.midterm.substantial": 1, "own.midterm.limited": 0,
        "own.midterm.not_started": 0, "own.midterm.other": 0, "own.midterm.complete": 0}
    keep_figures()
    assert ways(Client(), plan.get_absolute_url()) == [f"/catatan/angka/rencana/{plan.code}/"]
    page = shown(Client(), f"/catatan/angka/rencana/{plan.code}/")
    for words in ("Tonggak (Masyarakat sipil): Terbatas", "Hitungan kami sendiri (", "Tonggak selesai, kata"):
        assert words in page, words


def test_what_came_in_and_what_became_of_it_is_kept(town):
    adopted(town)
    told = of_plan("CTH2")
    assert (told["contributions"], told["outcome.taken"], told["contribution.received"]) == (1, 1, 0)
    keep_figures()
    assert "Masukan: Masuk ke rencana" in shown(Client(), "/catatan/angka/rencana/CTH2/")
