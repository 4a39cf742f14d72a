"""When and where a camera says a photo was taken. Read before the picture is drawn anew, which leaves this out: the
answer goes to those who judge a proof of work, never to a page.

Exif 2.32 (CIPA DC-008): DateTimeOriginal with OffsetTimeOriginal, GPS directory. A camera may have a wrong clock, and
anybody can write these fields: they speak for a proof, they do not make it.
"""
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from io import BytesIO
from math import isfinite
from typing import Any, NamedTuple

from PIL import Image

from pendopo.kit.files.pictures import FORMATS

EXIF, GPS = 0x8769, 0x8825
ORIGINAL, DIGITIZED, OFFSET, OFFSET_DIGITIZED = 0x9003, 0x9004, 0x9011, 0x9012


class Taken(NamedTuple):
    """None for what the file does not say. `at` is aware; `lat` and `lng` are degrees (WGS 84)."""
    at: datetime | None = None
    lat: float | None = None
    lng: float | None = None


def taken(content: bytes, zone: tzinfo = UTC) -> Taken:
    """What a picture says of itself, empty if nothing or no picture. `zone` is the city's, for cameras that wrote a
    time without saying where."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            notes = opened.getexif()
            detail, place = notes.get_ifd(EXIF), notes.get_ifd(GPS)
    except Exception:                       # decoders meet broken bytes with any error there is
        return Taken()
    lat, lng = _degrees(place, 2, 1, "S", 90), _degrees(place, 4, 3, "W", 180)
    if lat is None or lng is None or (lat == 0 and lng == 0):           # 0, 0 is a phone that had no fix yet
        lat = lng = None
    return Taken(_time(detail, zone) or _satellite(place), lat, lng)


def _time(detail: Mapping[int, Any], zone: tzinfo) -> datetime | None:
    for field, offset in ((ORIGINAL, OFFSET), (DIGITIZED, OFFSET_DIGITIZED)):
        try:
            told = datetime.strptime(str(detail.get(field, "")).strip("\0 "), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
        except ValueError:
            continue
        return told.replace(tzinfo=_offset(detail.get(offset)) or zone)
    return None


def _offset(told: object) -> tzinfo | None:
    """"+07:00"."""
    try:
        hours, minutes = str(told).strip("\0 ").split(":")
        sign = -1 if hours.startswith("-") else 1
        return timezone(sign * timedelta(hours=abs(int(hours)), minutes=int(minutes)))
    except ValueError:
        return None


def _satellite(place: Mapping[int, Any]) -> datetime | None:
    """The time of the satellites, always UTC."""
    try:
        hour, minute, second = (int(float(part)) for part in place[7])
        day = datetime.strptime(str(place[29]).strip("\0 "), "%Y:%m:%d").replace(tzinfo=UTC)
        return day.replace(hour=hour, minute=minute, second=min(second, 59))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _degrees(place: Mapping[int, Any], field: int, side: int, minus: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in place[field])
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None
    told = degrees + minutes / 60 + seconds / 3600
    if not isfinite(told) or not 0 <= told <= most:
        return None
    return round(-told if str(place.get(side, "")).strip("\0 ").upper() == minus else told, 6)
