"""WebM, as browsers record a voice (RFC 8794 EBML, RFC 9559 Matroska): one sound, and nothing that tells of a device.

Nothing moves: an element that tells something becomes a Void of the same length. Segments and clusters that a browser
leaves open (of unknown size) are simply walked through.
"""
MOST_TRACKS = 1
INSIDE = {0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE}      # Segment Cluster Info Tracks TrackEntry
TOLD = {0x1254C367, 0x1941A469, 0x1043A770,                         # Tags Attachments Chapters
        0x4461, 0x7BA9, 0x7384, 0x73A4, 0x536E, 0x22B59C}   # date, title, file name and number, track name and language
TRACK_TYPE, SOUND, DOC_TYPE, HEAD = 0x83, 2, 0x4282, 0x1A45DFA3
VOID = b"\xec"


def webm(content: bytes) -> bytes:
    """ValueError or IndexError when it is broken, no WebM, or holds anything but one sound."""
    fresh, at, tracks = bytearray(content), 0, 0
    while at < len(content):
        name, begin = number(content, at, marked=True)
        size, begin = number(content, begin, marked=False)
        if name in INSIDE or name == HEAD:
            at = begin
            continue
        end = begin + size
        if size < 0 or end > len(content):
            raise ValueError("cut off")
        if name == DOC_TYPE and content[begin:end].rstrip(b"\0") != b"webm":
            raise ValueError("another Matroska")
        if name == TRACK_TYPE:
            tracks += 1
            if int.from_bytes(content[begin:end]) != SOUND or tracks > MOST_TRACKS:
                raise ValueError("a film")
        if name in TOLD:
            fresh[at:end] = void(end - at)
        at = end
    if not tracks:
        raise ValueError("no sound")
    return bytes(fresh)


def number(content: bytes, at: int, *, marked: bool) -> tuple[int, int]:
    """(the number that begins here, where it ends). The name of an element keeps its mark; a size of ones only, which
    means unknown, is -1."""
    first = content[at]
    length = 9 - first.bit_length()
    if length > (4 if marked else 8):
        raise ValueError("no such number")
    found = int.from_bytes(content[at:at + length])
    if at + length > len(content):
        raise ValueError("cut off")
    if not marked:
        found &= (1 << 7 * length) - 1
        if found == (1 << 7 * length) - 1:
            found = -1
    return found, at + length


def void(length: int) -> bytes:
    """An element that says nothing, of this length (two bytes or more)."""
    if length < 10:
        return VOID + bytes([0x80 | length - 2]) + bytes(length - 2)
    return VOID + b"\x01" + (length - 9).to_bytes(7) + bytes(length - 9)
