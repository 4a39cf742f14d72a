"""Photos for tests: each seed another scene of simple shapes."""
import random
from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from pendopo.channels.reports.words import Photo
from pendopo.kit.files.checks import accept


def photo(seed: int = 1, name: str = "foto.jpg") -> "ContentFile[bytes]":
    dice = random.Random(seed)
    picture = Image.new("RGB", (480, 360), tuple(dice.randrange(60, 200) for _ in range(3)))
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y = dice.randrange(480), dice.randrange(360)
        pen.rectangle((x, y, x + dice.randrange(10, 140), y + dice.randrange(10, 110)),
                      fill=tuple(dice.randrange(256) for _ in range(3)))
    return saved(picture, name, 90)


def smaller(content: "ContentFile[bytes]") -> "ContentFile[bytes]":
    """The same picture, saved again with fewer pixels."""
    content.seek(0)
    with Image.open(content) as opened:
        return saved(opened.resize((300, 225)), "lain.jpg", 60)


def proof(content: "ContentFile[bytes]") -> Photo:
    """A closing photo of which the officer says that it was taken just now, at the place of the report."""
    return Photo(accept(content), timezone.now(), here=True)


def told_now() -> dict[str, str]:
    """The same, as an officer types it into the form."""
    return {"taken": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "here": "on"}


def written(content: "ContentFile[bytes]", at: datetime | None = None, lat: float | None = None,
            lng: float | None = None) -> "ContentFile[bytes]":
    """The same picture with what a camera writes down: the moment with its zone, and the point."""
    notes, target = Image.Exif(), BytesIO()
    if at is not None:
        notes.get_ifd(0x8769).update({0x9003: f"{at:%Y:%m:%d %H:%M:%S}", 0x9011: f"{at:%z}"[:3] + ":00"})
    if lat is not None and lng is not None:
        notes.get_ifd(0x8825).update({1: "N" if lat >= 0 else "S", 2: degrees(lat), 3: "E", 4: degrees(lng)})
    content.seek(0)
    with Image.open(content) as opened:
        opened.save(target, "JPEG", quality=90, exif=notes)
    return ContentFile(target.getvalue(), name=content.name)


def degrees(one: float) -> tuple[float, float, float]:
    whole, minutes = int(abs(one)), abs(one) % 1 * 60
    return float(whole), float(int(minutes)), round(minutes % 1 * 60, 4)


def saved(picture: Image.Image, name: str, quality: int) -> "ContentFile[bytes]":
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return ContentFile(target.getvalue(), name=name)
