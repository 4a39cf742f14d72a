"""Voice notes: the sound stays, names and places that devices write beside it go."""
import struct

import pytest
from django.core.files.base import ContentFile

from pendopo.kit.files.checks import accept
from pendopo.kit.files.kinds import EVERY, PICTURES, SOUNDS
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.files.sounds import PAGE, page

TOLD = b"Sari Contoh, -6.9147 107.6098"


def opus(packets=(), tags=TOLD * 30):
    comment = b"OpusTags" + struct.pack("<I", 4) + b"Cam1" + struct.pack("<II", 1, len(tags)) + tags
    parts = [comment[at:at + 255 * 2] for at in range(0, len(comment), 255 * 2)]
    bodies = [(b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00", None),
              *((part, None if part is parts[-1] else b"\xff\xff") for part in parts),
              *((body, None) for body in packets or (b"\x01" * 60, b"\x02" * 70))]
    return b"".join(page(PAGE.unpack(PAGE.pack(b"OggS", 0, 0, 0, 7, n, 0, 1)), body,
                         table or bytes([255] * (len(body) // 255) + [len(body) % 255]), n)
                    for n, (body, table) in enumerate(bodies))


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def m4a(handler=b"soun"):
    header = b"\x00\x00\x00\x00" + struct.pack(">II", 3_900_000_000, 3_900_000_001) + b"\x00" * 12
    track = box(b"trak", box(b"tkhd", header) + box(b"mdia", box(b"hdlr", b"\x00" * 8 + handler)))
    return box(b"ftyp", b"M4A \x00\x00\x00\x00") + box(b"moov", box(b"mvhd", header) + track + box(
        b"udta", box(b"\xa9xyz", TOLD))) + box(b"mdat", b"suara" * 30)


def mp3():
    return (b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(TOLD)]) + TOLD + b"\xff\xfb\x90\x00" + b"s" * 400
            + b"TAG" + TOLD.ljust(125, b"\0"))


def ebml(name, body, unknown=False):
    size = b"\x01" + b"\xff" * 7 if unknown else b"\x10" + len(body).to_bytes(3)
    return bytes.fromhex(name) + size + body


def webm(sort=2):
    """As a browser records: segment and cluster are left open, and it tells when and by what."""
    info = ebml("1549A966", ebml("4461", b"\x00" * 8) + ebml("4D80", b"Chrome") + ebml("7BA9", TOLD))
    track = ebml("1654AE6B", ebml("AE", ebml("D7", b"\x01") + ebml("83", bytes([sort])) + ebml("536E", b"Sari")))
    cluster = ebml("1F43B675", ebml("E7", b"\x00") + ebml("A3", b"\x81\x00\x00\x80" + b"s" * 40), unknown=True)
    return ebml("1A45DFA3", ebml("4282", b"webm")) + ebml(
        "18538067", info + track + cluster + cluster + ebml("1254C367", TOLD), unknown=True)


def taken(content, name="suara", allowed=SOUNDS):
    return accept(ContentFile(content, name=name), allowed)


@pytest.mark.parametrize(("content", "mime"), [
    (opus(), "audio/ogg"), (m4a(), "audio/mp4"), (mp3(), "audio/mpeg"), (webm(), "audio/webm"),
    (b"#!AMR\n" + b"\x04" * 200, "audio/amr")])
def test_the_sound_stays_and_what_tells_goes(content, mime):
    kept = taken(content)
    assert kept.kind.mime == mime and b"Sari" not in kept.content and b"107.6" not in kept.content
    assert taken(kept.content).content == kept.content


def test_opus_keeps_its_packets_in_order():
    kept = taken(opus(packets=(b"\x01" * 60, b"\x02" * 70))).content
    assert b"\x01" * 60 in kept and kept.index(b"\x01" * 60) < kept.index(b"\x02" * 70)
    numbers = [PAGE.unpack_from(kept, at)[5] for at in range(len(kept)) if kept[at:at + 4] == b"OggS"]
    assert numbers == [0, 1, 2, 3]


def test_times_in_m4a_are_nought():
    assert struct.pack(">I", 3_900_000_000) not in taken(m4a()).content


@pytest.mark.parametrize("content", [opus()[:100], b"OggS" + b"\x00" * 60, m4a(b"vide"), b"ID3\x04" + b"\x00" * 20,
                                     webm(1), webm()[:150],
                                     opus() + b"<script>"])
def test_what_is_no_sound_is_not_taken(content):
    with pytest.raises(NotTaken):
        taken(content)


def test_sounds_are_taken_only_where_a_room_names_them():
    for allowed in (EVERY, PICTURES):
        with pytest.raises(NotTaken):
            taken(opus(), allowed=allowed)
