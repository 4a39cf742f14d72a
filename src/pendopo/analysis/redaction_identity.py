"""Numbers of the identity card (NIK) and of the family card (KK), in whatever disguise.

Both have 16 digits: province, regency and district (two each, codes of the Ministry of Home Affairs), a date DDMMYY
(NIK: of birth, 40 added to a woman's day; KK: of issue) and a serial that is never 0000. Without a label nobody can
tell a man's NIK from a KK, so it is called a NIK. Law: UU 23/2006 (24/2013) on civil registration, art. 84 names both
as personal data. One sixteen-digit number in 150 has this form by chance; where digits of several numbers might have
been read as one, the regency must exist and the pieces must not be a date, a time, an amount or a coordinate.
"""
import re
from collections.abc import Iterator

from pendopo.analysis.redaction_digits import Run
from pendopo.analysis.redaction_found import UNSEEN, Found, Sort

SIZE, SHORTEST = 16, 13     # digits; those of one that is called a NIK but mistyped
_date = r"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(?:0[1-9]|1[0-2])\d\d(?!0000)\d{4}"
# Numbers stay for life: codes of provinces and regencies that were since divided or left are read as well.
_loose = re.compile(rf"(?=((?:1[1-9]|2[01]|3[1-6]|5[1-4]|6[1-5]|7[1-6]|8[12]|9[1-7])(?:0[1-9]|[12]\d|30|7[1-9]|80)"
                    rf"(?:0[1-9]|[1-9]\d){_date}))")
# Province: highest regency, highest city (from 71). Kepmendagri 100.1.1-6117/2022; unsourced: typed from memory and
# checked against packs/indonesia/areas, older codes of Riau, Kalimantan, Sulawesi and Papua added.
REGENCIES = {11: (18, 75), 12: (25, 78), 13: (12, 77), 14: (10, 73), 15: (9, 72), 16: (13, 74), 17: (9, 71),
             18: (13, 72), 19: (6, 71), 21: (5, 72), 31: (1, 75), 32: (18, 79), 33: (29, 76), 34: (4, 71), 35: (29, 79),
             36: (4, 74), 51: (8, 71), 52: (8, 72), 53: (21, 71), 61: (12, 72), 62: (13, 71), 63: (11, 72),
             64: (11, 74), 65: (4, 71), 71: (11, 74), 72: (12, 71), 73: (26, 73), 74: (15, 72), 75: (5, 71), 76: (6,
                 71),
             81: (9, 72), 82: (8, 72), 91: (28, 71), 92: (12, 71), 93: (4, 71), 94: (8, 71), 95: (8, 71), 96: (5, 71)}
