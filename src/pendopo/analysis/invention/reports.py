"""Reports of an invented city with known truth: who really had to act, which are the same matter, what is planted.

What is copied from two real exports (spec "Reports", sections A1 and E) is their shape: the shares of secret and
anonymous reports, of end states and kinds; districts that act in a quarter of the cases and later hardly ever; waves of
topics nobody had seen; agencies merged and renamed; categories chosen wrongly; vague texts; slang and slips.

How hard it is was set once, with the reference of that spec (TF-IDF of words and pairs, linear SVM of scikit-learn,
2,128 reports, three seeds), until it got here about what it got on the real exports: 0.70 to 0.75 in random folds (real
0.71 and 0.74) and 0.92 to 0.94 on its surest fifth (0.94); 0.35 to 0.48 trained once and tested on the last fifth (0.36
and 0.45), 0.57 to 0.68 retrained every 25 reports (0.59 and 0.64). It was never set by what our own router gets. A
router that is trained once must visibly fall here; one that does not is looking at the truth.
"""
import heapq
import random
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Literal, NamedTuple, TypeVar

from pendopo.analysis.invention import wording
from pendopo.analysis.invention.city import OFFICES, City, Place, Topic, district_office, invent_city
from pendopo.analysis.invention.personal import Planted, planted

Likeness = Literal["", "neighbour", "again", "campaign", "template"]

# End states of the national application with their shares among 2,128 reports, and the mean days until then.
STATES = (("Ditutup oleh Sistem", 695, 24), ("Ditutup oleh Admin", 124, 15), ("Diarsipkan oleh Admin", 46, 3),
          ("Ditutup oleh Pelapor", 45, 12), ("Menunggu Kelengkapan Informasi", 41, 0),
          ("Diarsipkan oleh Sistem", 28, 30), ("Diarsipkan oleh Pelapor", 15, 5), ("Konten Terblokir", 6, 1))
# (anonymous, secret) among 2,127: three quarters and more set a flag.
FLAGS = ((True, False, 844), (True, True, 580), (False, True, 439), (False, False, 264))
CHANNELS = (("app", 38), ("web", 30), ("whatsapp", 16), ("sms", 9), ("desk", 7))
KINDS = (("complaint", 64), ("aspiration", 22), ("information", 6), ("supervisory", 8))

WRONG_OFFICE = 0.02       # recorded for an office that had nothing to do with it
VAGUE, MIXED = 0.07, 0.04   # texts that hardly say what it is about, and texts about two things
LEAF_RIGHT, LEAF_NEAR, LEAF_NONE = 0.70, 0.84, 0.95   # cumulative: the right leaf, a sibling, any leaf, none chosen
SAID_DISTRICT, SAID_POINT = 0.86, 0.60
FUZZY = (0.05, 0.05, 0.4, 1.4, 2.4)   # how unclear a topic is, drawn for each
RIVALRY = 0.3              # of the rivals' shares in topics.txt
WAVE = 7.0                 # how many times heavier a wave is than an everyday topic of the same weight
FOLLOWERS = 0.27          # rows that follow a first one, for each first one (measured on the generator)


class Incident(NamedTuple):
    """One matter in the world: several people may report it, in their own words."""
    number: int
    about: int              # place of the topic in the city's list
    topic: Topic
    village: Place
    district: str
    lat: float
    lng: float
    where: str
    office: str


@dataclass(frozen=True, slots=True)
class Invented:
    """One report. `office` is what the record says, `true_office` who had to act. Reports with one `incident` number
    are true duplicates of each other; those of likeness "template" read alike and are different persons' cases."""
    number: int
    created: datetime
    kind: str
    title: str
    text: str
    category: str
    district: str
    village: str
    lat: float | None
    lng: float | None
    office: str
    true_office: str
    anonymous: bool
    secret: bool
    sender: str
    channel: str
    state: str
    closed: datetime | None
    likeness: Likeness
    incident: int
    planted: tuple[Planted, ...]


class Due(NamedTuple):
    """A report that follows another: when, how, of whom; the text when it is the same one again."""
    day: float
    order: int
    likeness: Likeness
    incident: Incident
    sender: str
    title: str
    text: str
    planted: tuple[Planted, ...] = ()


class _Pools:
    """Ready sentences by style; made once, then writing is choosing."""

    def __init__(self, dice: random.Random, city: City) -> None:
        self.topics = [{style: (wording.pool(dice, topic.subjects, style, 8),
                                wording.pool(dice, topic.sentences, style, 24)) for style in wording.STYLES}
                       for topic in city.topics]
        self.common = {style: [wording.pool(dice, patterns, style, 16) for patterns in (
            wording.OPENINGS, wording.SINCE, wording.STORIES, wording.REQUESTS, wording.CLOSINGS, wording.CAMAT,
            wording.DINAS, wording.VAGUE)] for style in wording.STYLES}


