"""In a sensitive topic nothing that is published tells of fewer than five people."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.small_cells import FLOOR, count, few_people, parts
from pendopo.channels.initiatives.actions import agreeing, checking, deciding, keeping, opening, pledging
from pendopo.channels.initiatives.models import Ballot, Decision, Initiative, Issue, Lesson, Meeting, Solution
from pendopo.core.people.actions.lines import Hindrance
from tests.channels.initiatives.town import TODAY
from tests.core.hall import refused

COUNTS = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, 30), min_size=1)


@given(COUNTS)
def test_no_part_below_five_comes_out_and_none_can_be_worked_out(counts):
    shown = parts(counts)
    total = sum(counts.values())
    assert shown["n"] == (None if 0 < total < FLOOR else total)
    if shown["parts"] is not None:
        assert all(number == 0 or number >= FLOOR for number in shown["parts"].values())
        assert sum(1 for number in shown["parts"].values() if number) > 1
    assert parts(counts, hide=False)["n"] == total


@given(st.integers(0, 1000))
def test_a_single_count(number):
    assert count(number) in (number, None) and (count(number) is None) == (0 < number < FLOOR)
    assert count(number, hide=False) == number


@pytest.mark.parametrize(("text", "found"), [
    ("Ada 3 ibu di dua dusun", ["3 ibu"]), ("dua orang pasien", ["dua orang pasien"]),
    ("seorang anak", ["seorang anak"]),
    ("4 kasus baru", ["4 kasus"]), ("three patients", ["three patients"]), ("12 ibu", []), ("5 orang", []),
    ("1.204 orang", []), ("empat puskesmas", []), ("tahun 2024 warga", []), ("0,4 anak", [])])
def test_words_that_tell_of_few_people(text, found):
    assert few_people(text) == found


@pytest.mark.django_db
def test_a_sensitive_sheet_hides_small_groups_and_refuses_texts_that_tell_them(town, begun):
    opening.settle(actor=town.fajar, initiative=begun, changes={
        "sensitive": True, "sensitive_why": "Kesehatan ibu di desa kecil."})
    begun = town.fresh(begun)
    issue = town.draft(Issue(initiative=begun, title="HIV", text="Di dusun itu ada 3 ibu."))
    way = town.draft(Solution(initiative=begun, issue=issue, title="Peta layanan"))
    deciding.tally_ratings(actor=town.fajar, solution=way, papers=[
        deciding.Paper("government", 7, value=5), deciding.Paper("government", 2, value=1),
        deciding.Paper("cso", 6, value=4), deciding.Paper("cso", 5, value=2), deciding.Paper("other", 3, value=3)])
    with refused(Hindrance, match="3 ibu"):
        town.agree(begun, "issue", town.dewi)
    issue.text = "Di beberapa dusun ada ibu yang positif."
    town.draft(issue)
    shown = town.agree(begun, "issue").face["issues"][0]["solutions"][0]["ratings"]
    assert shown["government"] == {"n": 9, "parts": None}
    assert shown["cso"]["parts"] == {"1": 0, "2": 5, "3": 0, "4": 6, "5": 0}
    assert shown["other"] == {"n": None, "parts": None}
    with refused(Hindrance, match="peka"):                       # nobody alone brings out what was left out
        opening.settle(actor=town.dewi, initiative=begun, changes={"sensitive": False})
    with refused(Hindrance):                                     # the difference would tell what one person said
        deciding.rate(actor=town.joko, solution=way, value=1)
    town.draft(Meeting(initiative=begun, sort="forum", day=TODAY, title="Forum", government=7, cso=3))
    assert town.agree(begun, "problem").face["meetings"][0]["came"] == {"government": 7, "cso": None, "other": 0}


@pytest.mark.django_db
def test_words_that_nobody_agrees_to_before_they_are_public_are_held_to_it_too(town, begun):
    """An objection, a check-in, a refusal, a reason, a new title: they stand on no sheet, or are public at once."""
    question = town.draft(Decision(initiative=begun, question="Isu mana?"))
    deciding.vote(actor=town.joko, decision=question, stance="dissent", words="Di dusun itu ada 3 ibu.")
    lesson = town.draft(Lesson(initiative=begun, sort="worked", text="Tenang."))
    Initiative.objects.filter(pk=begun.pk).update(sensitive=True, state="action", pledge="Bersama.")
    begun, few = town.fresh(begun), "Hanya dua pasien yang datang."
    with refused(Hindrance, match="3 ibu"):                      # said before the topic was called sensitive
        town.agree(begun, "issue", town.dewi)
    asked, lessons = town.ask(begun, town.joko, town.peduli, "cso"), town.sheet(begun, lesson.sheet)
    paper = deciding.Paper("cso", 6, stance="dissent", words=few)
    for told in (lambda words: deciding.vote(actor=town.joko, decision=question, stance="dissent", words=words),
                 lambda words: deciding.tally(actor=town.fajar, decision=question, papers=[paper]),
                 lambda words: pledging.decline(actor=town.joko, pledge=asked, words=words),
                 lambda words: checking.check_in(actor=town.dewi, initiative=begun, progress=3, collaboration=3,
                                                 text=words),
                 lambda words: agreeing.refuse(actor=town.joko, sheet=lessons, version=lessons.version, words=words),
                 lambda words: opening.settle(actor=town.dewi, initiative=begun, changes={"summary": words}),
                 lambda words: keeping.pause(actor=town.fajar, initiative=begun, reason=words),
                 lambda words: keeping.stop(actor=town.joko, initiative=begun, reason=words)):
        with refused(Hindrance, match="dua pasien"):
            told(few)
    assert Ballot.objects.get().words == "Di dusun itu ada 3 ibu."
    deciding.vote(actor=town.joko, decision=question, stance="dissent", words="Ada ibu yang positif.")
    assert town.agree(begun, "issue", town.dewi).version
