"""Pictures made safe and light: turned upright, at most 1,600 pixels, without the place, time and device that cameras
write into them. Nothing of the file itself is kept: the pixels are drawn anew."""
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps

from pendopo.kit.files import sentences
from pendopo.kit.files.kinds import GIF, JPEG, PICTURES, WEBP, Kind
from pendopo.kit.files.sentences import NotTaken

SIDE = 1600                                 # pixels, the longer side
SMALL = 320
AIM = 300_000                               # bytes of a picture: ten of them on a page stay below 3 MB
MILLION = 1_000_000
MOST = {JPEG: 120 * MILLION}                # pixels; a JPEG is read at a fraction of its size, so phones may send all
MOST_OTHERS = 40 * MILLION
QUALITIES = (84, 76, 68, 60, 50)
FORMATS = tuple(kind.name.upper() for kind in PICTURES)
Image.MAX_IMAGE_PIXELS = max(MOST.values())


class Picture(NamedTuple):
    kind: Kind
    content: bytes
    width: int
    height: int
    thumbnail: bytes                        # WebP
    still: bool                             # False: it was an animation


def drawn(content: bytes, kind: Kind) -> Picture:
    """The picture anew. NotTaken when it cannot be read or has too many pixels."""
    most = MOST.get(kind, MOST_OTHERS)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > most:
                raise NotTaken(sentences.TOO_MANY_PIXELS, params={"limit": most // MILLION})
            still = kind is not GIF or getattr(opened, "n_frames", 1) == 1
            opened.draft("RGB", (SIDE, SIDE))
            picture = _plain(opened)
    except NotTaken:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotTaken(sentences.TOO_MANY_PIXELS, params={"limit": most // MILLION}) from None
    except Exception:                       # decoders meet broken bytes with any error there is
        raise NotTaken(sentences.BROKEN_PICTURE) from None
    made, data = _light(picture)
    return Picture(made, data, *picture.size, thumbnail=_thumbnail(picture), still=still)


def _plain(opened: Image.Image) -> Image.Image:
    """Upright, in sRGB, with transparency only where there is some, and not larger than needed."""
    picture = ImageOps.exif_transpose(opened)
    picture = _standard_colours(picture)
    clear = picture.has_transparency_data
    picture = picture.convert("RGBA" if clear else "RGB")
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    if clear and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    fresh = Image.new(picture.mode, picture.size)
    fresh.paste(picture)
    return fresh


def _standard_colours(picture: Image.Image) -> Image.Image:
    """Phones draw in wider colours; without this their photos turn pale."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        turned = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(BytesIO(profile)),
                                           ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture


def _light(picture: Image.Image) -> tuple[Kind, bytes]:
    """JPEG, or WebP where something shines through, at the first quality that is light enough."""
    kind = WEBP if picture.mode == "RGBA" else JPEG
    data = b""
    for quality in QUALITIES:
        data = _saved(picture, kind, quality)
        if len(data) <= AIM:
            break
    side = SIDE
    while len(data) > AIM and side > SMALL:                  # noise and gravel: fewer pixels, no lower quality
        side = side * 4 // 5
        picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        data = _saved(picture, kind, QUALITIES[-1])
    return kind, data


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return _saved(small, WEBP, 70)


def _saved(picture: Image.Image, kind: Kind, quality: int) -> bytes:
    target = BytesIO()
    if kind is JPEG:
        picture.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    else:
        picture.save(target, "WEBP", quality=quality, method=4)
    return target.getvalue()
