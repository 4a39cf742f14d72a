"""What a single word may be: a name, a title, a post, a kind of place, an everyday word. data/names-id.txt and the
roots of the search (stem.py) tell; a word in neither is unknown, and unknown words are what rare names look like."""
import re
from functools import lru_cache
from typing import Literal

from pendopo.analysis.stem import DATA, FAMILIES, ROOTS, STOP, stems

Class = Literal["name", "perhaps", "common", "unknown"]


def _sections(file: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (DATA / file).read_text("utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


_lists = _sections("names-id.txt")
NAMES = _lists["given"] | _lists["family"] | _lists["doubtful"]
DOUBTFUL = _lists["doubtful"] | (NAMES & ROOTS)
TITLES, POSTS, PLACES, HEROES, SHORT = (_lists[name] for name in ("title", "post", "place", "hero", "short"))
# Places that are often called after a person with a title: "Gang Haji Saleh", "Masjid Kiai Umar".
CALLED_AFTER = frozenset(
    ["jl", "jln", "jalan", "gang", "gg", "lorong", "masjid", "mesjid", "musala", "musholla", "mushola", "langgar",
     "surau", "sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "smkn", "mi", "mts", "ma", "tk", "paud", "ponpes",
     "pesantren", "pondok", "universitas", "univ", "rs", "rsu", "rsud", "rsia", "rsup", "bandara", "pelabuhan",
     "taman", "stadion", "gor", "gedung", "jembatan", "underpass", "flyover", "makam", "tpu", "museum", "monumen",
     "tugu", "lapangan", "yayasan", "madrasah", "sekolah", "simpang"])
PARTICLES = frozenset(("bin", "binti", "bt", "al", "el", "ar", "van", "de", "da"))
_office = re.compile(r"(?:dis(?:duk|hub|kom|pen|per|nak|dag|pora|tan|nas|bud|dik|kop)|din(?:kes|sos|as)|kemen(?!g)"
                     r"|bappe|bapenda|pem(?:kab|kot|prov"
                     r"|des|da)|satpol|setda|setwan|inspektorat|puskesmas|samsat|polres|polsek|polda)\w*")
_village = re.compile(r"(?:suka|kerta|karang|ciban|cika|cila|cipa|cire|cita|ciwi|cim|cig|cis|warga|marga|giri|tanjung"
                      r"|pasir|rancak?"
                      r"|wono|tegal|kebon|banjar|batu|bukit|sumber|talaga|telaga|mekar|sido|sri)"
                      r"[a-z]{3,}")


@lru_cache(maxsize=32_768)
def kind(word: str) -> Class:
    """Of a word in small letters. "perhaps": a name that is an everyday word as well."""
    if word in NAMES:
        return "perhaps" if word in DOUBTFUL else "name"
    if word in SHORT or word in POSTS or word in PLACES or word in TITLES or everyday(word):
        return "common"
    return "unknown"


def village(word: str) -> bool:
    """Whether it is, by its form, the name of a village: "Sukamaju", "Karanganyar"."""
    return _village.fullmatch(word) is not None


def everyday(word: str) -> bool:
    """Whether a dictionary of the city's language knows it, or it is the name of an office."""
    if word in STOP["id"] or word in STOP["en"] or word in ROOTS or word in FAMILIES or word in SHORT:
        return True
    if len(word) < 3 or _office.fullmatch(word):
        return True
    return any(stem != word and (stem in ROOTS or stem in FAMILIES) for stem in stems(word)) or not stems(word)
