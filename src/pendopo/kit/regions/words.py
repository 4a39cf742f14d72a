"""How a place is typed: words without case, accents or apostrophes; kind words ("kota", "kec."); common short forms."""
import re
import unicodedata
from typing import NamedTuple

from pendopo.kit.regions.kinds import BETWEEN, KINDS, SHORT

SILENT = re.compile(r"['’‘`\"*]")
OTHER = re.compile(r"[^a-z0-9]+")
MOST = 6                                    # words of a search; nobody types more to find a place
KIND_WORDS: dict[str, frozenset[str]] = {
    word: frozenset(one.kind for one in KINDS.values() if word in (*one.typed, *one.typed_after))
    for kind in KINDS.values() for word in (*kind.typed, *kind.typed_after)}
AFTER = frozenset(word for kind in KINDS.values() for word in kind.typed_after)      # stand after the name
JOINED = 2                                  # down to this level a name of two words is also typed as one


class Typed(NamedTuple):
    """A search as understood: the words of the place itself, words of places above it, and the kind asked for."""
    own: tuple[str, ...]
    above: tuple[str, ...]
    kinds: frozenset[str]


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
    if 0 < level <= JOINED and len(words) > 1:
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
    cuts = [at for at in inner if words[at] in KIND_WORDS and words[at] not in AFTER]
    return [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True) if words]


def _without_kind(words: list[str]) -> tuple[list[str], frozenset[str]]:
    if len(words) > 1 and words[0] in KIND_WORDS:
        rest = words[2:] if len(words) > 2 and words[1] in BETWEEN else words[1:]
        return rest, KIND_WORDS[words[0]]
    if len(words) > 1 and words[-1] in KIND_WORDS:                     # "semarang kota", "Semarang City"
        rest = words[:-2] if len(words) > 2 and words[-2] in BETWEEN else words[:-1]
        return rest, KIND_WORDS[words[-1]]
    return words, frozenset()
