"""What a file is, told by its first bytes and its inside; its own name only tells CSV from plain text."""
import zipfile
from io import BytesIO
from typing import NamedTuple

from pendopo.kit.files import sentences
from pendopo.kit.files.sentences import NotTaken


class Kind(NamedTuple):
    """A kind of file that can be taken."""
    name: str
    mime: str
    ending: str
    largest: int                            # bytes as handed in


MB = 1024 * 1024
JPEG = Kind("JPEG", "image/jpeg", "jpg", 25 * MB)
PNG = Kind("PNG", "image/png", "png", 25 * MB)
WEBP = Kind("WebP", "image/webp", "webp", 25 * MB)
GIF = Kind("GIF", "image/gif", "gif", 25 * MB)
PDF = Kind("PDF", "application/pdf", "pdf", 20 * MB)
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = Kind("DOCX", OFFICE + "wordprocessingml.document", "docx", 20 * MB)
XLSX = Kind("XLSX", OFFICE + "spreadsheetml.sheet", "xlsx", 20 * MB)
ODT = Kind("ODT", "application/vnd.oasis.opendocument.text", "odt", 20 * MB)
ODS = Kind("ODS", "application/vnd.oasis.opendocument.spreadsheet", "ods", 20 * MB)
CSV = Kind("CSV", "text/csv", "csv", 20 * MB)
TXT = Kind("TXT", "text/plain", "txt", 5 * MB)
OGG = Kind("OGG", "audio/ogg", "ogg", 16 * MB)
AMR = Kind("AMR", "audio/amr", "amr", 16 * MB)
M4A = Kind("M4A", "audio/mp4", "m4a", 16 * MB)
MP3 = Kind("MP3", "audio/mpeg", "mp3", 16 * MB)
WEBM = Kind("WebM", "audio/webm", "weba", 16 * MB)

PICTURES = frozenset({JPEG, PNG, WEBP, GIF})
PACKED = frozenset({DOCX, XLSX, ODT, ODS})
DOCUMENTS = PACKED | {PDF}
TEXTS = frozenset({CSV, TXT})
SOUNDS = frozenset({OGG, AMR, M4A, MP3, WEBM})        # voice notes; taken only where a room names them
EVERY = PICTURES | DOCUMENTS | TEXTS
LARGEST = max(kind.largest for kind in EVERY)

AUDIO = {b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6"}
HEIF = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")       # as "Unicode text" of a spreadsheet begins
MOST_MEMBERS = 5_000
MOST_UNPACKED = 300 * MB
MOST_RATIO = 200                            # honest office files stay below 50


def kind_of(content: bytes, name: str) -> Kind:
    """The kind, or NotTaken with a sentence that says what to do instead."""
    for kind, is_it in ((JPEG, content[:3] == b"\xff\xd8\xff"), (PNG, content[:8] == b"\x89PNG\r\n\x1a\n"),
                        (GIF, content[:6] in (b"GIF87a", b"GIF89a")), (PDF, b"%PDF-" in content[:1024]),
                        (WEBP, content[:4] == b"RIFF" and content[8:12] == b"WEBP"),
                        (WEBM, content[:4] == b"\x1a\x45\xdf\xa3"), (OGG, content[:4] == b"OggS"),
                        (AMR, content[:5] == b"#!AMR"),
                        (M4A, content[4:8] == b"ftyp" and content[8:12] in AUDIO),
                        (MP3, content[:3] == b"ID3" or content[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"))):
        if is_it:
            return kind
    if content[4:8] == b"ftyp" and content[8:12] in HEIF:
        raise NotTaken(sentences.HEIC)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise NotTaken(sentences.OLD_OFFICE)
    if content[:4] == b"PK\x03\x04":
        return _packed(content)
    return _text(content, name)


def _packed(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            if len(members) > MOST_MEMBERS or unpacked > min(MOST_UNPACKED, MOST_RATIO * len(content)):
                raise NotTaken(sentences.BOMB)
            names = {member.filename for member in members}
            said = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise NotTaken(sentences.BROKEN) from None
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        raise NotTaken(sentences.MACROS)
    for kind, is_it in ((DOCX, "word/document.xml" in names), (XLSX, "xl/workbook.xml" in names),
                        (ODT, said == ODT.mime), (ODS, said == ODS.mime)):
        if is_it:
            return kind
    raise NotTaken(sentences.ARCHIVE)


def _text(content: bytes, name: str) -> Kind:
    ending = name.rpartition(".")[2].lower()
    if "." in name and ending not in ("csv", "tsv", "txt", "text", "md"):
        raise NotTaken(sentences.UNKNOWN)
    if content[:2] in UTF_16:
        raise NotTaken(sentences.ENCODING)
    if b"\x00" in content:
        raise NotTaken(sentences.UNKNOWN)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise NotTaken(sentences.ENCODING) from None
    return CSV if ending in ("csv", "tsv") else TXT
