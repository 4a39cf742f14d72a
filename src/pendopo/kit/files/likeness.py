"""The fingerprint of a picture, to find it again (analysis/likeness.py compares)."""
from io import BytesIO

from PIL import Image, ImageOps

from pendopo.analysis.likeness import SIDE
from pendopo.kit.files import sentences
from pendopo.kit.files.pictures import FORMATS
from pendopo.kit.files.sentences import NotTaken

LARGE = 256                  # pixels read at least: enough for SIDE cells, and a JPEG is opened at an eighth


def fingerprint(content: bytes) -> bytes:
    """SIDE x SIDE bytes of grey, upright, contrast drawn to the full range. NotTaken when it is no picture that can
    be read. It shows the picture very coarsely: that of a sealed photo is sealed with it."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            opened.draft("L", (LARGE, LARGE))
            upright = ImageOps.exif_transpose(opened)
            if upright.has_transparency_data:
                upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
            grey = upright.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX)
    except Exception:                       # decoders meet broken bytes with any error there is
        raise NotTaken(sentences.BROKEN_PICTURE) from None
    return ImageOps.autocontrast(grey).tobytes()
