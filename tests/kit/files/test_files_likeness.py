"""The fingerprint of a file, and what its camera wrote: read before it is stripped, and stripped all the same."""
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest
from PIL import Image
from PIL.Image import Exif

from pendopo.analysis.likeness import LENGTH, alike
from pendopo.kit.files.kinds import JPEG
from pendopo.kit.files.likeness import fingerprint
from pendopo.kit.files.pictures import drawn
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.files.taken import Taken, taken

WIB = timezone(timedelta(hours=7))


def camera(detail: dict[int, object], place: dict[int, object], kind: str = "JPEG") -> bytes:
    picture = Image.linear_gradient("L").convert("RGB")
    picture.paste((200, 20, 20), (40, 60, 120, 90))
    picture.paste((20, 20, 200), (100, 150, 220, 200))
    notes = Exif()
    notes[0x010F] = "KameraContoh"
    notes.get_ifd(0x8769).update(detail)
    notes.get_ifd(0x8825).update(place)
    target = BytesIO()
    picture.save(target, kind, exif=notes)
    return target.getvalue()


BANDUNG = {1: "S", 2: (6.0, 55.0, 2.87), 3: "E", 4: (107.0, 37.0, 8.84)}
NOON = {0x9003: "2026:05:01 12:00:00"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_time_and_place(kind):
    told = taken(camera(NOON, BANDUNG, kind), WIB)
    assert told == Taken(datetime(2026, 5, 1, 12, tzinfo=WIB), -6.917464, 107.619122)


def test_the_cameras_own_offset_wins():
    told = taken(camera(NOON | {0x9011: "+09:00"}, {}), WIB)
    assert told.at == datetime(2026, 5, 1, 3, tzinfo=UTC) and told.lat is None


def test_the_satellites_time_where_the_camera_has_none():
    told = taken(camera({}, BANDUNG | {7: (5.0, 6.0, 7.0), 29: "2026:05:01"}), WIB)
    assert told.at == datetime(2026, 5, 1, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(("detail", "place"), [
    ({0x9003: "0000:00:00 00:00:00"}, {}), ({0x9003: "    :  :     :  :  "}, {}),
    ({}, {1: "S", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}), ({}, {1: "N", 2: (95.0, 0.0, 0.0)}),
    ({}, {2: (6.0, 55.0)}), ({}, {7: (25.0, 6.0, 7.0), 29: "2026:05:01"}),
])
def test_what_is_wrong_is_not_said(detail, place):
    assert taken(camera(detail, place)) == Taken()


def test_no_picture_says_nothing():
    assert taken(b"text") == Taken() == taken(b"\xff\xd8\xff broken")


def test_what_is_kept_says_nothing_and_is_the_same_picture():
    content = camera(NOON, BANDUNG)
    kept = drawn(content, JPEG).content
    assert taken(kept, WIB) == Taken()
    assert alike(fingerprint(content), fingerprint(kept))


def test_a_fingerprint_has_one_length_and_needs_a_picture():
    clear = Image.new("RGBA", (50, 20), (0, 0, 0, 0))
    target = BytesIO()
    clear.save(target, "PNG")
    assert len(fingerprint(target.getvalue())) == LENGTH
    with pytest.raises(NotTaken):
        fingerprint(b"text")
