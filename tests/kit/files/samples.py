"""Files as people send them, made here."""
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.Image import Exif

Send = Callable[..., SimpleUploadedFile]


def photo(width: int = 3000, height: int = 2000, kind: str = "JPEG", mode: str = "RGB", turned: int = 0,
          noise: bool = False) -> bytes:
    """A picture, red on its left half and blue on its right, as a camera writes it: with GPS, maker and direction."""
    picture = Image.new(mode, (width, height), (200, 30, 30, 0)[:len(mode)])
    picture.paste((30, 30, 200, 255)[:len(mode)], (width // 2, 0, width, height))
    if noise:
        picture = Image.frombytes("RGB", (width, height), Random(1).randbytes(width * height * 3))
    notes = Exif()
    notes[0x010F] = "KameraContoh"
    notes.get_ifd(0x8825)[2] = (7.0, 9.0, 30.0)
    if turned:
        notes[0x0112] = turned
    target = BytesIO()
    picture.save(target, kind, exif=notes, **({"quality": 95} if kind == "JPEG" else {}))
    return target.getvalue()


def packed(**members: str | bytes) -> bytes:
    """A ZIP; a double underscore in a name stands for a slash, a single one at the end for nothing."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return target.getvalue()


def docx(**more: str | bytes) -> bytes:
    return packed(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", **more})


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
