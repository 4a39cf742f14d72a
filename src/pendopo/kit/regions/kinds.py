"""What a place is, told by its code PP.RR.DD.VVVV (Kemendagri): province, regency or city, district, village, ward."""
import re
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COUNTRY_CODE = "00"
RESERVED = "99"                             # no province has it: the demo city lives here
CODE = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.[123]\d{3})?)?)?", re.ASCII)
ENDS = (2, 5, 8, 13)                        # how long a code is on level 1, 2, 3, 4
PAPUA = ("91", "92", "93", "94", "95", "96")


class Kind(TextChoices):
    COUNTRY = "country", _("country")
    PROVINCE = "province", _("province")
    REGENCY = "regency", _("regency")
    CITY = "city", _("city")
    ADMIN_REGENCY = "admin_regency", _("administrative regency")      # Jakarta's: no council, no budget of its own
    ADMIN_CITY = "admin_city", _("administrative city")
    DISTRICT = "district", _("district")
    WARD = "ward", _("urban ward")
    VILLAGE = "village", _("village")
    CUSTOMARY = "customary", _("customary village")


TITLES: dict[str, Promise] = {
    Kind.REGENCY: _("%(name)s Regency"), Kind.CITY: _("%(name)s City"),
    Kind.ADMIN_REGENCY: _("%(name)s Administrative Regency"), Kind.ADMIN_CITY: _("%(name)s Administrative City"),
    Kind.DISTRICT: _("%(name)s District"), Kind.WARD: _("%(name)s Ward"), Kind.VILLAGE: _("%(name)s Village"),
    Kind.CUSTOMARY: _("%(name)s Customary Village"), Kind.PROVINCE: _("%(name)s Province"),
}
PAPUAN_DISTRICT = pgettext_lazy("Papua", "%(name)s District")          # distrik, not kecamatan (unsourced)

PREFIXES = (("Kabupaten Administrasi ", Kind.ADMIN_REGENCY), ("Kota Administrasi ", Kind.ADMIN_CITY),
            ("Kabupaten ", Kind.REGENCY), ("Kota ", Kind.CITY))
VILLAGES = {"1": Kind.WARD, "2": Kind.VILLAGE, "3": Kind.CUSTOMARY}


def level_of(code: str) -> int:
    """0 the country, 1 province, 2 regency or city, 3 district, 4 village. ValueError: not a code."""
    if code == COUNTRY_CODE:
        return 0
    if not CODE.fullmatch(code):
        raise ValueError(f"{code!r} is not a region code")
    return ENDS.index(len(code)) + 1


def line_of(code: str) -> list[str]:
    """The codes above this one, the country first."""
    return [COUNTRY_CODE, *(code[:end] for end in ENDS[:level_of(code) - 1])] if code != COUNTRY_CODE else []


class Told(NamedTuple):
    """What code and official name tell of a place."""
    kind: Kind
    name: str                               # bare
    level: int
    parent: str


def told_by(code: str, name: str) -> Told:
    """("33.74", "Kota Semarang") is a CITY called "Semarang" on level 2 in "33". ValueError: that cannot be."""
    level = level_of(code)
    parent = COUNTRY_CODE if level == 1 else code[:ENDS[level - 2]]
    if level == 4:
        return Told(VILLAGES[code[9]], name, 4, parent)
    if level == 2:
        for prefix, kind in PREFIXES:
            if name.startswith(prefix):
                return Told(kind, name.removeprefix(prefix), 2, parent)
    if level not in (1, 3):
        raise ValueError(f"{code} {name!r} is neither Kabupaten nor Kota")
    return Told(Kind.PROVINCE if level == 1 else Kind.DISTRICT, name, level, parent)
