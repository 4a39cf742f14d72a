"""Invented photos: roads, houses, potholes, rubbish, rivers and plain textures, and what may be done to them."""
from collections.abc import Iterator
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

WIDE, HIGH = 640, 480
KINDS = ("road", "house", "hole", "texture", "rubbish", "river", "shapes")
Colour = tuple[int, int, int]


def scene(dice: Random, kind: str = "") -> Image.Image:
    """One picture; two with the same chance are the same."""
    kind = kind or dice.choice(KINDS)
    if kind == "texture":
        layers = [_noise(dice, dice.choice((4, 16, 60, 120))) for _ in range(3)]
        return Image.blend(Image.merge("RGB", layers), Image.new("RGB", (WIDE, HIGH), _colour(dice)),
                           dice.random() * 0.6)
    picture, level = Image.new("RGB", (WIDE, HIGH)), int(HIGH * dice.uniform(0.25, 0.55))
    pen, sky, ground = ImageDraw.Draw(picture), _colour(dice, 150, 240), _colour(dice, 50, 150)
    for y in range(HIGH):
        pen.line((0, y, WIDE, y), fill=_shaded(sky if y < level else ground, 1 - 0.3 * y / HIGH))
    if kind in ("road", "hole"):
        x = WIDE * dice.uniform(0.3, 0.7)
        pen.polygon([(x - 15, level), (x + 15, level), (WIDE * dice.uniform(0.8, 1.2), HIGH),
                     (WIDE * dice.uniform(-0.2, 0.2), HIGH)], fill=_colour(dice, 60, 120))
    _houses(dice, pen, level)
    _things(dice, pen, level, {"hole": 4, "rubbish": 80, "shapes": 25}.get(kind, 6), 25 if kind == "rubbish" else 80)
    if kind == "river":
        pen.polygon([(0, HIGH * 0.7), (WIDE, HIGH * dice.uniform(0.5, 0.8)), (WIDE, HIGH), (0, HIGH)], fill=(60, 100,
            140))
    grain = _noise(dice, dice.choice((2, 5, 9))).convert("RGB")
    return Image.blend(picture, grain, dice.uniform(0.05, 0.2)).filter(ImageFilter.GaussianBlur(dice.uniform(0.3, 1.2)))


def jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality)
    return target.getvalue()


def cut(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """Without these shares of its sides."""
    wide, high = picture.size
    return picture.crop((int(wide * left), int(high * top), int(wide * (1 - right)), int(high * (1 - bottom))))


def changed(picture: Image.Image, dice: Random) -> Iterator[tuple[str, bytes]]:
    """What people do to a picture, and its name."""
    def odd(most: float) -> Image.Image:
        return cut(picture, *(dice.uniform(0, most) for _ in range(4)))

    bright, half = ImageEnhance.Brightness(picture), picture.resize((WIDE // 2, HIGH // 2))
    yield "JPEG quality 30", jpeg(picture, 30)
    yield "half the size", jpeg(half)
    yield "brighter by 40 %", jpeg(bright.enhance(1.4))
    yield "darker by 40 %", jpeg(bright.enhance(0.6))
    yield "more contrast", jpeg(ImageEnhance.Contrast(picture).enhance(1.5))
    yield "grey", jpeg(picture.convert("L"))
    yield "cropped 10 % a side", jpeg(cut(picture, 0.1, 0.1, 0.1, 0.1))
    yield "cropped 20 % a side", jpeg(cut(picture, 0.2, 0.2, 0.2, 0.2))
    yield "cropped 20 % on one side", jpeg(cut(picture, 0.2, 0, 0, 0))
    yield "cropped unevenly to 20 %", jpeg(odd(0.2))
    yield "cropped, small, bright, JPEG 40", jpeg(ImageEnhance.Brightness(odd(0.15).resize((400, 300))).enhance(1.2),
        40)
    yield "stamped with time and place", jpeg(_stamped(picture))
    yield "turned by 2 degrees", jpeg(picture.rotate(2, Image.Resampling.BICUBIC))
    yield "turned by 5 degrees", jpeg(picture.rotate(5, Image.Resampling.BICUBIC))
    yield "cropped 25 % a side", jpeg(cut(picture, 0.25, 0.25, 0.25, 0.25))
    yield "mirrored", jpeg(picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    yield "turned by 90 degrees", jpeg(picture.transpose(Image.Transpose.ROTATE_90))


def _houses(dice: Random, pen: ImageDraw.ImageDraw, level: int) -> None:
    for _ in range(dice.randint(2, 9)):
        wide, high, x = dice.randint(30, 180), dice.randint(30, level + 40), dice.randint(-30, WIDE)
        foot = level + dice.randint(0, 60)
        pen.rectangle((x, foot - high, x + wide, foot), fill=_colour(dice))
        for _ in range(dice.randint(0, 6)):
            left, top = x + dice.randint(3, wide), foot - high + dice.randint(3, high)
            pen.rectangle((left, top, left + dice.randint(5, 20), top + dice.randint(5, 25)), fill=_colour(dice))
    for _ in range(dice.randint(1, 12)):
        x, y, r = dice.randint(0, WIDE), dice.randint(level - 40, level + 80), dice.randint(8, 60)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(dice.randint(10, 80), dice.randint(60, 150), dice.randint(10,
            70)))


def _things(dice: Random, pen: ImageDraw.ImageDraw, level: int, count: int, largest: int) -> None:
    for _ in range(dice.randint(count // 2 + 1, count * 3 // 2)):
        x, y, r = dice.randint(0, WIDE), dice.randint(level, HIGH), dice.randint(5, largest)
        draw = pen.ellipse if dice.random() < 0.6 else pen.rectangle
        draw((x - r, y - r // 2, x + r, y + r), fill=_colour(dice, 10, 220))


def _stamped(picture: Image.Image) -> Image.Image:
    """As cameras with a stamp do: a black field below with the time."""
    stamped = picture.copy()
    pen = ImageDraw.Draw(stamped)
    pen.rectangle((0, HIGH * 0.85, WIDE * 0.5, HIGH), fill=(0, 0, 0))
    pen.text((10, HIGH * 0.88), "2026-05-01 10:22 Lat -6.9", fill=(255, 255, 255))
    return stamped


def _noise(dice: Random, cell: int) -> Image.Image:
    size = WIDE // cell, HIGH // cell
    return Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).resize((WIDE, HIGH), Image.Resampling.BICUBIC)


def _colour(dice: Random, low: int = 20, high: int = 235) -> Colour:
    return dice.randint(low, high), dice.randint(low, high), dice.randint(low, high)


def _shaded(colour: Colour, share: float) -> Colour:
    return int(colour[0] * share), int(colour[1] * share), int(colour[2] * share)
