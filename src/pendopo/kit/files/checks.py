"""May this file be taken? Looks inside, cleans pictures, and says in one sentence why not. Writes nothing."""
import re
import unicodedata
import zipfile
from collections.abc import Collection
from io import BytesIO
from typing import NamedTuple

from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise

from pendopo.kit.files import sentences
from pendopo.kit.files.kinds import EVERY, LARGEST, PACKED, PDF, PICTURES, SOUNDS, Kind, kind_of
from pendopo.kit.files.pictures import drawn
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.files.sounds import cleaned_sound

AUTHOR = re.compile(rb"/Author\s*[(<]\s*[^)>\s]|<dc:creator>|/ObjStm")       # packed objects may hold the author
CREATOR = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)>\s*[^<\s]")
PROPERTIES = ("docProps/core.xml", "meta.xml")
FOLDERS = re.compile(r".*[\\/]", re.DOTALL)
ENDING = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,5}$")
BAD_IN_NAMES = re.compile(r'[:*?"<>|]+')
LONGEST_NAME = 120


class Checked(NamedTuple):
    """A file that may be kept: its cleaned name and bytes. `cautions` are sentences for the person who handed it in."""
    name: str
    kind: Kind
    content: bytes
    width: int | None = None
    height: int | None = None
    thumbnail: bytes = b""
    cautions: tuple[Promise, ...] = ()


def accept(upload: "File[bytes]", allowed: Collection[Kind] = EVERY) -> Checked:
    """The file, checked by content and cleaned. Raises NotTaken."""
    size, name = upload.size or 0, upload.name or ""
    if not size:
        raise NotTaken(sentences.EMPTY)
    if size > LARGEST:
        raise _too_large(LARGEST)
    upload.seek(0)
    content = upload.read(LARGEST + 1)
    kind = kind_of(content, name)
    if kind not in allowed:
        raise NotTaken(sentences.NOT_HERE, params={
            "kind": kind.name, "kinds": ", ".join(sorted(kind.name for kind in allowed))})
    if len(content) > kind.largest:
        raise _too_large(kind.largest)
    if kind in PICTURES:
        picture = drawn(content, kind)
        return Checked(cleaned(name, picture.kind), picture.kind, picture.content, picture.width, picture.height,
                       picture.thumbnail, () if picture.still else (sentences.FIRST_FRAME,))
    if kind in SOUNDS:
        return Checked(cleaned(name, kind), kind, cleaned_sound(content, kind))
    if kind is PDF and b"%%EOF" not in content[-4096:]:
        raise NotTaken(sentences.BROKEN)
    return Checked(cleaned(name, kind), kind, content,
                   cautions=(sentences.NAMES_AUTHOR,) if _names_author(content, kind) else ())


def cleaned(name: str, kind: Kind) -> str:
    """A name that is safe in an address and on any disk, with the ending that its content has."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode("utf-8"))
    name = "".join(letter for letter in name if unicodedata.category(letter) not in ("Cc", "Cf"))
    stem = BAD_IN_NAMES.sub(" ", ENDING.sub("", FOLDERS.sub("", name)))
    stem = " ".join(stem.split()).strip(". ")[:LONGEST_NAME].strip(". ")
    return f"{stem or 'berkas'}.{kind.ending}"


def _names_author(content: bytes, kind: Kind) -> bool:
    """Whether the document tells, or may tell, who wrote it. Documents are evidence and stay as they were handed in."""
    if kind is PDF:
        return bool(AUTHOR.search(content))
    if kind not in PACKED:
        return False
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for member in archive.infolist():
            if member.filename in PROPERTIES and member.file_size < 1_000_000:
                try:
                    return bool(CREATOR.search(archive.read(member).decode("utf-8", "replace")))
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
                    raise NotTaken(sentences.BROKEN) from None
    return False


def _too_large(limit: int) -> NotTaken:
    return NotTaken(sentences.TOO_LARGE, params={"limit": filesizeformat(limit)})
