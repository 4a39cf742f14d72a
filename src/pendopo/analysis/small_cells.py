"""Numbers about few people: what may be shown of a count, and which words of a text tell of fewer than five.

A number below five next to a name of people lets neighbours guess who is meant (health of identifiable groups). Not
shown are therefore: a count below the floor; the parts of a count if one of them is below it, for the sum would tell
it; and the parts if all people said the same, for then everybody's answer is known.
"""
import re
from collections.abc import Mapping
from typing import Any

FLOOR = 5
NUMBERS = r"(?:[1-4]|se|satu|dua|tiga|empat|seorang|one|two|three|four|a single)"
COUNTED = r"(?:orang|ekor|kasus|buah)?\s*(?:di antara\s+)?"
PEOPLE = (r"(?:orang|warga|pasien|ibu|bapak|anak|bayi|balita|remaja|lansia|siswa|murid|santri|pekerja|keluarga|kasus|"
          r"penderita|korban|penyandang|perempuan|laki-laki|jiwa|rumah tangga|"
          r"persons?|people|patients?|mothers?|fathers?|child(?:ren)?|bab(?:y|ies)|infants?|famil(?:y|ies)|cases?|"
          r"victims?|wom[ae]n|m[ae]n|pupils?|students?|workers?|households?)")
FEW = re.compile(rf"(?<![\w.,:/-])({NUMBERS}\s+{COUNTED}{PEOPLE})\b", re.IGNORECASE)


def few_people(text: str) -> list[str]:
    """The places of a text that tell of one to four people: "dua ibu", "3 kasus", "four patients"."""
    return [" ".join(found.split()) for found in FEW.findall(text)]


def count(number: int, hide: bool = True) -> int | None:
    """A count of people as it may be shown; None: fewer than the floor."""
    return None if hide and 0 < number < FLOOR else number


def parts(counts: Mapping[str, int], hide: bool = True) -> dict[str, Any]:
    """`n`: how many spoke, or None; `parts`: how many said what, or None where that may not be shown."""
    said = {name: number for name, number in counts.items() if number}
    total = sum(said.values())
    safe = not hide or (len(said) > 1 and all(number >= FLOOR for number in said.values()))
    return {"n": count(total, hide), "parts": dict(counts) if safe and total else None}