HIGHEST_DISTRICT = 60
# Groups as people make them, most by the parts of the number.
LAYOUTS = frozenset(((1,) * 16, (2,) * 8, (4,) * 4, (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (4, 2, 6, 4),
                     (6, 2, 2, 2, 4), (4, 4, 8), (8, 4, 4), (3, 3, 3, 3, 4), (6, 6, 2, 2), (5, 5, 6), (4, 3, 3, 3, 3)))
_label = re.compile(r"(?P<kk>n\W?k\W?k|k\W?k|kartu\W+keluarga)|(?P<nik>n\W?i\W?k|e?\W?ktp"
                    r"|nomor\W+induk(?:\W+kependudukan)?"
                    r"|kartu\W+tanda\W+penduduk|identitas|induk\W+kependudukan)", re.IGNORECASE)
_between = re.compile(r"[^\w\n]*(?:\n\W*)?(?:(?:nya|saya|kami|beliau|anak|istri|suami|ibu|bapak|no|nomor|nomer|adalah"
                      r"|yaitu|ialah|itu|is|a|n|ini|dan)\W+){0,4}\W*", re.IGNORECASE)
_after = re.compile(r"[ \t=:(]{0,3}(?:(?:itu|adalah|ini|nomor|no)\W+){0,2}\(?", re.IGNORECASE)
LABEL_ROOM = 60             # characters before a number in which its label may stand
# What is written with several groups of digits and is no identity number.
_other = re.compile(
    r"(?<![\d/.-])(?:[0-3]?\d([/.-])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d([/.-])[01]?\d\2[0-3]?\d)(?![\d/-]|\.\d)"
    r"|(?<!\d)[0-2]?\d[.:][0-5]\d(?:[.:][0-5]\d)?\s*(?:-|s/d|sd|wib|wita|wit|pukul|jam)|(?<!\d)[0-2]?\d:[0-5]\d:[0-5]\d"
    r"|(?<!\d)(?:19|20)\d\d[01]\d[0-3]\d\s(?:19|20)\d\d[01]\d\s[12]\s\d{3}(?!\d)|(?<!\d)(?:19"
    r"|20)\d\d-[01]\d-[0-3]\d(?!\d)"
    r"|\brp\W{0,3}\d[\d.,]*|(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.])|-?(?<![\d.])\d{1,3}\.\d{4,}(?!\d)", re.IGNORECASE)


def exists(number: str) -> bool:
    """Whether the regency of a number exists and its district may."""
    regency, city = REGENCIES.get(int(number[:2]), (0, 70))
    second = int(number[2:4])
    return (1 <= second <= regency or 71 <= second <= city) and 1 <= int(number[4:6]) <= HIGHEST_DISTRICT


def find(text: str, found: list[Run]) -> Iterator[Found]:
    """In a plain text and its runs. Spans may overlap."""
    for run in found:
        if len(run) < SHORTEST:
            continue
        sort = _labelled(text, run)
        seen = False
        for match in _loose.finditer(run.digits):
            at = match.start()
            if whole := _window(text, run, at, match.group(1)):
                seen = True
                first, last = whole
                yield Found(run.starts[first], run.ends[last], sort or "nik", "digits of an identity number")
        if sort and not seen and (whole := _any(run)):
            yield Found(run.starts[whole[0]], run.ends[whole[1]], sort, "a long number that is called one")


def _window(text: str, run: Run, at: int, number: str) -> tuple[int, int] | None:
    """First and last digit of what to hide if the sixteen digits from `at` are one number, None if they are not."""
    last = at + SIZE - 1
    if sum(run.true[at:last + 1]) < 8:
        return None
    gaps = [gap for gap in run.gaps[at:last] if gap]
    left = at == 0 or run.gaps[at - 1] != "" or run.true[at - 1] != run.true[at]
    right = last == len(run) - 1 or run.gaps[last] != "" or run.true[last] != run.true[last + 1]
    if not gaps:
        if left and right:
            return at, last
        return _solid(run, at, last) if exists(number) else None
    sizes = _sizes(run, at, last)
    same = len({gap.strip() for gap in gaps}) == 1
    if sum(map(run.said, range(at, last + 1))) >= 4:
        return (at, last) if ((left and right) or exists(number)) and not _other_numbers(text, run, at, last) else None
    if sizes in LAYOUTS and (same or exists(number)):
        return (at, last) if (left and right) or (same and exists(number)) else None
    if left and right and len(sizes) == 2 and len(gaps[0]) < 5:
        return at, last
    if left and right and same and exists(number) and not _other_numbers(text, run, at, last):
        return at, last
    return None


def _sizes(run: Run, at: int, last: int) -> tuple[int, ...]:
    """How many digits each group has."""
    sizes, size = [], 1
    for gap in run.gaps[at:last]:
        if gap:
            sizes.append(size)
            size = 0
        size += 1
    return (*sizes, size)


def _solid(run: Run, at: int, last: int) -> tuple[int, int]:
    """All digits that touch: what a number is glued to is hidden with it."""
    while at > 0 and not run.gaps[at - 1]:
        at -= 1
    while last < len(run) - 1 and not run.gaps[last]:
        last += 1
    return at, last


def _other_numbers(text: str, run: Run, at: int, last: int) -> bool:
    """Whether the digits are rather dates, times, amounts or coordinates that stand side by side."""
    start, end = run.starts[at], run.ends[last]
    first = max(0, start - 12)
    said = any(map(run.said, range(at, last + 1)))            # an amount has no words among its digits
    return any(match.end() > start - first and match.start() < end - first and not (said and match[0][0] in "Rr")
               for match in _other.finditer(text[first:end + 12]))


def _labelled(text: str, run: Run) -> Sort | None:
    """What the words around a run call it."""
    start = run.starts[0]
    before = text[max(0, start - LABEL_ROOM):start].replace(UNSEEN, "")
    nearest = None
    for label in _label.finditer(before):
        if label.start() == 0 or not before[label.start() - 1].isalpha():
            nearest = label
    if nearest and _between.fullmatch(before, nearest.end()):
        return "kk" if nearest["kk"] else "nik"
    lead = _after.match(text, run.ends[-1])
    behind = _label.match(text, lead.end() if lead else run.ends[-1])
    if behind and not text[behind.end():behind.end() + 1].isalpha():
        return "kk" if behind["kk"] else "nik"
    return None


def _any(run: Run) -> tuple[int, int] | None:
    """First and last digit of a number that is called a NIK or KK and has not its structure: 13 to 20 digits, somebody
    mistyped. One piece if there is such a piece; otherwise the first pieces of that length."""
    ends = [at for at in range(len(run) - 1) if run.gaps[at]] + [len(run) - 1]
    begins = [0, *(end + 1 for end in ends[:-1])]
    fit = [(first, last) for first in begins for last in ends if 12 <= last - first <= 19]
    pieces = [one for one in fit if not any(run.gaps[one[0]:one[1]])]
    for whole in (pieces, fit):
        if whole:
            first, last = min(whole, key=lambda one: (one[0] if whole is fit else 0, abs(one[1] - one[0] - 15)))
            return (first, last) if sum(run.true[first:last + 1]) >= 8 else None
    return None