class _Drift:
    """What changes with time: how much of each topic there is, and who acts."""

    def __init__(self, dice: random.Random, city: City, start: date) -> None:
        self.city, self.start = city, start
        self.slopes = [dice.uniform(-2.0, 2.0) for _ in city.topics]
        # In some topics the work has moved from the rival to the office (street lights: a decree of the regent).
        self.moved = [dice.randrange(500, 980) if topic.rivals and not topic.wave and dice.random() < 0.45 else 0
                      for topic in city.topics]
        # Some matters everybody knows the office of, others nobody: what is unclear is unclear in a few topics.
        self.fuzzy = [dice.choice(FUZZY) for _ in city.topics]
        self.eager = {place.code: dice.choice((0.1, 0.4, 1.2, 2.3)) for place in city.districts()}

    def weights(self, moment: int, day: int) -> list[float]:
        """Cumulative weights of all topics at a thousandth of the time."""
        of_year = (self.start + timedelta(days=day)).timetuple().tm_yday
        return list(accumulate(self._weight(place, topic, moment, of_year)
                               for place, topic in enumerate(self.city.topics)))

    def _weight(self, place: int, topic: Topic, moment: int, of_year: int) -> float:
        if topic.wave:
            return WAVE * topic.weight if topic.wave[0] <= moment < topic.wave[1] else 0.0
        season = 3.0 if topic.yearly and (of_year - topic.yearly[0]) % 365 < topic.yearly[1] else 1.0
        return float(topic.weight * season * 2.0 ** (self.slopes[place] * (moment / 500 - 1)))

    def office(self, dice: random.Random, place: int, district: str, moment: int) -> str:
        """Who acts on this matter now."""
        topic = self.city.topics[place]
        falling = 1.8 - 1.65 * moment / 1000
        if dice.random() < topic.district * falling * self.eager[district] * self.fuzzy[place]:
            return district_office(district)
        chosen, rest = topic.office, dice.random()
        for rival, share in topic.rivals:
            rest -= RIVALRY * share * self.fuzzy[place]
            if rest < 0:
                chosen = rival
                break
        if moment < self.moved[place]:
            first = topic.rivals[0][0]
            chosen = {topic.office: first, first: topic.office}.get(chosen, chosen)
        return self.city.acting(chosen, moment)


T = TypeVar("T")


def _wheel(shares: Sequence[tuple[T, float]]) -> Callable[[float], T]:
    """A number between 0 and 1 to one of the things, each as often as its share says."""
    things, bounds = [thing for thing, _ in shares], list(accumulate(share for _, share in shares))
    return lambda turned: things[min(bisect(bounds, turned * bounds[-1]), len(things) - 1)]


_state = _wheel([((state, days), share) for state, share, days in STATES])
_flags = _wheel([((anonymous, secret), share) for anonymous, secret, share in FLAGS])
_channel, _kind = _wheel(CHANNELS), _wheel(KINDS)
_slugs = [slug for slug, _ in OFFICES]
_ROAD = ("{Melati|Mawar|Kenanga|Anggrek|Cendana|Rajawali|Merpati|Mangga|Durian|Pelita|Merdeka|Pemuda|Sekolah|"
         "Balai Desa|Raya|Irigasi|Bendungan|Stasiun|Pahlawan|Kemakmuran} "
         "{Contoh|Umpama|Rupa|Misal|Baru|Lama|Utara|Timur|Dalam|Satu}")
_SORTS: tuple[tuple[Literal["nik", "phone", "name"], ...], ...] = (
    ("nik",), ("nik", "name"), ("phone",), ("name",), ("phone", "name"))


def _template(of: float, topic: Topic) -> bool:
    """Whether the text of a first report will be used again for other persons' cases."""
    return 0.176 <= of < (0.192 if topic.person_bound else 0.177)


def _pick(dice: random.Random, among: Sequence[str]) -> str:
    return among[int(dice.random() * len(among))]


