"""Photos for tests: each seed another scene of simple shapes."""
import random
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw


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


def saved(picture: Image.Image, name: str, quality: int) -> "ContentFile[bytes]":
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return ContentFile(target.getvalue(), name=name)
