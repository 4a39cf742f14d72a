"""How much a comment looks like advertising, learned from what moderators here decided: nothing leaves the house.

Naive Bayes over stems and a few marks (links, telephone numbers, shouting, repetition), combined by Fisher's method as
Robinson proposed (Linux Journal 107, 2003): a text without evidence, or with as much for as against, gets 0.5. The
score only sorts the moderators' queue and asks for a second look; it hides nothing by itself. Anger is no spam.

The learned state holds hashes, not words: what an erased comment said cannot be read out of it.
"""
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp, log
from pathlib import Path
from unicodedata import normalize
from zlib import crc32

from phonenumbers import PhoneNumberMatcher

from pendopo.analysis.stem import stems

STRONGEST = 30            # features that decide, those furthest from even
EVEN, WEIGHT = 0.5, 1.5   # what is assumed of a feature never seen, and how many sightings that is worth
CLEAR = 0.15              # a feature nearer to even than this says nothing
LONG = 10_000             # letters of a comment that are read
ROOM = 20_000             # features kept; the ones that say least go first
_LEET = str.maketrans("0134578@$", "oieastbas")

_address = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{1,63}\.(?:com|net|org|xyz|top|vip|site|info|me|ly|example)\b\S*", re.I)
_digits = re.compile(r"\d(?:\D{0,3}\d){6}")       # as few as a telephone number has
_spaced = re.compile(r"\b(?:\w ){3,}\w\b")
_percent = re.compile(r"\d\s?%|\bx\d{3,}\b")
_mixed = re.compile(r"\b(?=\w*[^\W\d_])(?=\w*\d)\w{3,}\b")


@dataclass(frozen=True, slots=True)
class Model:
    """How many texts of each kind were seen, and in how many of them each feature (a hash) was: (spam, fair).
    `region`: telephone numbers without a country are read as numbers of this one (ISO 3166-1)."""
    spam: int = 0
    fair: int = 0
    seen: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    region: str | None = None


def features(text: str, region: str | None = None) -> set[str]:
    """Stems, stems of disguised words ("sl0t", "g a c o r", "slot88"), and marks that begin with "="."""
    plain = normalize("NFKC", text[:LONG])
    bare, phone = _without_phones(_address.sub(" ", plain), region)
    words = [word for word in stems(bare) if not word.isdigit()]
    found = set(words)
    for spaced in _spaced.findall(plain):
        found.update(stems(spaced.replace(" ", "")))
    for mixed in _mixed.findall(bare.casefold()):
        found.update(stems(mixed.translate(_LEET)), stems(mixed.rstrip("0123456789")))
    letters = [letter for letter in plain if letter.isalpha()]
    marks = {
        "=link": bool(_address.search(plain)), "=links": len(_address.findall(plain)) > 2,
        "=phone": phone,
        "=percent": bool(_percent.search(plain)), "=disguise": bool(_spaced.search(plain)),
        "=shout": len(letters) > 20 and sum(map(str.isupper, letters)) > 0.6 * len(letters),
        "=again": len(words) > 8 and len(set(words)) < 0.5 * len(words), "=short": len(words) < 3,
    }
    return found | {mark for mark, there in marks.items() if there}


def _without_phones(text: str, region: str | None) -> tuple[str, bool]:
    """The text without telephone numbers, and whether there were some."""
    found = list(PhoneNumberMatcher(text, region)) if _digits.search(text) else []
    for one in reversed(found):
        text = f"{text[:one.start]} {text[one.end:]}"
    return text, bool(found)


def _hash(feature: str) -> int:
    return crc32(feature.encode())


def _chance(model: Model, feature: str) -> float:
    """That a text with this feature is spam, drawn towards even while it was seen rarely (Robinson's f(w))."""
    spam, fair = model.seen.get(_hash(feature), (0, 0))
    if not spam + fair:
        return EVEN
    of_spam, of_fair = spam / max(model.spam, 1), fair / max(model.fair, 1)
    return (WEIGHT * EVEN + (spam + fair) * of_spam / (of_spam + of_fair)) / (WEIGHT + spam + fair)


def _evidence(text: str, model: Model) -> list[tuple[str, float]]:
    told = [(feature, _chance(model, feature)) for feature in features(text, model.region)]
    clear = [(feature, chance) for feature, chance in told if abs(chance - EVEN) >= CLEAR]
    return sorted(clear, key=lambda one: (-abs(one[1] - EVEN), one[0]))[:STRONGEST]


def score(text: str, model: Model) -> float:
    """0.0 surely fair, 1.0 surely spam, 0.5 when nothing is known that speaks for either."""
    chances = [chance for _, chance in _evidence(text, model)]
    if not chances:
        return EVEN
    spam = _tail(-2 * sum(log(1 - chance) for chance in chances), len(chances))
    fair = _tail(-2 * sum(log(chance) for chance in chances), len(chances))
    return (1 + fair - spam) / 2


def _tail(square: float, half: int) -> float:
    """That chi-squared with 2 * half degrees of freedom is at least `square`: small when the evidence is strong."""
    term = total = exp(-square / 2)
    for place in range(1, half):
        term *= square / 2 / place
        total += term
    return min(total, 1.0)


def why(text: str, model: Model, most: int = 5) -> list[tuple[str, float]]:
    """For the moderator: the features of this text that moved the score most, each with its own chance of spam."""
    return _evidence(text, model)[:most]


def learn(model: Model, text: str, spam: bool) -> Model:
    """The model after a moderator's decision about a text. Undone by nothing: decide the other way and it evens out."""
    return learn_all(model, [(text, spam)])


def learn_all(model: Model, decided: Iterable[tuple[str, bool]]) -> Model:
    """The same for many: (text, was it spam)."""
    seen, spams, fairs = dict(model.seen), model.spam, model.fair
    for text, spam in decided:
        spams, fairs = spams + spam, fairs + (not spam)
        for feature in map(_hash, features(text, model.region)):
            before = seen.get(feature, (0, 0))
            seen[feature] = before[0] + spam, before[1] + (not spam)
    if len(seen) > ROOM:
        telling = sorted(seen, key=lambda one: (-abs(seen[one][0] - seen[one][1]), one))[:ROOM * 9 // 10]
        seen = {feature: seen[feature] for feature in telling}
    return Model(spams, fairs, seen, model.region)


@cache
def start(file: Path, region: str | None = None) -> Model:
    """What is known before anybody has decided: the invented texts of the country pack. Nothing where it has none."""
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    rows = [line.split("\t", 1) for line in lines if line and not line.startswith("#")]
    return learn_all(Model(region=region), [(text, label == "spam") for label, text in rows])


def dump(model: Model) -> str:
    """As text for one database row: about 15 bytes a feature."""
    return json.dumps({"spam": model.spam, "fair": model.fair, "seen": {f"{feature:x}": counts for feature, counts
                                                                        in sorted(model.seen.items())}},
                      separators=(",", ":"))


def load(text: str, region: str | None = None) -> Model:
    """The model that was dumped. ValueError when the text is none."""
    try:
        told = json.loads(text)
        seen = {int(feature, 16): (int(spam), int(fair)) for feature, (spam, fair) in told["seen"].items()}
        return Model(int(told["spam"]), int(told["fair"]), seen, region)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("no spam model") from error
