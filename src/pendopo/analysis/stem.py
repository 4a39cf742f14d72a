"""Words to stems: whoever writes "perizinan" finds what was filed under "izin".

Indonesian is cut by its own grammar down to a known root (data/roots-id.txt); what no rule can know stands in
data/families-id.txt; a word with an unknown root goes to Snowball (Tala's algorithm, snowballstem.org). English
goes to Snowball English, other languages to theirs, and one that Snowball does not know
stays whole. Pure, and the one place where words are cut: the index, the query, the marks on a page
and the spelling all come here, so they cannot disagree.
"""
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from threading import local
from typing import Any
from unicodedata import normalize

import snowballstemmer

DATA = Path(__file__).parent / "data"
LONGEST = 40                    # a "word" beyond this is a key or a picture in disguise
MANY = 32_768                   # words remembered: 10 MB when full

_token = re.compile(r"rp(?=\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|[^\W_]+(?:[-‐‑–][^\W_]+)*")
_dash = re.compile(r"[-‐‑–]")
_apostrophe = re.compile(r"(?<=\w)['’ʼ`](?:s\b)?(?=\w|\b|$)")
_sentence = re.compile(r"[.!?;:\n]+\s")


def _rows(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _families(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _rows(name):
        left, right = line.split(":")
        stem = tuple(left.split())
        found |= dict.fromkeys(right.split(), stem)
        if len(stem) == 1:
            found[stem[0]] = stem
    return found


def _stop(name: str) -> frozenset[str]:
    return frozenset(word.replace("'", "") for line in _rows(name) for word in line.split())


STOP = {"id": _stop("stop-id.txt"), "en": _stop("stop-en.txt")}
NONE: frozenset[str] = frozenset()
SNOWBALL = {"ar": "arabic", "de": "german", "es": "spanish", "fr": "french", "hi": "hindi", "it": "italian",
            "nl": "dutch", "pt": "portuguese", "ru": "russian", "ta": "tamil", "tr": "turkish"}
ROOTS = frozenset(word for line in _rows("roots-id.txt") for word in line.split())
FAMILIES = _families("families-id.txt")
ENGLISH = _families("families-en.txt")
VARIANTS = dict(line.split() for line in _rows("variants-id.txt"))


class _Snowball(local):
    """One of each language for every thread: a stemmer keeps the word it is cutting in itself."""

    def __init__(self) -> None:
        self.id = snowballstemmer.stemmer("indonesian")
        self.en = snowballstemmer.stemmer("english")
        self.others: dict[str, Any] = {}

    def cut(self, word: str, language: str) -> str:
        """By the rules of another language; whole where there are none."""
        if language not in SNOWBALL:
            return word
        if language not in self.others:
            self.others[language] = snowballstemmer.stemmer(SNOWBALL[language])
        return str(self.others[language].stemWord(word))


_snowball = _Snowball()

_PARTICLES = ("lah", "kah", "tah", "pun")
_OWNERS = ("nya", "ku", "mu")
_ENDINGS = ("kan", "an", "i")
# A prefix and the first letter that its nasal may have swallowed: "menulis" is me + tulis.
_PREFIXES = (
    ("memper", ""), ("diper", ""), ("keter", ""), ("keber", ""), ("member", ""), ("pember", ""), ("penye", ""),
    ("menye", ""), ("menge", ""), ("penge", ""), ("meng", "k"), ("peng", "k"), ("meny", "s"), ("peny", "s"),
    ("mem", "p"), ("pem", "p"), ("men", "t"), ("pen", "t"), ("ber", ""), ("per", ""), ("ter", ""), ("bel", ""),
    ("pel", ""), ("be", ""), ("te", ""), ("me", ""), ("pe", ""), ("di", ""), ("ke", ""), ("se", ""), ("ku", ""),
)
_SHORT = frozenset(("menge", "penge"))   # only before roots of one syllable: "mengecat"
_VOWELS = frozenset("aeiou")
_UNWRITTEN = frozenset("lrwmn")          # no nasal is inserted before these: "memasak" is me + masak


def _without(word: str, endings: tuple[str, ...]) -> list[str]:
    return [word, *(word[:-len(end)] for end in endings if word.endswith(end) and len(word) - len(end) >= 3)]


def _tails(word: str) -> set[str]:
    """The word with and without what may hang at its end, in the order in which it hangs there."""
    return {bare for one in _without(word, _PARTICLES) for two in _without(one, _OWNERS)
            for bare in _without(two, _ENDINGS)}


def _heads(word: str, depth: int = 3) -> Iterator[tuple[int, str]]:
    """Each way to take prefixes off, with the number of letters that had to be given back."""
    yield 0, word
    if not depth:
        return
    for prefix, swallowed in _PREFIXES:
        rest = word[len(prefix):]
        if len(rest) < 3 or not word.startswith(prefix) or (prefix in _SHORT and len(_VOWELS & {*rest}) != 1):
            continue
        if rest[0] not in _VOWELS or swallowed in ("", "k"):     # "men" before a vowel always hides a t
            yield from _heads(rest, depth - 1)
        if swallowed and (rest[0] in _VOWELS or rest[0] in _UNWRITTEN):
            yield from ((given + 1, bare) for given, bare in _heads(swallowed + rest, depth - 1))


def _root(word: str) -> str:
    """The longest known root inside the word, those first that need no letter given back; "" if none."""
    found = {(given, -len(bare), bare) for tail in _tails(word) for given, bare in _heads(tail) if bare in ROOTS}
    return min(found)[2] if found else ""


def _indonesian(word: str) -> tuple[str, ...]:
    word = VARIANTS.get(word, word)
    if word in FAMILIES:
        return FAMILIES[word]
    if word in ROOTS or not word.isalpha() or len(word) < 4:
        return (word,)
    for bare in sorted(_tails(word), key=len, reverse=True):
        if bare in FAMILIES:
            return FAMILIES[bare]
    root = _root(word) or str(_snowball.id.stemWord(word))
    return FAMILIES.get(root, (root,))


def _english(word: str) -> tuple[str, ...]:
    return ENGLISH.get(word) or ((str(_snowball.en.stemWord(word)),) if word.isalpha() else (word,))


_CUT = {"id": _indonesian, "en": _english}


def _doubled(parts: list[str]) -> str:
    """"buku-buku", "sayur-mayur", "anak-anaknya" say one word twice; the word, or nothing."""
    if len(parts) != 2:
        return ""
    first, second = parts
    if first == second or second in {first + end for end in (*_OWNERS, *_ENDINGS)}:
        return first
    if len(first) == len(second) > 3 and first[1:] == second[1:]:
        return first
    roots = {_indonesian(first), _indonesian(second)}
    return first if len(roots) == 1 else ""


def _compound(token: str, language: str) -> tuple[str, ...]:
    """A token with dashes. A code (LAP-2026-0001) stays findable whole, without its dashes, and by its parts."""
    parts = _dash.split(token)
    joined = "".join(parts)
    plain = "-".join(parts)
    if plain in FAMILIES:
        return FAMILIES[plain]
    if doubled := _doubled(parts):
        return _cut(doubled, language)
    pieces = tuple(stem for part in parts if len(part) > 1 or part.isdigit() for stem in _cut(part, language))
    whole = len(parts[0]) == 1 or (any(map(str.isdigit, parts)) and not joined.isdigit())
    return (joined[:LONGEST], *pieces) if whole else pieces


def _cut(word: str, language: str) -> tuple[str, ...]:
    if word in STOP.get(language, NONE) or (len(word) == 1 and not word.isdigit()):
        return ()
    if language in _CUT:
        return _CUT[language](word[:LONGEST])
    return (_snowball.cut(word[:LONGEST], language) if word.isalpha() else word[:LONGEST],)


def _stems_of(token: str, language: str) -> tuple[str, ...]:
    """Remembered, except for what is too long to be a word: nobody fills the memory with one pasted file."""
    return _remembered(token, language) if len(token) <= LONGEST else _read(token, language)


def _read(token: str, language: str) -> tuple[str, ...]:
    if token.isalnum():
        return _cut(token, language)
    if "." in token:
        return (token.replace(".", ""),)         # 1.250.000 is one number
    return _compound(token, language)


_remembered = lru_cache(maxsize=MANY)(_read)


def tokens(text: str) -> list[str]:
    """The words of a text as written, in one case and one Unicode form (NFKC)."""
    plain = normalize("NFKC", text).casefold()
    return _token.findall(_apostrophe.sub("", plain))


def stems(text: str, language: str = "id") -> list[str]:
    """The stems of a text in their order, each as often as it is there; stop words are left out.

    `language` is what the text is written in: the country's own, or "en". A sentence that plainly is in the other
    one (two more of its stop words than of the own) is cut by the other's rules: plans quote English, English
    pages quote law.
    """
    own, other = language, "id" if language == "en" else "en"
    found: list[str] = []
    for sentence in _sentence.split(text):
        words = tokens(sentence)
        strange = len(words) > 5 and _weight(words, other) > _weight(words, own) + 1
        spoken = other if strange else own
        for word in words:
            found.extend(_stems_of(word, spoken))
    return found


def _weight(words: list[str], language: str) -> int:
    return sum(map(STOP.get(language, NONE).__contains__, words))


def asked(text: str, language: str = "id") -> list[tuple[str, ...]]:
    """A query: for each word the stems that may stand for it, in the country's language and in English. All groups
    must be met.

    A code is looked for whole. Of a query that is all stop words nothing is left, and nothing is found.
    """
    groups: dict[tuple[str, ...], None] = {}
    for token in tokens(text):
        one, two = _stems_of(token, language), _stems_of(token, "en")
        if not token.isalnum() and len(one) > 1 and one[0] == "".join(_dash.split(token))[:LONGEST]:
            groups[one[:1]] = None
        elif len(one) > 1:
            groups |= {(stem,): None for stem in one}
        elif one and two:                       # a stop word of either language is none to ask for
            groups[tuple(dict.fromkeys((*one, *two)))] = None
    return list(groups)


def forms(text: str, language: str = "id") -> dict[str, str]:
    """The words of a text as they are written, each with its stem: {"layanan": "layan", "pelayanan": "layan"}.

    Without the short ones, compounds and numbers: these are what a typing error is put right with.
    """
    found: dict[str, str] = {}
    for word in set(tokens(text)):
        cut = _stems_of(word, language)
        if len(cut) == 1 and 3 < len(word) <= LONGEST and word.isalpha():
            found[word] = cut[0]
    return found
