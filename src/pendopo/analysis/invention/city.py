"""An invented city: districts, villages, offices with their successors, and what people there complain about.

Nothing here is a real place or office: codes begin with 99.98, which the Ministry of Home Affairs does not give out,
names end in "contoh", "rupa", "misal" or "umpama", and the points lie in open sea.
"""
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pendopo.analysis.routing_rules import Rule

DISTRICTS, VILLAGES = 16, 7
CENTRE = (-9.95, 112.4)
STEP = 0.05                     # degrees between two districts: about 5.5 km
_STEMS = ("Suka", "Karang", "Kebun", "Mekar", "Sumber", "Banyu", "Tanjung", "Wono", "Giri", "Kali", "Sendang", "Pasir",
          "Ciri", "Jati", "Randu", "Watu", "Kedung", "Sido", "Marga", "Purwa", "Teluk", "Rawa", "Lebak", "Gunung",
          "Pulo", "Bumi", "Tirta", "Asem", "Cemara", "Kemuning", "Waru", "Sari")
_ENDS = ("contoh", "rupa", "misal", "umpama")

# slug, name; a succession is (from, to, thousandth of the time told): agencies are merged and renamed in every term.
OFFICES = (
    ("pupr", "Dinas Pekerjaan Umum"), ("dishub", "Dinas Perhubungan"), ("dlh", "Dinas Lingkungan Hidup"),
    ("satpol", "Satuan Polisi Pamong Praja"), ("disdukcapil", "Dinas Kependudukan"), ("dinsos", "Dinas Sosial"),
    ("dinkes", "Dinas Kesehatan"), ("rsud", "Rumah Sakit Daerah"), ("disdik", "Dinas Pendidikan"),
    ("dpmptsp", "Dinas Perizinan"), ("bapenda", "Badan Pendapatan"), ("inspektorat", "Inspektorat"),
    ("bkpsdm", "Badan Kepegawaian"), ("kominfo", "Dinas Komunikasi"), ("dpmd", "Dinas Pemberdayaan Desa"),
    ("disdag", "Dinas Perdagangan"), ("dinkop", "Dinas Koperasi"), ("pertanian", "Dinas Pertanian"),
    ("disnaker", "Dinas Tenaga Kerja"), ("bpbd", "Badan Penanggulangan Bencana"), ("damkar", "Dinas Pemadam"),
    ("perkim", "Dinas Perumahan"), ("bpkad", "Badan Aset"), ("disparbud", "Dinas Pariwisata"),
    ("dispora", "Dinas Olahraga"), ("pdam", "Perusahaan Air Minum"), ("setda", "Sekretariat Daerah"),
)
SUCCESSORS = (
    ("perkim", "disperkimtan", 520), ("disdag", "disdagkop", 760), ("dinkop", "disdagkop", 760),
    ("dispora", "disporapar", 840), ("disparbud", "disporapar", 840),
)
_LATER = {"disperkimtan": "Dinas Perumahan dan Pertanahan", "disdagkop": "Dinas Perdagangan dan Koperasi",
          "disporapar": "Dinas Pemuda dan Pariwisata"}


@dataclass(frozen=True, slots=True)
class Place:
    """A district or village; a village's code begins with its district's."""
    code: str
    name: str
    kind: Literal["district", "village"]
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Office:
    """`since` and `until` are thousandths of the time the reports span; `until` 1001 is "still there"."""
    slug: str
    name: str
    kind: Literal["office", "district"]
    since: int = 0
    until: int = 1001
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report can be about. Several topics may share a category: people choose the nearest leaf there is."""
    category: str                           # "jalan/jalan-rusak"
    label: str
    office: str
    rivals: tuple[tuple[str, float], ...]   # offices that act instead, with their share
    district: float                         # share in which the district acts, at the start of the time
    weight: float
    person_bound: bool
    placeless: bool
    wave: tuple[int, int] | None            # thousandths of the time between which it exists
    yearly: tuple[int, int] | None          # (day of the year, length): three times as many then
    rule_words: tuple[str, ...]
    subjects: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def group(self) -> str:
        return self.category.partition("/")[0]


@dataclass(frozen=True, slots=True)
class City:
    places: tuple[Place, ...]
    offices: tuple[Office, ...]
    topics: tuple[Topic, ...]

    def districts(self) -> list[Place]:
        return [place for place in self.places if place.kind == "district"]

    def villages(self, district: str) -> list[Place]:
        return [place for place in self.places if place.kind == "village" and place.code.startswith(district + ".")]

    def parents(self) -> dict[str, str]:
        """Each leaf of the category tree with the branch it hangs on."""
        return {topic.category: topic.group for topic in self.topics}

    def person_bound(self) -> frozenset[str]:
        """Categories that hold one person's own case: nobody's report there is a duplicate of another's."""
        return frozenset(topic.category for topic in self.topics if topic.person_bound and not topic.wave)

    def acting(self, slug: str, moment: int) -> str:
        """The office that does the work of `slug` at a thousandth of the time."""
        return next((to for old, to, when in SUCCESSORS if old == slug and moment >= when), slug)


