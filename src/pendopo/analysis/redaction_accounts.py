"""Bank accounts, told by the words around them, and number plates of vehicles, told by their form.

Plates: letters of the region, one to four digits, up to three letters (Peraturan Kepolisian 7/2021, art. 39 and
following on TNKB; the list of region letters is unsourced general knowledge)."""
import re
from collections.abc import Iterator

from pendopo.analysis.redaction_digits import Run
from pendopo.analysis.redaction_found import UNSEEN, Found

_banks = (r"bca|bri|bni|btn|bsi|bjb|bank\s?jabar|bank\s?dki|bank\s?jatim|bank\s?jateng|mandiri|cimb|niaga|danamon"
          r"|permata|muamalat|seabank|jago|bank\s\w+")
_before = re.compile(
    rf"(?<![^\W_])(?:no\W{{0,2}}rek(?:ening)?|norek|nomor\s+rek(?:ening)?|rek|rekening(?!\W+(?:listrik|air|telepon"
    rf"|pln|pdam"
    rf"|koran))|{_banks}|transfer(?:kan)?\s+ke|tf\s+ke|virtual\s+account|va)(?![^\W\d_])[^\d.!?\n]{{0,45}}(?:\W"
    rf"|$)[^\w\n]*$",
    re.IGNORECASE)
