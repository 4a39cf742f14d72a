"""The ways in which people write a number of sixteen digits so that a program, or they themselves, cannot read it.

Each takes chance and the digits and gives a text; FORMS has them by name. The first ones were seen in published sheets
of complaints (digits glued to letters, spaced, dotted, in words), the others are what else can be typed on a phone.
"""
from collections.abc import Callable
from random import Random

Form = Callable[[Random, str], str]

WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
LETTERS = {"0": "Oo", "1": "lI", "5": "S", "2": "Z", "8": "B"}
UNSEEN = "\u200b\u200c\u2060\u00ad\ufeff"
GLUED_BEFORE = ("NIK", "nik", "ktp", "NoKTP", "KTPsaya", "an", "warga", "x", "ID_", "no.")
GLUED_AFTER = ("atas", "an", "RT03", "warga", "tolong", "_ktp", "x", "Desa")


def _parts(number: str, sizes: tuple[int, ...]) -> list[str]:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at:at + size])
        at += size
    return parts


def _sizes(dice: Random) -> tuple[int, ...]:
    return dice.choice(((4, 4, 4, 4), (2,) * 8, (6, 6, 4), (2, 2, 2, 6, 4), (2, 2, 2, 2, 2, 2, 4), (8, 8), (1,) * 16))


def _joined(*signs: str) -> Form:
    return lambda dice, number: dice.choice(signs).join(_parts(number, _sizes(dice)))


def _in_script(*zeros: str) -> Form:
    def written(dice: Random, number: str) -> str:
        zero = ord(dice.choice(zeros))
        return "".join(chr(zero + int(digit)) for digit in number)
    return written


def _glued_before(dice: Random, number: str) -> str:
    return dice.choice(GLUED_BEFORE) + number


def _glued_after(dice: Random, number: str) -> str:
    return number + dice.choice(GLUED_AFTER)


def _glued_both(dice: Random, number: str) -> str:
    return _glued_before(dice, number) + dice.choice(GLUED_AFTER)


def _broken(dice: Random, number: str) -> str:
    at = dice.randrange(2, 15)
    return number[:at] + dice.choice(("\n", "-\n", "\r\n", " \n ", "\n> ")) + number[at:]


def _lettered(dice: Random, number: str) -> str:
    """Letters that look like digits, in at most half of the places."""
    places = [at for at, digit in enumerate(number) if digit in LETTERS]
    chosen = set(dice.sample(places, min(len(places), dice.randint(1, 6))))
    return "".join(dice.choice(LETTERS[digit]) if at in chosen else digit for at, digit in enumerate(number))


def _spoken(dice: Random, number: str) -> str:
    return dice.choice((" ", ", ", "-", "  ")).join(WORDS[int(digit)] for digit in number)


def _spoken_glued(_: Random, number: str) -> str:
    return "".join(WORDS[int(digit)] for digit in number)


def _spoken_loud(dice: Random, number: str) -> str:
    words = [WORDS[int(digit)].replace("nol", dice.choice(("nol", "kosong"))) for digit in number]
    return " ".join(word.upper() if dice.random() < 0.5 else word.title() for word in words)


def _spoken_tens(dice: Random, number: str) -> str:
    """"tiga puluh dua, nol satu, dua belas": two digits at a time, as people read them out."""
    return dice.choice((" ", ", ")).join(map(_pair, _parts(number, (2,) * 8)))


def _pair(two: str) -> str:
    first, second = int(two[0]), int(two[1])
    if first == 0:
        return f"nol {WORDS[second]}"
    if first == 1:
        return ("sepuluh", "sebelas", *(f"{WORDS[unit]} belas" for unit in range(2, 10)))[second]
    return f"{WORDS[first]} puluh" + (f" {WORDS[second]}" if second else "")


def _mixed(dice: Random, number: str) -> str:
    parts = _parts(number, dice.choice(((4, 4, 4, 4), (2,) * 8)))
    return " ".join(" ".join(WORDS[int(digit)] for digit in part) if at % 2 else part for at, part in enumerate(parts))


