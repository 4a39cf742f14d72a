"""Invented people and their numbers, and the planting of them into texts, with the truth kept.

Nobody is meant: second names are made up or are words like Contoh; the serial of an identity number lies above 9000,
which no district reaches in a day; telephone numbers have four zeros in their middle.
Every function takes its chance as `dice`, so that the same seed gives the same people.
"""
import re
from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from pendopo.analysis.invention.disguises import FORMS, WORDS

REGENCIES = ("1101", "1271", "1306", "1471", "1605", "1871", "2171", "3171", "3174", "3204", "3205", "3273", "3302",
             "3374",
             "3404", "3507", "3578", "3603", "3671", "5103", "5171", "5201", "5371", "6101", "6271", "6304", "6371",
             "6403", "6472", "6571", "7101", "7271", "7302", "7371", "7403", "7571", "7604", "8101", "8171", "8271",
             "9171", "9202", "9302", "9401", "9501", "9671")
GIVEN = ("Sari", "Budi", "Agus", "Siti", "Dewi", "Joko", "Asep", "Ujang", "Neneng", "Rina", "Wayan", "Made", "Ketut",
         "Andi",
         "Slamet", "Sri", "Tuti", "Yanto", "Dedi", "Lina", "Rudi", "Ani", "Hendra", "Fitri", "Nurul", "Ahmad",
         "Muhammad",
         "Maria", "Yohanes", "Bambang", "Eko", "Indah", "Ratna", "Wahyu", "Iwan", "Euis", "Cecep", "Poltak", "Marlina")
SYLLABLES = ("ba", "bo", "da", "du", "ga", "gi", "ja", "jo", "ka", "ku", "la", "lu", "ma", "mu", "na", "nu", "pa",
             "ra", "ro", "sa",
             "su", "ta", "tu", "wa", "ya", "yu", "tar", "mur", "sel", "gan", "ber", "lin", "win", "kar", "sum", "par")
ENDS = ("din", "man", "wati", "nah", "yah", "to", "no", "di", "ti", "sih", "ningrat", "lia", "dah", "mat", "nem", "ro",
        "bang")
OBVIOUS = ("Contoh", "Misal", "Umpama", "Rekaan", "Khayalan")
TITLES = ("Pak", "Bapak", "Bpk.", "Bu", "Ibu", "Sdr.", "Sdri.", "Saudara", "Saudari", "Mas", "Mbak", "Kang", "Teh",
          "H.", "Hj.",
          "Ustadz", "Bang", "pak", "bu", "ibu", "bapak", "mas", "mbak", "kang")
NAMINGS = ("nama saya {}", "Nama: {}", "nama lengkap {}", "bernama {}", "atas nama {}", "a.n. {}", "an. {}", "a/n {}",
           "tetangga saya {}", "suami saya {}", "oleh {}", "menurut {}", "dengan pelapor: {}", "kepada {}",
           "petugas bernama {}", "saya, {},", "ketua RT {}")
ROUND = (("", " sudah melapor."), ("Kemarin saya bertemu ", " di loket."), ("Saya ditolong ", ", terima kasih."), ("",
    " tinggal di RT 03."),
         ("Yang datang ", " lalu pulang lagi."), ("", "."), ("Sudah saya sampaikan, ", " belum menjawab."),
         ("mohon bantuan untuk ", " segera."))
BARE = ("{}", "({})", "{} yang")
MAILS = ("gmail.com", "yahoo.co.id", "contoh.example", "outlook.com", "surat.test")
PLATES = ("B", "D", "F", "E", "T", "AB", "AD", "AE", "L", "N", "W", "BK", "BM", "DK", "DR", "KT", "PA", "Z")
BANKS = ("BCA", "BRI", "BNI", "Mandiri", "BJB", "BSI", "BTN")


_lead = re.compile(r"hp|WA:|plat |nopol ")


class Planted(NamedTuple):
    """text[start:end] is the written form; `digits` are those behind a number."""
    start: int
    end: int
    sort: str
    form: str
    digits: str


def nik(dice: Random) -> str:
    """Sixteen digits: regency, district, day of birth (40 more for a woman), month, year, serial."""
    day = dice.randint(1, 28) + dice.choice((0, 40))
    return (f"{dice.choice(REGENCIES)}{dice.randint(1, 20):02d}{day:02d}{dice.randint(1, 12):02d}"
            f"{dice.randrange(100):02d}{dice.randint(9001, 9999)}")


def family_card(dice: Random) -> str:
    """Sixteen digits; the date is that of issue."""
    return (f"{dice.choice(REGENCIES)}{dice.randint(1, 20):02d}{dice.randint(1, 28):02d}{dice.randint(1, 12):02d}"
            f"{dice.randint(5, 26):02d}{dice.randint(9001, 9999)}")


def disguised(dice: Random, number: str, form: str) -> str:
    """A sixteen-digit number in one of FORMS."""
    return FORMS[form](dice, number)


def name(dice: Random) -> str:
    """One to three words: a common given name, and a second name that is made up."""
    made = dice.choice(SYLLABLES) + dice.choice(SYLLABLES) + dice.choice(ENDS)
    second = dice.choice(OBVIOUS) if dice.random() < 0.3 else made.title()
    pattern = dice.random()
    if pattern < 0.15:
        return second if second not in OBVIOUS else f"{dice.choice(GIVEN)} {second}"
    if pattern < 0.3:
        return f"{dice.choice(GIVEN)} {dice.choice(GIVEN)} {second}"
    return f"{dice.choice(GIVEN)} {second}"


