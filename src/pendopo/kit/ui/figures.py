"""Figures as people of the country write them: 1.234.567,8 in Indonesian, 1,234,567.8 in English."""
from collections.abc import Sized
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language

from pendopo.kit.country import country
from pendopo.kit.ui.words import gettext

Figure = int | float | Decimal
LARGE = [(10 ** 12, "trillion"), (10 ** 9, "billion"), (10 ** 6, "million")]
BYTES = [(10 ** 9, "GB"), (10 ** 6, "MB"), (10 ** 3, "kB")]


def number(value: Figure | None, digits: int | None = None) -> str:
    """Grouped by thousands. digits: decimals shown; by default as many as the figure has, at most two."""
    if value is None:
        return gettext("no data")
    exact = Decimal(str(value))
    if digits is None:
        rounded = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        text = f"{rounded:,f}".rstrip("0").rstrip(".") if rounded % 1 else f"{rounded:,.0f}"
    else:
        text = f"{exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):,f}"
    text = text.replace("-", "\u2212")
    here = country()
    return text if get_language() == "en" else text.translate({ord(","): here.group, ord("."): here.decimal})


def money(value: Figure | None, short: bool = False) -> str:
    """Rp1.234.567, with the sign of the country's money; short: Rp1,2 miliar, for a headline beside the exact sum."""
    if value is None:
        return gettext("no data")
    sign = ("\u2212" if value < 0 else "") + country().money[1]
    value = abs(Decimal(str(value)))
    if short:
        for unit, word in LARGE:
            if value >= unit:
                return f"{sign}{number(_brief(value / unit))} {_large(word)}"
    return f"{sign}{number(value)}"


def percent(part: Figure | None, whole: Figure | None = 1, digits: int = 1) -> str:
    """`9|percent(45)` -> "20%"; without a whole the part is a ratio from 0 to 1."""
    if part is None or not whole:
        return gettext("no data")
    share = (Decimal(str(part)) * 100 / Decimal(str(whole))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{number(share)}%"


def filesize(value: int) -> str:
    """Bytes in decimal units, as phones and packets count them."""
    for unit, name in BYTES:
        if value >= unit:
            return f"{number(_brief(Decimal(value) / unit))} {name}"
    return gettext("%s bytes") % number(value)


def count(value: int | Sized, one: str = "", many: str = "") -> str:
    """How many, in words: `3|count(_("comment"), _("comments"))` -> "3 komentar". A list is counted."""
    n = value if isinstance(value, int) else len(value)
    return f"{number(n)} {one if n == 1 else many or one}".strip()


def _brief(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _large(word: str) -> str:
    return {"trillion": gettext("trillion"), "billion": gettext("billion"), "million": gettext("million")}[word]