def _signs_in_words(dice: Random, number: str) -> str:
    return f" {dice.choice(('titik', 'strip', 'spasi', 'garis miring'))} ".join(_parts(number, _sizes(dice)))


def _unseen(dice: Random, number: str) -> str:
    return "".join(digit + (dice.choice(UNSEEN) if dice.random() < 0.4 else "") for digit in number)


def _keycaps(_: Random, number: str) -> str:
    return "".join(digit + "\ufe0f\u20e3" for digit in number)


def _in_brackets(dice: Random, number: str) -> str:
    return dice.choice(("({})", "[{}]", "<{}>", "“{}”", "*{}*", "#{}", "'{}")).format(number)


def _in_brackets_parts(dice: Random, number: str) -> str:
    return dice.choice(("", " ")).join(f"({part})" for part in _parts(number, (4, 4, 4, 4)))


def _two(dice: Random, number: str) -> str:
    """Beside another, or the same once more."""
    return number + dice.choice(("", " ", "/", ",", "-")) + number[:12] + "9" + f"{dice.randrange(1, 999):03d}"


def _in_address(dice: Random, number: str) -> str:
    return dice.choice(("https://cek.example/?nik={}&ok=1", "https://cek.example/warga/{}/kartu", "cek.example/{}",
                        "https://cek.example/?q=ktp%20{}")).format(number)


def _in_file_name(dice: Random, number: str) -> str:
    return dice.choice(("KTP_{}.jpg", "scan-{}-depan.png", "{}.pdf", "IMG{}_1.jpeg", "kk.{}.scan.pdf")).format(number)


def _wrong(dice: Random, number: str) -> str:
    """Called a NIK, but mistyped: a date that is none, or a digit too few or too many."""
    broken = dice.choice((number[:6] + "99" + number[8:], number[:8] + "13" + number[10:], number[:-1], number + "7"))
    return dice.choice(("NIK: {}", "NIK {}", "No. KTP : {}", "nik saya {}", "Nomor KK: {}", "NO KK={}")).format(broken)


def _label_after(dice: Random, number: str) -> str:
    broken = dice.choice((number, number[:6] + "99" + number[8:]))
    return broken + dice.choice((" (NIK)", " NIK", " adalah NIK saya", " itu nomor KTP saya", " = nik", " (KK)"))


def _in_pieces(dice: Random, number: str) -> str:
    """Two pieces with a space anywhere."""
    at = dice.randrange(1, 16)
    return f"{number[:at]} {number[at:]}"


def _mixed_signs(dice: Random, number: str) -> str:
    first, *rest = _parts(number, (2, 2, 2, 6, 4))
    return first + "".join(dice.choice((".", "-", " ", "/", " - ")) + part for part in rest)


FORMS: dict[str, Form] = {
    "plain": lambda _, number: number, "glued before": _glued_before, "glued after": _glued_after,
    "glued both": _glued_both, "spaced": _joined(" ", "  ", "\u00a0"), "dotted": _joined("."),
    "dashed": _joined("-", "–", " - "), "slashed": _joined("/", "\\", " / "), "underscored": _joined("_"),
    "commas": _joined(",", ", "), "starred": _joined("*", "|", ":", "+"), "line break": _broken,
    "full width": _in_script("０"), "other scripts": _in_script("٠", "۰", "०", "๐", "᮰"),
    "mathematical": _in_script("𝟎", "𝟘", "𝟬", "𝟶"), "letters": _lettered, "words": _spoken,
    "words glued": _spoken_glued, "words loud": _spoken_loud, "words in tens": _spoken_tens, "mixed": _mixed,
    "signs in words": _signs_in_words, "unseen": _unseen, "keycaps": _keycaps, "brackets": _in_brackets,
    "bracketed parts": _in_brackets_parts, "two": _two, "in an address": _in_address, "in a file name": _in_file_name,
    "wrong but called so": _wrong, "label after": _label_after, "two pieces": _in_pieces, "mixed signs": _mixed_signs,
}
