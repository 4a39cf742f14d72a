"""How a place is typed: words without case, accents or apostrophes; kind words ("kota", "kec."); common short forms."""
import re
import unicodedata
from typing import NamedTuple

from pendopo.kit.regions.kinds import Kind

SILENT = re.compile(r"['’‘`\"*]")
OTHER = re.compile(r"[^a-z0-9]+")
MOST = 6                                    # words of a search; nobody types more to find a place
REGENCIES, CITIES = frozenset({Kind.REGENCY, Kind.ADMIN_REGENCY}), frozenset({Kind.CITY, Kind.ADMIN_CITY})
VILLAGES = frozenset({Kind.VILLAGE, Kind.CUSTOMARY})
KIND_WORDS: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(("kabupaten", "kab", "regency"), REGENCIES), **dict.fromkeys(("kota", "city"), CITIES),
    **dict.fromkeys(("kecamatan", "kec", "distrik", "district"), frozenset({Kind.DISTRICT})),
    **dict.fromkeys(("kelurahan", "kel", "ward"), frozenset({Kind.WARD})),
    **dict.fromkeys(("desa", "ds", "village", "gampong", "nagari"), VILLAGES),
    **dict.fromkeys(("provinsi", "prov", "propinsi", "province"), frozenset({Kind.PROVINCE})),
}
ENGLISH = frozenset({"regency", "city", "district", "ward", "village", "province"})   # stand after the name
BETWEEN = frozenset({"administrasi", "administrative", "adat", "customary"})
SHORT = {                                   # what people type for a province; our own list, not part of the area data
    "12": "sumut", "13": "sumbar", "16": "sumsel", "19": "babel", "21": "kepri", "31": "dki", "32": "jabar",
    "33": "jateng", "34": "diy jogja jogjakarta", "35": "jatim", "52": "ntb", "53": "ntt", "61": "kalbar",
    "62": "kalteng", "63": "kalsel", "64": "kaltim", "65": "kaltara", "71": "sulut", "72": "sulteng", "73": "sulsel",
    "74": "sultra", "76": "sulbar", "82": "malut",
}


class Typed(NamedTuple):
    """A search as understood: the words of the place itself, words of places above it, and the kind asked for."""
    own: tuple[str, ...]
    above: tuple[str, ...]
    kinds: frozenset[Kind]


def words_of(text: str) -> list[str]:
    """["sorong", "barat"] of "Sorong  Barat"; an apostrophe is silent: "Ma'u" is typed "mau"."""
    bare = SILENT.sub("", text)
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
    return OTHER.sub(" ", bare.lower()).split()


def indexed(code: str, name: str, level: int) -> list[tuple[str, int, int]]:
    """The words by which a place is found: (word, its place in the name, how many words the name has)."""
    words = words_of(name)
    found = [(word[:40], place, len(words)) for place, word in enumerate(words)]
    if 0 < level < 3 and len(words) > 1:
        found.append(("".join(words)[:40], 0, 1))                      # "bandarlampung"
    found += [(word, 0, 1) for word in SHORT.get(code, "").split()]
    return found


def typed(text: str) -> Typed:
    """"Kota Semarang, Jawa Tengah" and "kota semarang prov jawa tengah" are both
    Typed(("semarang",), ("jawa", "tengah"), {CITY, ADMIN_CITY})."""
    parts = [part for segment in text.split(",") for part in _split(words_of(segment))]
    if not parts:
        return Typed((), (), frozenset())
    own, kinds = _without_kind(parts[0])
    above = [word for part in parts[1:] for word in _without_kind(part)[0]]
    return Typed(tuple(own[:MOST]), tuple(above[:MOST]), kinds)


def plain(text: str) -> Typed:
    """The same without kinds: "kota" may be a part of the name ("Kota Baru")."""
    return Typed(tuple(words_of(text)[:MOST]), (), frozenset())


def _split(words: list[str]) -> list[list[str]]:
    """A kind word between two names begins the next place: desa sidomulyo | kecamatan bulu."""
    inner = range(1, len(words) - 1)
    cuts = [at for at in inner if words[at] in KIND_WORDS and words[at] not in ENGLISH]
    return [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True) if words]


def _without_kind(words: list[str]) -> tuple[list[str], frozenset[Kind]]:
    if len(words) > 1 and words[0] in KIND_WORDS:
        rest = words[2:] if len(words) > 2 and words[1] in BETWEEN else words[1:]
        return rest, KIND_WORDS[words[0]]
    if len(words) > 1 and words[-1] in KIND_WORDS:                     # "semarang kota", "Semarang City"
        rest = words[:-2] if len(words) > 2 and words[-2] in BETWEEN else words[:-1]
        return rest, KIND_WORDS[words[-1]]
    return words, frozenset()
