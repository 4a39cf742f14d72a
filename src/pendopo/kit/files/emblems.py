"""A sign for the top of every page: drawn anew and small, because every page carries it."""
from io import BytesIO

from PIL import Image

from pendopo.kit.files.checks import Checked
from pendopo.kit.files.kinds import JPEG, PNG, WEBP

KINDS = frozenset({PNG, JPEG, WEBP})
BOX = (288, 88)                             # pixels: twice what is shown, for sharp screens
MOST = 8_000                                # bytes
QUALITIES = (90, 80, 65, 50, 30)


def emblem(checked: Checked) -> Checked:
    """WebP within the box, at the first quality that is light enough; what shines through stays."""
    with Image.open(BytesIO(checked.content)) as opened:
        picture = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    picture.thumbnail(BOX, Image.Resampling.LANCZOS)
    content = b""
    for quality in QUALITIES:
        target = BytesIO()
        picture.save(target, "WEBP", quality=quality, method=6)
        content = target.getvalue()
        if len(content) <= MOST:
            break
    return Checked("logo.webp", WEBP, content, picture.width, picture.height)
