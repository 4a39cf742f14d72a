"""A point on the map finds the village it is nearest to; a point outside Indonesia finds none."""
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pendopo.kit.regions import actions, queries, shapes
from pendopo.kit.regions.models import Region, Shape

LATS, LNGS = st.floats(-11, 6), st.floats(95, 141)
SQUARE = [[[(110.0, -8.0), (111.0, -8.0), (111.0, -7.0), (110.0, -7.0), (110.0, -8.0)],
           [(110.4, -7.6), (110.6, -7.6), (110.6, -7.4), (110.4, -7.4), (110.4, -7.6)]]]


@pytest.mark.django_db
@pytest.mark.usefixtures("points")
class TestIndonesia:
    def test_the_nearest_village_is_the_nearest_of_all(self) -> None:
        """Against a look at every one of the 83,403 points, near and far, in towns, at coasts and in the highlands."""
        villages = list(Region.objects.filter(level=4).exclude(lat=None).values_list("code", "lat", "lng"))
        chance = Random(2026)
        near = [(lat + chance.gauss(0, .03), lng + chance.gauss(0, .03))
                for _code, lat, lng in chance.sample(villages, 60)]
        for lat, lng in [*near, (-4.5, 138.5), (-9.3, 112.6), (5.89, 95.32), (-11.0, 122.9), (-8.49, 140.4)]:
            best = min(shapes.distance(lat, lng, row[1], row[2]) for row in villages
                       if abs(row[1] - lat) < 1 and abs(row[2] - lng) < 1)
            found = queries._nearest(lat, lng)
            assert found is not None
            assert found.km == pytest.approx(best)

    @pytest.mark.parametrize(("lat", "lng", "regency"), [
        (-6.9826, 110.4092, "33.74"), (-7.15, 111.88, "35.22"), (-8.65, 115.22, "51.71"), (-2.53, 140.71, "91.71"),
        (-4.5, 138.5, "95.08"), (5.89, 95.32, "11.72"), (-9.32, 112.6, "99.99")])
    def test_places_in_indonesia(self, lat: float, lng: float, regency: str) -> None:
        near = queries.nearest(lat, lng)
        assert near is not None
        assert near.region.level == 4
        containing = queries.containing(lat, lng)
        assert containing is not None
        assert containing.code == regency

    @pytest.mark.parametrize(("lat", "lng"), [
        (1.35, 103.82), (1.55, 110.35), (3.14, 101.69), (-12.46, 130.84), (-10.45, 105.65), (-5.9, 112.0),
        (-9.44, 147.18), (0.0, 0.0), (89.9, 100.0), (-6.2, -106.8), (float("nan"), 110.0), (-7.0, float("inf"))])
    def test_singapore_kuching_the_open_sea_and_nowhere_are_not_indonesia(self, lat: float, lng: float) -> None:
        assert queries.nearest(lat, lng) is None

    def test_a_point_just_off_the_coast_belongs_to_the_village_there(self) -> None:
        near = queries.nearest(-6.935, 110.43)                       # the harbour of Semarang
        assert near is not None
        assert near.region.code.startswith("33.74")

    def test_without_outlines_distance_alone_decides(self) -> None:
        Shape.objects.all().delete()
        assert queries.nearest(-7.15, 111.88) is not None
        assert queries.nearest(-5.0, 112.0) is None
        assert queries.containing(-7.15, 111.88) is None

    def test_each_regency_has_an_outline_that_holds_most_of_its_villages(self) -> None:
        assert Shape.objects.filter(region__level=2).count() == 515
        for code in ("35.22", "33.74", "71.09", "99.99"):
            shape = shapes.parsed(Shape.objects.get(pk=code).geojson)
            villages = [(row.lat or 0.0, row.lng or 0.0) for row in queries.inside(code).filter(level=4)]
            inside = sum(shapes.holds(shape, lat, lng) for lat, lng in villages)
            assert inside >= 0.85 * len(villages)

    def test_outlines_for_maps_are_light(self) -> None:
        rows = Shape.objects.values_list("geojson", "outline")
        assert sum(len(outline) for _whole, outline in rows) < 0.35 * sum(len(whole) for whole, _outline in rows)


@pytest.mark.django_db
@pytest.mark.database
def test_a_point_in_the_demo_regency() -> None:
    actions.load_demo()
    for village in Region.objects.filter(level=4, code__startswith="99"):
        near = queries.nearest((village.lat or 0.0) + 0.001, village.lng or 0.0)
        assert near is not None
        assert near.region == village
        assert near.km == pytest.approx(0.111, abs=0.001)
    assert queries.nearest(-9.9, 112.6) is None


@given(LATS, LNGS, st.floats(0.1, 200), st.floats(0, 360))
def test_a_box_holds_every_point_within_its_reach(lat: float, lng: float, km: float, turn: float) -> None:
    box = shapes.around(lat, lng, km)
    for there in (-1, 1):
        assert shapes.distance(lat, lng, box.north if there > 0 else box.south, lng) >= km
        assert shapes.distance(lat, lng, lat, box.east if there > 0 else box.west) >= km
    far = shapes.Box(box.west - 1e-6, box.south - 1e-6, box.east + 1e-6, box.north + 1e-6)
    step = turn / 360
    edge = (far.south + step * (far.north - far.south), far.west)
    for point in (edge, (far.south, far.west + step * (far.east - far.west))):
        assert shapes.distance(lat, lng, *point) >= km * 0.999


@given(LATS, LNGS, LATS, LNGS)
def test_a_distance_is_the_same_both_ways(lat1: float, lng1: float, lat2: float, lng2: float) -> None:
    there = shapes.distance(lat1, lng1, lat2, lng2)
    assert there == pytest.approx(shapes.distance(lat2, lng2, lat1, lng1))
    assert 0 <= there <= 6000


def test_a_known_distance() -> None:
    assert shapes.distance(-6.1754, 106.8272, -7.2459, 112.7378) == pytest.approx(663, abs=2)      # Monas to Surabaya


@pytest.mark.parametrize(("lat", "lng", "inside"), [(-7.2, 110.2, True), (-7.5, 110.5, False), (-6.9, 110.2, False),
                                                    (-7.5, 109.9, False), (-7.5, 110.39, True)])
def test_a_hole_is_outside(lat: float, lng: float, inside: bool) -> None:
    assert shapes.holds(SQUARE, lat, lng) is inside


@given(st.lists(st.tuples(st.floats(95, 141), st.floats(-11, 6)), min_size=4, max_size=60), st.floats(0.001, 1))
@example([(95.0, 0.0), (95.0, 7.8e-257), (95.0, 0.0), (95.0, 0.0)], 0.5)
def test_thinning_keeps_to_the_line(points: list[tuple[float, float]], by: float) -> None:
    ring = [*points, points[0]]
    thin = shapes.thin(ring, by)
    assert set(thin) <= set(ring)
    assert thin[0] == thin[-1] == ring[0]
    assert len(thin) >= 4 or len(set(ring)) < 4
    assert shapes.coarse([[ring]], by)