def naming(dice: Random, person: str) -> str:
    """Words that name a person: with a title, after "nama saya" and its like, or bare. The name may be in small letters
    after a word that announces it, as on phones."""
    kind = dice.random()
    if kind < 0.45:
        title = dice.choice(TITLES)
        return f"{title} {person.lower() if title.islower() and dice.random() < 0.5 else person}"
    if kind < 0.85 or " " not in person:
        pattern = dice.choice(NAMINGS)
        small = dice.random() < 0.3 and pattern[0].islower() and pattern[:3] in ("nam", "ber", "ata", "a.n", "an.",
            "a/n", "pet")
        return pattern.format(person.lower() if small else person)
    return dice.choice(BARE).format(person)


def phone(dice: Random) -> str:
    """A mobile number in one of its written forms."""
    digits = f"08{dice.choice('1235789')}{dice.randrange(10)}0000{dice.randrange(10 ** 4, 10 ** 5)}"
    digits = digits[:dice.choice((11, 12, 12, 13))]
    first, middle, last = digits[:4], digits[4:8], digits[8:]
    return dice.choice((
        digits, f"{first}-{middle}-{last}", f"{first} {middle} {last}", f"{first}.{middle}.{last}", f"+62{digits[1:]}",
        f"+62 {digits[1:4]}-{middle}-{last}", f"62{digits[1:]}", f"({first}) {middle}-{last}", f"hp{digits}",
        f"WA:{digits}",
        " ".join(digits), " ".join(WORDS[int(digit)] for digit in digits), digits.replace("0", "O"),
        f"+62 (0) {digits[1:4]} {middle} {last}"))


def email(dice: Random, person: str) -> str:
    """A mail address in one of its written forms."""
    box, house = person.lower().replace(" ", dice.choice((".", "_", ""))), dice.choice(MAILS)
    spoken = house.replace(".", " dot ")
    return dice.choice((f"{box}@{house}", f"{box}@{house}", f"{box} @ {house}", f"{box}[at]{house}",
                        f"{box} at {spoken}",
                        f"{box}(at){house.replace('.', '(dot)')}", f"{box} [at] {house.replace('.', ' [dot] ')}",
                        f"{box}＠{house}"))


def account(dice: Random) -> str:
    """A bank account with the words that tell it is one."""
    bank, digits = dice.choice(BANKS), str(dice.randrange(10 ** 9, 10 ** dice.choice((10, 13, 15))))
    spaced = "-".join((digits[:4], digits[4:8], digits[8:])) if len(digits) > 8 else digits
    return dice.choice((f"rek {bank} {digits}", f"no. rekening {digits}", f"{bank}: {spaced}",
                        f"norek {digits} ({bank})",
                        f"transfer ke {bank} {digits}", f"{digits} {bank}"))


def plate(dice: Random) -> str:
    """A number plate in one of its written forms."""
    region, number = dice.choice(PLATES), str(dice.randint(1000, 9999))
    suffix = "".join(dice.choice("ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(dice.randint(2, 3)))
    return dice.choice((f"{region} {number} {suffix}", f"{region}{number}{suffix}", f"{region}-{number}-{suffix}",
                        f"{region}.{number}.{suffix}", f"nopol {region} {number} {suffix}".lower(),
                        f"plat {region}{number}{suffix}".lower()))


def planted(dice: Random, text: str, sorts: Iterable[str] = ("nik", "phone", "name"),
            forms: Iterable[str] | None = None) -> tuple[str, list[Planted]]:
    """The text with one phrase of each sort between its words, and where each stands. `forms`: for nik and kk."""
    words, allowed = text.split(" "), [*(forms or FORMS)]
    seams = [0, *(at for at, word in enumerate(words, 1) if word.endswith((".", "!", "?")) and len(word) > 4)]
    inserts = sorted(((dice.choice(seams) if sort == "name" else dice.randint(0, len(words)), number,
                       *_phrase(dice, sort, allowed), sort) for number, sort in enumerate(sorts)),
                       key=lambda one: one[:2])
    parts, found, length = [], [], 0
    for at, word in enumerate([*words, None]):
        for place, _, lead, core, tail, form, digits, sort in inserts:
            if place == at:
                start = length + len(lead)
                found.append(Planted(start, start + len(core), sort, form, digits))
                parts.append(lead + core + tail)
                length += len(lead) + len(core) + len(tail) + 1
        if word is not None:
            parts.append(word)
            length += len(word) + 1
    return " ".join(parts), found


def _phrase(dice: Random, sort: str, forms: list[str]) -> tuple[str, str, str, str, str]:
    """Words before, the core to be hidden, words after, the name of its form, its digits."""
    if sort in ("nik", "kk"):
        number, form = (nik if sort == "nik" else family_card)(dice), dice.choice(forms)
        return "", disguised(dice, number, form), "", form, number
    if sort == "name":
        person = name(dice)
        phrase = naming(dice, person)
        at = phrase.lower().index(person.lower())
        core, end = phrase[at:at + len(person)], phrase[at + len(person):]
        before, after = dice.choice(ROUND)
        return before + phrase[:at], core, end + after, "named", ""
    core = {"phone": phone, "account": account, "plate": plate}[sort](dice) if sort != "email" else email(dice,
        name(dice))
    lead = _lead.match(core)
    cut = lead.end() if lead else 0
    return core[:cut], core[cut:], "", sort, ""
