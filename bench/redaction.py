"""The redactor on invented texts with known truth: what it finds of what was planted, what it hides that is nobody's.

    python -m bench.redaction [texts]

Bars (issue 3): NIK and KK 100 % of the planted forms at <= 1 % false hits, names >= 90 %; <= 1 ms for 1,000 characters.
Names are measured once more with the word list emptied of half of its names, as a city's rarer names meet it.
"""
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from pendopo.analysis.invention.numbers import clean
from pendopo.analysis.invention.personal import FORMS, Planted, planted
from pendopo.analysis.redaction import Found, find
from pendopo.analysis.redaction_found import plain
from pendopo.kit.shapes import read

SIZE = 16                    # digits of a NIK or KK
PACK = Path(__file__).resolve().parent.parent / "src" / "pendopo" / "packs" / "indonesia"
SHAPES = read(PACK, "id")
SORTS = ("nik", "kk", "phone", "email", "account", "plate", "name")


def hidden_whole(text: str, one: Planted, found: list[Found]) -> bool:
    """Whether all of it is hidden: each digit of a number (a label may stay), each letter of the rest."""
    hidden = set[int]().union(*(range(hit.start, hit.end) for hit in found))
    if one.sort in ("nik", "kk") and not one.form.startswith(("words", "mixed")):
        digits = [at for at in range(one.start, one.end) if plain(text[at]).isdigit()]
        return sum(at in hidden for at in digits) >= min(SIZE * (1 + (one.form == "two")), len(digits))
    numbers = one.sort == "account"
    return all(at in hidden for at in range(one.start, one.end) if (text[at].isdigit() if numbers
        else text[at].isalnum()))


def numbers(texts: int) -> None:
    dice = Random(20_263)
    for form in FORMS:
        got = Counter[bool]()
        for _ in range(max(texts // len(FORMS), 20)):
            text, truth = planted(dice, clean(dice, 3), [dice.choice(("nik", "kk"))], [form])
            got[hidden_whole(text, truth[0], find(text, SHAPES))] += 1
        if got[False]:
            print(f"  {form}: missed {got[False]} of {got.total()}")
    false, hits = 0, Counter[str]()
    for _ in range(texts):
        text = clean(dice, 4)
        wrong = [hit for hit in find(text, SHAPES) if hit.sort != "name"]
        hits.update(hit.sort for hit in wrong)
        false += any(hit.sort in ("nik", "kk") for hit in wrong)
    print(f"clean texts of four number-rich sentences: {false / texts:.2%} with a NIK or KK hit; all hits "
          f"{dict(hits)} in {texts}")


def others(texts: int) -> None:
    dice = Random(20_264)
    for sort in SORTS[2:]:
        whole, right, hits = 0, 0, 0
        for _ in range(texts):
            text, truth = planted(dice, clean(dice, 3), [sort])
            found = find(text, SHAPES)
            whole += hidden_whole(text, truth[0], found)
            mine = [hit for hit in found if hit.sort == sort]
            hits += len(mine)
            right += sum(hit.start < truth[0].end and truth[0].start < hit.end for hit in mine)
        print(f"{sort:8} recall {whole / texts:.1%}, precision {right / max(hits, 1):.1%}")


def speed() -> None:
    dice = Random(20_265)
    for label, make in (("number-rich", lambda: clean(dice, 14)[:1000]),
                        ("plain", lambda: "Jalan di depan rumah kami lama berlubang, belum juga diperbaiki. " * 16)):
        bulk = [make()[:1000] for _ in range(300)]
        start = time.process_time()
        for text in bulk:
            find(text, SHAPES)
        print(f"{label}: {(time.process_time() - start) / len(bulk) * 1000:.2f} ms CPU for 1,000 characters")


def main() -> None:
    texts = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    numbers(texts)
    others(texts)
    speed()


if __name__ == "__main__":
    main()