_after = re.compile(rf"\W{{0,3}}(?:{_banks})(?![^\W\d_])(?!\s+(?:cabang|unit|kcp|kantor))", re.IGNORECASE)
_told = re.compile(rf"rek|{_banks}|transfer|tf|virtual|va", re.IGNORECASE)
_amount = re.compile(r"(?:\brp\W{0,3}|\bidr\W{0,2}|sebesar\s|senilai\s|\bjumlah\s|\btahun\s)$", re.IGNORECASE)
_no_account = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d)?|\d\d?[./-]\d\d?[./-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")
ROOM = 80
LEAST, MOST = 8, 18

_region = ("(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNPRSTW]?|E[ABD]?|K[BHTU]?|P[ABGSTY]?|[FGHLMNRSTWZ])")
_plate = re.compile(
    rf"(?<![^\W_])(?P<region>{_region})(?P<one>[ ._-]{{0,2}})(?P<number>[1-9]\d{{0,3}})(?P<two>[ ._-]{{0,2}})"
    r"(?P<suffix>[A-Z]{0,3})(?![^\W_])", re.IGNORECASE)
_vehicle = re.compile(
    r"(?:nopol|no\W{0,2}pol(?:isi)?|nomor\s+polisi|plat(?:\s+nomor)?|pelat(?:\s+nomor)?|tnkb|berplat|berpelat|motor"
    r"|mobil|truk"
    r"|truck|bus|angkot|kendaraan|dump\s?truck|pickup|pick\s?up|avanza|beat|vario|xenia|innova|ojek|taksi)"
    r"(?:\W+(?:warna\W+\w+|merah|putih|hitam|no|nomor|dengan|nya|:)){0,4}\W{0,3}$", re.IGNORECASE)
_house = re.compile(r"(?:blok|no|nomor|kav|kavling|pasal|ayat|lampiran|kelas|km|rt|rw|jl|jalan|gang|gg|tipe|type|ukuran"
                    r"|seri|kode|ruang|lantai|lt|gedung|formulir|form|model|huruf|sk|kilometer|pal|sta)\W{0,3}$",
                    re.IGNORECASE)
_words = frozenset(["dan", "di", "ke", "yg", "yang", "per", "org", "kg", "gr", "km", "cm", "mm", "m", "ha", "kk", "rt",
                    "rw", "rp", "jt", "rb", "wib", "wita", "hal", "lbr", "bh", "pcs", "ltr", "kwh", "kva", "va", "mb",
                    "gb", "tb", "kb", "k", "x", "kali", "thn", "bln", "hr", "jam", "mnt", "dtk", "hari", "saja", "aja",
                    "lagi", "ini", "itu", "tdk", "ga", "gak", "ada", "dr", "pd", "tp", "utk", "dgn", "s", "d", "sd",
                    "tk", "pkl", "ton", "kel", "kec", "an", "nya", "pun", "lah", "l", "g", "h", "t", "ml", "mg", "pm",
                    "am", "pak", "bu", "mas", "ya", "ok", "no", "ber", "ter", "me", "se", "tak", "pro", "dll", "dst",
                    "kw", "cc", "pk", "hp", "lt", "blm", "sdh", "unit"])
_UNITS = frozenset(("KM", "KK", "RT", "RW", "HA", "WIB", "WITA", "WIT", "KG", "CM", "MM", "M", "KWH", "KVA", "VA",
                    "MB", "GB", "AM", "PM"))


def accounts(text: str, found: list[Run]) -> Iterator[Found]:
    """In a plain text and its runs: eight to eighteen digits near the word rekening or a bank's name."""
    told = [match.start() for match in _told.finditer(text)] if found else []
    if not told:
        return
    for run in found:
        if not any(run.starts[0] - ROOM <= at <= run.ends[-1] + 4 for at in told):
            continue
        for first, last in _numbers(run):
            start, end = run.starts[first], run.ends[last]
            before = text[max(0, start - ROOM):start].replace(UNSEEN, "")
            if _amount.search(before) or _no_account.fullmatch(text, start, end):
                continue
            if (first == 0 and _before.search(before)) or _after.match(text, end):
                yield Found(start, end, "account", "a number near a bank or the word rekening")


def _numbers(run: Run) -> Iterator[tuple[int, int]]:
    """First and last digits of what may be an account: a piece of that length, or the first pieces with one sign
    between them."""
    ends = [at for at in range(len(run) - 1) if run.gaps[at]] + [len(run) - 1]
    begins = [0, *(end + 1 for end in ends[:-1])]
    whole = [(first, last) for first, last in zip(begins, ends, strict=True)
             if LEAST <= last - first + 1 <= MOST and sum(run.true[first:last + 1]) >= LEAST]
    yield from whole
    if whole or len(ends) < 2:
        return
    gap, last = run.gaps[ends[0]], ends[0]
    for end in ends[1:]:
        if run.gaps[last] != gap or len(gap) > 3 or "\n" in gap or end >= MOST:
            break
        last = end
    if last + 1 >= LEAST and sum(run.true[:last + 1]) >= LEAST:
        yield 0, last


def plates(text: str) -> Iterator[Found]:
    """In a plain text. Without a vehicle before it, a plate needs its usual form: three or four digits and a suffix."""
    for match in _plate.finditer(text):
        before = text[max(0, match.start() - 40):match.start()]
        named = _vehicle.search(before) is not None
        suffix = match["suffix"]
        clear = len(match["number"]) == 4 and len(suffix) > 1 and suffix.isupper()
        if not named and (not _usual(match) or (not clear and _house.search(before))):
            continue
        if suffix and suffix.islower() and suffix in _words:
            if not named or len(match["number"]) < 3:
                continue
            yield Found(match.start(), match.end("number"), "plate", "a number plate")
            continue
        if not suffix and len(match["number"]) < 3:
            continue
        yield Found(match.start(), match.end(), "plate", "a number plate")


def _usual(match: "re.Match[str]") -> bool:
    region, number, suffix = match["region"], match["number"], match["suffix"]
    if len(number) < 3 or not suffix or (suffix in _UNITS if suffix.isupper() else suffix.lower() in _words):
        return False
    if number[:2] in ("19", "20") and len(number) == 4 and not suffix.isupper():
        return False
    if len(suffix) == 1 and len(number) == 3 and match["one"] + match["two"] == "":
        return False                                     # a code such as D123A
    return region.isupper() == suffix.isupper()
