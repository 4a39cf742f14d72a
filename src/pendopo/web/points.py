"""Records as points of a map: those of one spot together, and where spots are too many, those of a region. Pure."""
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

MOST_SPOTS = 120                # a map of a phone can show, and a keyboard can walk through, no more
NAMED, FEW = (3, 6), 40         # records that a spot names: three, or six on a map of few; the list has the rest
COUNTRY = "00"


class Dot(NamedTuple):
    """One record with a place: its own point, or the middle of its region."""
    title: str
    code: str
    kind: str
    language: str
    region: str
    lat: float
    lng: float


@dataclass(frozen=True)
class Spot:
    """What is drawn as one sign. `region` is the smallest region that holds all of its records."""
    lat: float
    lng: float
    region: str
    dots: tuple[Dot, ...]

    @property
    def count(self) -> int:
        return len(self.dots)


def spots(dots: Iterable[Dot], most: int = MOST_SPOTS) -> list[Spot]:
    """Every place by itself if there are at most `most`; else by village, district, regency, province: the finest
    that keeps within it. What belongs to the whole country is never pinned."""
    pinned = [dot for dot in dots if dot.region != COUNTRY]
    found = by(pinned, [(dot.lat, dot.lng) for dot in pinned])
    for level in range(max((dot.region.count(".") for dot in pinned), default=0) + 1, 0, -1):
        if len(found) <= most:
            break
        found = by(pinned, [cut(dot.region, level) for dot in pinned])
    return sorted(found, key=lambda spot: (-spot.count, spot.region, spot.lat, spot.lng))[:most]


def by(dots: Sequence[Dot], keys: Sequence[object]) -> list[Spot]:
    groups: dict[object, list[Dot]] = {}
    for dot, key in zip(dots, keys, strict=True):
        groups.setdefault(key, []).append(dot)
    return [together(group) for group in groups.values()]


def together(dots: Sequence[Dot]) -> Spot:
    """In the middle of its records."""
    return Spot(round(sum(dot.lat for dot in dots) / len(dots), 5), round(sum(dot.lng for dot in dots) / len(dots), 5),
                shared([dot.region for dot in dots]), tuple(dots))


def cut(code: str, level: int) -> str:
    """The code of the region on that level: ("35.22.01.2003", 2) is 35.22."""
    return ".".join(code.split(".")[:level])


def shared(codes: Sequence[str]) -> str:
    """The smallest region that holds all of them; the country if they lie in different provinces."""
    first, *rest = [code.split(".") for code in codes]
    same = 0
    while same < len(first) and all(code[same:same + 1] == first[same:same + 1] for code in rest):
        same += 1
    return ".".join(first[:same]) or COUNTRY
