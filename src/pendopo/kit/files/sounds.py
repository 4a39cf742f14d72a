"""Voice notes made plain: the sound stays as it is, what devices write beside it goes (titles, names, places, times).

Ogg Opus (RFC 7845: the second packet holds the tags), AMR (RFC 4867: holds none), MP3 (ID3 before and after), M4A and
3GP (ISO 14496-12: udta and meta boxes become free room, times in the headers become nought), WebM (webm.py).
"""
import struct
from collections.abc import Iterator

from pendopo.kit.files import sentences
from pendopo.kit.files.kinds import M4A, MP3, OGG, WEBM, Kind
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.files.webm import webm

PAGE = struct.Struct("<4sBBqIIIB")          # of an Ogg page, before its table of segments
NO_TAGS = b"OpusTags" + struct.pack("<II", 0, 0)
TABLE = []
for value in range(256):
    rest = value << 24
    for _bit in range(8):
        rest = (rest << 1) ^ (0x04C11DB7 if rest & 0x80000000 else 0)
    TABLE.append(rest & 0xFFFFFFFF)
INSIDE = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
TOLD = (b"udta", b"meta", b"uuid")          # where names and places are written
TIMED = (b"mvhd", b"tkhd", b"mdhd")
LAST = 65_536                               # bytes at the end in which tags of an MP3 lie


def cleaned_sound(content: bytes, kind: Kind) -> bytes:
    """The sound without tags. NotTaken when it is broken or holds a film."""
    try:
        if kind is OGG:
            return ogg(content)
        if kind is MP3:
            return mp3(content)
        if kind is WEBM:
            return webm(content)
        return m4a(content) if kind is M4A else content
    except (struct.error, IndexError, ValueError):
        raise NotTaken(sentences.BROKEN) from None


def ogg(content: bytes) -> bytes:
    """One Opus stream with an empty second packet. ValueError for everything else."""
    pages = list(pages_of(content))
    if len(pages) < 3 or not pages[0][1].startswith(b"OpusHead") or not pages[1][1].startswith(b"OpusTags"):
        raise ValueError("no Opus")
    if len({head[4] for head, _body, _table in pages}) != 1:
        raise ValueError("several streams")
    ends = next(number for number, (_head, _body, table) in enumerate(pages[1:], 1) if table[-1] < 255)
    fresh = [pages[0], (pages[1][0], NO_TAGS, bytes([len(NO_TAGS)])), *pages[ends + 1:]]
    return b"".join(page(head, body, table, number) for number, (head, body, table) in enumerate(fresh))


def pages_of(content: bytes) -> Iterator[tuple[tuple[int, ...], bytes, bytes]]:
    """(head, body, table of segments) of each page."""
    at = 0
    while at < len(content):
        head = PAGE.unpack_from(content, at)
        if head[0] != b"OggS":
            raise ValueError("no page")
        table = content[at + PAGE.size:at + PAGE.size + head[7]]
        begin = at + PAGE.size + head[7]
        at = begin + sum(table)
        if at > len(content) or not table:
            raise ValueError("cut off")
        yield head, content[begin:at], table


def page(head: tuple[int, ...], body: bytes, table: bytes, number: int) -> bytes:
    bare = PAGE.pack(b"OggS", head[1], head[2], head[3], head[4], number, 0, len(table)) + table + body
    total = 0
    for one in bare:
        total = ((total << 8) & 0xFFFFFFFF) ^ TABLE[(total >> 24) ^ one]
    return bare[:22] + struct.pack("<I", total) + bare[26:]


def mp3(content: bytes) -> bytes:
    while content[:3] == b"ID3":
        size = sum((part & 0x7F) << shift for part, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
        content = content[10 + size + (10 if content[5] & 0x10 else 0):]
    if content[-128:-125] == b"TAG":
        content = content[:-128]
    tags = content.find(b"APETAGEX", max(0, len(content) - LAST))
    content = content if tags < 0 else content[:tags]
    if len(content) < 100 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:
        raise ValueError("no MP3")
    return content


def m4a(content: bytes) -> bytes:
    """Nothing moves: what tells something is overwritten where it stands."""
    fresh = bytearray(content)
    if b"vide" in content[:content.find(b"mdat")] or b"vide" in content[-LAST:]:
        raise ValueError("a film")
    wipe(fresh, 0, len(fresh))
    return bytes(fresh)


def wipe(fresh: bytearray, at: int, end: int) -> None:
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", fresh, at)
        begin = at + 8
        if size == 1:
            size, begin = struct.unpack_from(">Q", fresh, begin)[0], at + 16
        size = size or end - at
        if size < begin - at or at + size > end:
            raise ValueError("cut off")
        if name in TOLD:
            fresh[at + 4:at + 8] = b"free"
            fresh[begin:at + size] = bytes(at + size - begin)
        elif name in TIMED:
            width = 8 if fresh[begin] else 4
            fresh[begin + 4:begin + 4 + 2 * width] = bytes(2 * width)
        elif name in INSIDE:
            wipe(fresh, begin, at + size)
        at += size