def _shares(told: str) -> tuple[tuple[str, float], ...]:
    pairs = [one.split() for one in told.split(",") if one.strip()]
    return tuple((slug, float(share) / 100) for slug, share in pairs)


def _span(marks: list[str], name: str) -> tuple[int, int] | None:
    if name not in marks:
        return None
    at = marks.index(name)
    return int(marks[at + 1]), int(marks[at + 2])


def _topic(block: list[str]) -> Topic:
    category, label, office, rivals, district, weight, marks = (part.strip() for part in block[0].split("|"))
    lines = {head: [line[2:].strip() for line in block[1:] if line.startswith(head)] for head in ("w:", "s:", "t:")}
    words = marks.split()
    return Topic(category, label, office, _shares(rivals), float(district) / 100, float(weight),
                 "bound" in words, "placeless" in words, _span(words, "wave"), _span(words, "yearly"),
                 tuple(word.strip() for line in lines["w:"] for word in line.split(";")),
                 tuple(lines["s:"]), tuple(lines["t:"]))


@cache
def topics() -> tuple[Topic, ...]:
    """What stands in topics.txt: 64 leaves under 13 branches, and waves that use some of the leaves again."""
    text = re.sub(r"(?m)^#.*\n?", "", (Path(__file__).parent / "topics.txt").read_text("utf-8"))
    return tuple(_topic(block.strip().splitlines()) for block in re.split(r"\n\s*\n", text) if block.strip())


def _invented_places(dice: random.Random) -> Iterator[Place]:
    names = [stem + end for end in _ENDS for stem in _STEMS]
    dice.shuffle(names)
    for row in range(DISTRICTS):
        lat, lng = CENTRE[0] + STEP * (row // 4), CENTRE[1] + STEP * (row % 4)
        code = f"99.98.{row + 1:02}"
        yield Place(code, names.pop(), "district", round(lat, 5), round(lng, 5))
        for number in range(VILLAGES):
            yield Place(f"{code}.{2001 + number}", names[row * VILLAGES % len(names) - number], "village",
                        round(lat + dice.uniform(-.022, .022), 5), round(lng + dice.uniform(-.022, .022), 5))


def _offices(places: Sequence[Place]) -> Iterator[Office]:
    after = {old: (to, when) for old, to, when in SUCCESSORS}
    for slug, name in OFFICES:
        to, when = after.get(slug, ("", 1001))
        yield Office(slug, name, "office", 0, when, to)
    for slug, name in _LATER.items():
        yield Office(slug, name, "office", min(when for _, to, when in SUCCESSORS if to == slug))
    for place in places:
        if place.kind == "district":
            yield Office(district_office(place.code), f"Kecamatan {place.name}", "district")


def district_office(code: str) -> str:
    """The slug of the office of a district: "kec-99-98-01"."""
    return "kec-" + code.replace(".", "-")


def invent_city(seed: int = 1, places: Sequence[Place] = ()) -> City:
    """The same city for the same seed. With `places` it stands on those districts and villages instead."""
    there = tuple(places) or tuple(_invented_places(random.Random(seed)))     # noqa: S311 - invention, no secret
    return City(there, tuple(_offices(there)), topics())


def rules(city: City) -> list[Rule]:
    """The table that a clerk of this city would write before the first report: words to offices, and the districts
    for what is about their own counter. Waves and shares are unknown to it."""
    table = [Rule(topic.office, words=topic.rule_words, category=topic.category)
             for topic in city.topics if not topic.wave]
    table += [Rule(topic.office, words=topic.rule_words) for topic in city.topics if not topic.wave]
    table += [Rule(topic.office, category=topic.category) for topic in city.topics if not topic.wave]
    table += [Rule(district_office(place.code), words=("camat", "kecamatan"), district=place.code)
              for place in city.districts()]
    return table