class _Author:
    """Writes the reports of one run, first ones and those that follow."""

    def __init__(self, seed: int, city: City, start: date, days: int) -> None:
        self.dice = random.Random(seed)     # noqa: S311 - invention, no secret
        self.city, self.start, self.days = city, datetime(start.year, start.month, start.day, tzinfo=UTC), days
        self.pools, self.drift = _Pools(self.dice, city), _Drift(self.dice, city, start)
        self.places = [(district.code, city.villages(district.code)) for district in city.districts()]
        self.crowd = list(accumulate(self.dice.uniform(0.4, 1.8) for _ in self.places))
        self.roads = {village.code: [f"Jl. {wording.expand(self.dice, _ROAD)}" for _ in range(9)]
                      for _, villages in self.places for village in villages}
        self.siblings: dict[str, list[str]] = {}
        for category, group in city.parents().items():
            self.siblings.setdefault(group, []).append(category)
        self.leaves = list(city.parents())
        self.names = {place.code: place.name for place in city.districts()}
        self.due: list[Due] = []
        self.people = self.incidents = self.order = 0
        self._day, self._weights = -1, [1.0]

    def moment(self, day: float) -> int:
        return min(int(day * 1000 / self.days), 1000)

    def topic(self, day: float) -> int:
        if int(day) != self._day:
            self._day, self._weights = int(day), self.drift.weights(self.moment(day), int(day))
        return self.dice.choices(range(len(self._weights)), cum_weights=self._weights)[0]

    def incident(self, day: float) -> Incident:
        dice, place = self.dice, self.topic(day)
        district, villages = self.places[dice.choices(range(len(self.places)), cum_weights=self.crowd)[0]]
        village = villages[int(dice.random() * len(villages))]
        self.incidents += 1
        return Incident(self.incidents, place, self.city.topics[place], village, district,
                        village.lat + dice.gauss(0, 0.005), village.lng + dice.gauss(0, 0.005),
                        self._where(village), self.drift.office(dice, place, district, self.moment(day)))

    def _where(self, village: Place) -> str:
        dice = self.dice
        road = _pick(dice, self.roads[village.code])
        near = _pick(dice, ("", f" RT {1 + int(dice.random() * 9):02}/{1 + int(dice.random() * 12):02}",
                            " dekat musala", " depan SD", " samping balai warga"))
        return f"{road}{near}"

    def sender(self) -> str:
        if self.dice.random() < 0.15:
            return ""
        if self.people > 50 and self.dice.random() < 0.12:
            return f"p{self.people - int(self.dice.random() * min(self.people - 1, 400)):06}"
        self.people += 1
        return f"p{self.people:06}"

    def words(self, incident: Incident) -> tuple[str, str]:
        """Title and text of one person's report about a matter."""
        dice, rnd = self.dice, self.dice.random
        style = wording.STYLES[0 if (of := rnd()) < 0.42 else 1 if of < 0.78 else 2]
        opening, since, story, request, closing, camat, dinas, vague = self.pools.common[style]
        subjects, sentences = self.pools.topics[incident.about][style]
        said = [_pick(dice, opening)] if rnd() < 0.55 else []
        dull = rnd() < VAGUE
        title = _pick(dice, vague if dull and rnd() < 0.7 else subjects)
        if not dull or rnd() < 0.35:
            said.append(_pick(dice, sentences))
        if not dull and rnd() < 0.55:
            said.append(_pick(dice, sentences))
        if rnd() < MIXED:
            other = self.pools.topics[int(rnd() * len(self.pools.topics))][style]
            said.append(_pick(dice, other[1]))
        if rnd() < self._tells_place(incident):
            said.append(self._lies(incident, style))
        for pool, share in ((since, 0.5), (story, 0.45), (request, 0.6), (closing, 0.4)):
            if rnd() < share:
                said.append(_pick(dice, pool))
        acts_near = incident.office.startswith("kec-")
        if rnd() < (0.55 if acts_near else 0.05):
            said.append(_pick(dice, camat))
        elif rnd() < 0.12:
            said.append(_pick(dice, dinas))
        text = (". " if style == "sloppy" else " ").join(part if part[-1] in ".?!" else part + "." for part in said)
        if rnd() < 0.06:
            title, text = title.upper(), text.upper()
        return title, text or f"{title}."

    @staticmethod
    def _tells_place(incident: Incident) -> float:
        if incident.office.startswith("kec-"):
            return 0.95
        return 0.35 if incident.topic.placeless else 0.7

    def _lies(self, incident: Incident, style: str) -> str:
        district = self.names[incident.district]
        said = (f"Lokasi {incident.where}, {incident.village.name}, Kec. {district}",
                f"di {incident.where} {incident.village.name}", f"Alamat {incident.village.name} kecamatan {district}",
                f"di {incident.where}")[int(self.dice.random() * 4)]
        return said.lower() if style == "sloppy" else said

    def category(self, topic: Topic) -> str:
        chosen = self.dice.random()
        if chosen < LEAF_RIGHT:
            return topic.category
        if chosen < LEAF_NEAR:
            return _pick(self.dice, self.siblings[topic.group])
        return _pick(self.dice, self.leaves) if chosen < LEAF_NONE else ""

    def follow(self, of: float, day: float, incident: Incident, first: Invented, text: str) -> None:
        """Puts the reports that will follow a first one on the pile. `text` is what it says without its persons."""
        dice, sender, title = self.dice, first.sender, first.title
        bound, placeless = incident.topic.person_bound, incident.topic.placeless
        if of < 0.05 and sender:
            self._pile(day + dice.expovariate(2.0), "again", incident, sender, title, first.text, first.planted)
        elif 0.05 <= of < 0.17 and not bound and not placeless:
            for _ in range(1 + (dice.random() < 0.3)):
                self._pile(day + dice.expovariate(1 / 12), "neighbour", incident, "", "", "")
        elif 0.17 <= of < 0.176 and not bound:
            for _ in range(dice.randint(4, 18)):
                self._pile(day + dice.expovariate(1 / 3), "campaign", incident, "", title, text)
        elif _template(of, incident.topic):
            for _ in range(dice.randint(3, 16)):
                after = day + dice.expovariate(1 / 20)
                district, villages = self.places[int(dice.random() * len(self.places))]
                village = villages[int(dice.random() * len(villages))]
                self.incidents += 1
                case = incident._replace(
                    number=self.incidents, village=village, district=district, where=self._where(village),
                    lat=village.lat + dice.gauss(0, 0.005), lng=village.lng + dice.gauss(0, 0.005),
                    office=self.drift.office(dice, incident.about, district, self.moment(after)))
                self._pile(after, "template", case, "", title, text)

    def _pile(self, day: float, likeness: Likeness, incident: Incident, sender: str, title: str, text: str,
              marks: tuple[Planted, ...] = ()) -> None:
        self.order += 1
        heapq.heappush(self.due, Due(day, self.order, likeness, incident, sender, title, text, marks))

    def first(self, number: int, day: float) -> Invented:
        incident, sender = self.incident(day), self.sender()
        title, text = self.words(incident)
        of = self.dice.random()
        said, marks = self._planted(text, incident.topic, named=_template(of, incident.topic))
        row = self._row(number, day, "", incident, sender, title, said, marks)
        self.follow(of, day, incident, row, text)
        return row

    def following(self, number: int, due: Due) -> Invented:
        dice, title, text, marks = self.dice, due.title, due.text, due.planted
        if due.likeness == "neighbour":
            title, text = self.words(due.incident)
        elif due.likeness == "campaign":
            text = (text, text, f"{text} Kami menunggu.", f"Ikut melaporkan. {text}")[int(dice.random() * 4)]
        if due.likeness != "again":
            text, marks = self._planted(text, due.incident.topic, named=due.likeness == "template")
        return self._row(number, due.day, due.likeness, due.incident, due.sender or self.sender(), title, text, marks)

    def _planted(self, text: str, topic: Topic, *, named: bool) -> tuple[str, tuple[Planted, ...]]:
        """The text with a number or a name in it, in as many reports as have one; always both in a template."""
        rnd = self.dice.random
        if not named and rnd() > (0.16 if topic.person_bound else 0.04):
            return text, ()
        said, marks = planted(self.dice, text, ("nik", "name") if named else _SORTS[int(rnd() * len(_SORTS))])
        return said, tuple(marks)

    def _row(self, number: int, day: float, likeness: Likeness, incident: Incident, sender: str, title: str,
             text: str, marks: tuple[Planted, ...]) -> Invented:
        dice, rnd, topic = self.dice, self.dice.random, incident.topic
        created = self.start + timedelta(days=day)
        (state, mean), (anonymous, secret) = _state(rnd()), _flags(rnd())
        at = rnd() < SAID_POINT and not topic.placeless
        near = rnd() < SAID_DISTRICT
        wrong = rnd() < WRONG_OFFICE
        office = self.city.acting(_pick(dice, _slugs), self.moment(day)) if wrong else incident.office
        kind = "supervisory" if incident.office in ("inspektorat", "bkpsdm") and rnd() < 0.4 else _kind(rnd())
        return Invented(
            number, created, kind, title, text, self.category(topic), incident.district if near else "",
            incident.village.code if near and rnd() < 0.8 else "",
            round(incident.lat + dice.gauss(0, 0.0004), 6) if at else None,
            round(incident.lng + dice.gauss(0, 0.0004), 6) if at else None,
            office, incident.office, anonymous, secret, sender, _channel(rnd()), state,
            created + timedelta(days=1 + dice.expovariate(1 / mean)) if mean else None, likeness, incident.number,
            marks)


def invent(count: int, *, seed: int = 1, city: City | None = None, start: date = date(2021, 1, 4),
           days: int = 1400) -> Iterator[Invented]:
    """`count` reports in order of time, more of them a day towards the end; the same for the same seed. Waves and
    renamings are tied to `days`, so that a small city sees as many of them as a large one."""
    author = _Author(seed, city or invent_city(), start, days)
    firsts, number, first = count / (1 + FOLLOWERS), 0, 0
    while number < count:
        day = days * min((first + author.dice.random()) / firsts, 1.1) ** 0.8
        first += 1
        while author.due and author.due[0].day <= day and number < count:
            number += 1
            yield author.following(number, heapq.heappop(author.due))
        if number < count:
            number += 1
            yield author.first(number, day)
