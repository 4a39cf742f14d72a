"""Reports of an invented city: the same for the same seed, with the shapes of real exports and truth that holds."""
from collections import Counter
from itertools import islice, pairwise

import pytest

from pendopo.analysis.invention.city import invent_city, rules
from pendopo.analysis.invention.reports import Invented, invent

COUNT = 4_000


@pytest.fixture(scope="module")
def rows() -> list[Invented]:
    return list(invent(COUNT, seed=5))


def test_the_same_seed_tells_the_same_city(rows):
    assert list(islice(invent(COUNT, seed=5), 200)) == rows[:200]
    assert [row.text for row in islice(invent(COUNT, seed=6), 50)] != [row.text for row in rows[:50]]


def test_as_many_as_asked_in_order_of_time(rows):
    assert [row.number for row in rows] == list(range(1, COUNT + 1))
    assert all(one.created <= two.created for one, two in pairwise(rows))
    assert 1_200 < (rows[-1].created - rows[0].created).days < 1_600


def test_every_row_stands_on_the_city(rows):
    city = invent_city()
    offices, parents = {office.slug for office in city.offices}, city.parents()
    places = {place.code for place in city.places}
    assert len(parents) >= 60 and len(set(parents.values())) >= 12
    for row in rows:
        assert {row.office, row.true_office} <= offices
        assert {row.category, row.district, row.village} - {""} <= places | set(parents)
        assert row.title and row.text and (row.lat is None) == (row.lng is None)


def test_flags_and_ends_are_shared_as_measured(rows):
    assert sum(row.secret for row in rows) / COUNT == pytest.approx(0.479, abs=0.03)
    assert sum(row.anonymous for row in rows) / COUNT == pytest.approx(0.670, abs=0.03)
    assert sum(row.state == "Ditutup oleh Sistem" for row in rows) / COUNT == pytest.approx(0.695, abs=0.03)


def test_what_is_planted_stands_where_it_says(rows):
    planted = [(row, mark) for row in rows for mark in row.planted]
    assert len(planted) > COUNT / 50
    assert all(0 <= mark.start < mark.end <= len(row.text) for row, mark in planted)
    named = [row.text[mark.start:mark.end] for row, mark in planted if mark.sort == "name"]
    assert named and all(name.strip() == name for name in named)


def test_districts_act_less_and_less(rows):
    fifth = COUNT // 5
    early, late = (sum(row.true_office.startswith("kec-") for row in part) / fifth
                   for part in (rows[:fifth], rows[-fifth:]))
    assert early > 0.12 and late < early / 2


def test_waves_come_and_go_and_offices_are_renamed(rows):
    hacked = [row.number for row in rows if "diretas" in (row.title + row.text).lower()]
    assert len(hacked) > 10 and min(hacked) > COUNT * 0.7
    perkim, after = ([row.number for row in rows if row.true_office == slug] for slug in ("perkim", "disperkimtan"))
    assert perkim and after and max(perkim) < min(after) + 200


def test_one_incident_is_one_matter_and_a_template_is_many(rows):
    matters: dict[int, list[Invented]] = {}
    for row in rows:
        matters.setdefault(row.incident, []).append(row)
    kinds = Counter(row.likeness for row in rows)
    assert min(kinds[kind] for kind in ("again", "neighbour", "campaign", "template")) > 10
    for row in rows:
        first = matters[row.incident][0]
        if row.likeness == "again":
            assert row.sender == first.sender and (row.text, row.planted) == (first.text, first.planted)
        if row.likeness == "template":
            assert first is row and {mark.sort for mark in row.planted} >= {"nik", "name"}


def test_the_rule_table_names_offices_that_are_there():
    city = invent_city()
    assert {rule.office for rule in rules(city)} <= {office.slug for office in city.offices}
