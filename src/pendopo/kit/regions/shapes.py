"""Points, distances and outlines on WGS 84. Pure. A shape is a GeoJSON MultiPolygon: polygons, rings, (lng, lat)."""
import json
from collections.abc import Sequence
from math import asin, cos, hypot, radians, sin, sqrt
from typing import NamedTuple

EARTH = 6371.0088                           # km, mean radius (IUGG)
DEGREE = 111.195                            # km of one degree of latitude on that sphere
NEAR_ZERO = 1e-12                           # degrees, a tenth of a micrometre
COARSE = 0.01                               # degrees, about 1.1 km: what a map of a whole province needs

Point = tuple[float, float]
Ring = list[Point]
Shape = list[list[Ring]]


class Box(NamedTuple):
    west: float
    south: float
    east: float
    north: float


def distance(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Kilometres along the great circle (haversine)."""
    lat1, lng1, lat2, lng2 = map(radians, (lat1, lng1, lat2, lng2))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lng2 - lng1) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def around(lat: float, lng: float, km: float) -> Box:
    """A box that holds every point within `km` (away from the poles and the date line)."""
    high = km / DEGREE * 1.001
    wide = high / cos(radians(min(89.0, abs(lat) + high)))
    return Box(lng - wide, lat - high, lng + wide, lat + high)


def parsed(geojson: str) -> Shape:
    """The coordinates of a stored MultiPolygon."""
    shape: Shape = json.loads(geojson)["coordinates"]
    return shape


def box_of(shape: Shape) -> Box:
    points = [point for polygon in shape for ring in polygon[:1] for point in ring]
    lngs, lats = [point[0] for point in points], [point[1] for point in points]
    return Box(min(lngs), min(lats), max(lngs), max(lats))


def holds(shape: Shape, lat: float, lng: float) -> bool:
    """Whether the point lies inside, counting crossings to the east; holes are outside."""
    return sum(_crosses(ring, lat, lng) for polygon in shape for ring in polygon) % 2 == 1


def _crosses(ring: Ring, lat: float, lng: float) -> int:
    count = 0
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > lat) != (y2 > lat) and lng < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            count += 1
        x1, y1 = x2, y2
    return count


def coarse(shape: Shape, by: float = COARSE) -> Shape:
    """The same outline with far fewer points: islets smaller than `by` go, except the largest, and so do holes."""
    outers = [polygon[0] for polygon in shape]
    largest = max(outers, key=_spread)
    kept = [thin(ring, by) for ring in outers if ring is largest or _spread(ring) >= 2 * by]
    return [[ring] for ring in kept]


def thin(ring: Ring, by: float) -> Ring:
    """Douglas-Peucker without recursion: no kept line lies farther than `by` degrees from the points it replaces."""
    middle = max(range(len(ring)), key=lambda at: _apart(ring[0], ring[at]))
    keep = {0, middle, len(ring) - 1}
    todo = [(0, middle), (middle, len(ring) - 1)]
    while todo:
        first, last = todo.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda at: _off(ring[first], ring[last], ring[at]), default=None)
        if far is not None and _off(ring[first], ring[last], ring[far]) > by:
            keep.add(far)
            todo += [(first, far), (far, last)]
    kept = [ring[at] for at in sorted(keep)]
    return kept if len(kept) >= 4 else [*ring[::max(1, len(ring) // 4)][:4], ring[-1]]


def _spread(ring: Sequence[Point]) -> float:
    lngs, lats = [point[0] for point in ring], [point[1] for point in ring]
    return max(max(lngs) - min(lngs), max(lats) - min(lats))


def _apart(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _off(a: Point, b: Point, point: Point) -> float:
    """How far `point` lies from the line a-b, in degrees."""
    length = _apart(a, b)
    if length < NEAR_ZERO:                 # its square would be none at all
        return _apart(a, point)
    along = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length ** 2
    along = max(0.0, min(1.0, along))
    return _apart((a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])), point)
