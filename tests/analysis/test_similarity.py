"""Suggestions of the same matter, never across persons; groups of reports that lie together."""
from collections import defaultdict
from datetime import date, timedelta

import pytest

from pendopo.analysis.clusters import Item, clusters
from pendopo.analysis.invention.city import invent_city
from pendopo.analysis.invention.reports import invent
from pendopo.analysis.similarity import Sketch, cell_of, likeness, metres, near, sketch, suggest

DAY = date(2024, 3, 1)
HOLE = "Jalan berlubang besar di depan balai warga, sudah banyak motor jatuh, mohon segera diaspal"


def at(key: int, text: str = HOLE, *, days: int = 0, category: str = "jalan/jalan-rusak", lat: float | None = -9.9,
       contact: str = "", identities: tuple[str, ...] = (), village: str = "99.98.01.2001") -> Sketch:
    return sketch(key, text, day=DAY - timedelta(days), category=category, village=village, lat=lat,
                  lng=None if lat is None else 112.4, contact=contact, identities=identities)


def test_the_same_hole_in_other_words_is_suggested_with_reasons():
    other = at(1, "Aspal mengelupas, lubangnya dalam, bahaya kalau malam", days=9, lat=-9.9004)
    [one] = suggest(at(2), [other])
    assert (one.key, one.kind, one.metres, one.days) == (1, "nearby", 44, 9)
    assert one.reasons == ("place", "category", "days")


@pytest.mark.parametrize("other", [
    at(1, "Aspal mengelupas di tikungan, lubangnya dalam", lat=-9.91),
    at(1, "Aspal mengelupas di tikungan, lubangnya dalam", days=120),
    at(1, "Lampu merah mati satu sisi", category="pendidikan/guru"),
    at(2),
])
def test_far_old_other_and_itself_are_not(other):
    assert suggest(at(2), [other]) == []


def test_the_same_person_again_is_told_from_a_campaign():
    again, campaign = at(1, contact="x", lat=None, village=""), at(3, contact="y", lat=-9.5)
    told = {one.key: one.kind for one in suggest(at(2, contact="x"), [again, campaign])}
    assert told == {1: "again", 3: "campaign"}


def test_one_template_with_two_persons_is_never_suggested():
    mine = at(2, identities=("hash-a",))
    assert suggest(mine, [at(1, identities=("hash-b",))]) == []
    assert suggest(mine, [at(1, identities=("hash-a",))])
    assert all(one.kind != "campaign" for one in suggest(mine, [at(1)]))


def test_services_for_one_person_are_left_out():
    assert suggest(at(2), [at(1)], person_bound={"jalan/jalan-rusak"}) == []


def test_the_nearest_comes_first_and_no_more_than_asked():
    others = [at(key, f"Lubang besar di jalan nomor {key}", lat=-9.9 - key / 10_000, days=key) for key in range(1, 9)]
    told = suggest(at(99), others, most=3)
    assert [one.key for one in told] == [1, 2, 3]
    assert told == suggest(at(99), reversed(others), most=3)


def test_cells_hold_everything_that_is_near():
    for step in range(-30, 31):
        lat, lng = -9.9 + step / 9_000, 112.4 - step / 8_000
        here, there = at(1), sketch(2, HOLE, day=DAY, lat=lat, lng=lng)
        if (metres(here, there) or 0) <= 300:
            assert cell_of(lat, lng) in near(cell_of(-9.9, 112.4))


def test_alike_texts_share_a_band_and_a_sketch_shows_no_number():
    one, two = at(1), at(2, HOLE + ". Kami menunggu.")
    assert likeness(one.words, two.words) > 0.7 and set(one.bands) & set(two.bands)
    assert all(0 <= band < 2**63 for band in one.bands)
    assert at(1, f"{HOLE} 3204121212129001").words == one.words
    assert at(1, "Tolong pak").bands == (-1,) * 4 != at(2, "Tolong pak").bands


def test_on_the_generator_suggestions_find_most_and_never_join_persons():
    city, held, matters = invent_city(), {}, defaultdict(set)
    bound, parents = city.person_bound(), city.parents()
    shown = right = have = found = crossed = 0
    by: dict[object, list[int]] = defaultdict(list)
    for row in invent(5_000, seed=4):
        if row.secret or row.category in bound:
            continue
        names = {row.text[mark.start:mark.end] for mark in row.planted if mark.sort != "phone"}
        one = sketch(row.number, f"{row.title}\n{row.text}", day=row.created.date(), category=row.category,
                     group=parents.get(row.category, ""), village=row.village, lat=row.lat, lng=row.lng,
                     contact=row.sender, identities=names)
        keys = [*(near(one.cell) if one.cell is not None else [(one.village, one.group)]), one.contact or None,
                *enumerate(one.bands)]
        told = suggest(one, [held[key] for key in {key for place in keys for key in by[place]}], person_bound=bound)
        true = {key for key in matters[row.incident] if held[key].day >= one.day - 90}
        shown, right = shown + bool(told), right + bool(told and told[0].key in true)
        have, found = have + bool(true), found + any(suggestion.key in true for suggestion in told)
        if row.likeness == "template":
            crossed += any(suggestion.likeness > 0.6 for suggestion in told)
        held[row.number] = one
        matters[row.incident].add(row.number)
        for place in (one.cell, (one.village, one.group), one.contact or 0, *enumerate(one.bands)):
            by[place].append(row.number)
    assert crossed == 0
    assert right / shown > 0.7 and found / have > 0.65


def spread(count: int, topic: str, place: str, first: date, step: int, start: int) -> list[Item]:
    return [Item(start + number, f"{topic} laporan warga", first + timedelta(step * number), topic, place)
            for number in range(count)]


def test_a_cluster_is_more_in_one_place_and_time_than_usual():
    usual = [item for place in range(8) for item in spread(30, "jalan", f"p{place}", date(2023, 1, 1), 12, place * 100)]
    wave = [Item(900 + number, "anjing liar menggigit anak", date(2023, 6, 1) + timedelta(number), "hewan", "p3")
            for number in range(9)]
    [one] = clusters(usual + wave)
    assert (one.category, one.place, one.keys) == ("hewan", "p3", tuple(range(900, 909)))
    assert (one.first, one.last) == (date(2023, 6, 1), date(2023, 6, 9)) and one.expected < 2
    assert {"anjing", "liar"} <= set(one.words)


def test_what_is_usual_is_no_cluster():
    assert clusters(spread(60, "jalan", "p1", date(2023, 1, 1), 7, 0)) == []
    assert clusters([]) == []
    assert clusters([Item(1, "tanpa tempat", DAY, "jalan", "")]) == []
