"""What changed between two pictures of a plan."""
from hypothesis import given
from hypothesis import strategies as st

from pendopo.analysis.plan_changes import FIELDS, STEP, Change, compare, digest, digest_of

ONE = {"number": "1", "title": "Kontrak terbuka", "title_en": "", "state": "adopted", "start": "2026", "end": "2027",
       "texts": {"problem": "a" * 64}, "completion": {"midterm": "limited"}, "milestones": [
           {"position": 1, "title": "Daftar", "due": "2026-06", "government": "limited", "cso": "", "evidence": 0}]}


def test_the_same_twice_is_no_change():
    assert compare({"A": ONE}, {"A": dict(ONE)}) == {} and digest(ONE) == digest(dict(reversed(ONE.items())))


def test_every_kind_of_change_is_named():
    step = ONE["milestones"][0]
    now = ONE | {"state": "in_progress", "end": "2028", "texts": {"problem": "b" * 64},
                 "completion": {"midterm": "limited", "end": "complete"}, "milestones": [
                     step | {"government": "complete", "cso": "limited", "evidence": 2},
                     {"position": 2, "title": "Terbit", "due": "", "government": "", "cso": "", "evidence": 0}]}
    assert compare({"A": ONE, "B": ONE}, {"A": now, "C": ONE}) == {
        "A": [Change("state", "adopted", "in_progress"), Change("end", "2027", "2028"), Change("text", field="problem"),
              Change("completion", "", "complete", field="end"),
              Change("step_government", "limited", "complete", 1), Change("step_cso", "", "limited", 1),
              Change("step_evidence", "0", "2", 1), Change("step_added", after="Terbit", step=2)],
        "C": [Change("added")], "B": [Change("gone")]}


words = st.text(max_size=3)
steps = st.lists(st.fixed_dictionaries({"position": st.integers(1, 3), **dict.fromkeys(STEP, words)}),
                 max_size=3, unique_by=lambda step: step["position"])
pictures = st.dictionaries(st.sampled_from("ABC"), st.fixed_dictionaries(
    {**dict.fromkeys(FIELDS, words), "milestones": steps, "completion": st.dictionaries(
        st.sampled_from(["midterm", "end"]), words.filter(bool), max_size=2)}))


@given(pictures, pictures)
def test_changes_are_found_exactly_where_digests_differ(before, after):
    def same(code):
        ordered = [dict(side[code], milestones=sorted(side[code]["milestones"], key=lambda one: one["position"]))
                   for side in (before, after)]
        return digest(ordered[0]) == digest(ordered[1])
    changed = compare(before, after)
    assert set(changed) == {code for code in {*before, *after}
                            if code not in before or code not in after or not same(code)}


def test_the_digest_of_a_plan_depends_on_every_row_and_on_no_order():
    rows = [("A", "1" * 64), ("B", "2" * 64)]
    assert digest_of(rows) == digest_of(rows[::-1]) != digest_of(rows[:1])
