"""One picture is known again after what people do to it; two scenes of one kind are not taken for one."""
from random import Random

import pytest
from bench.scenes import changed, cut, jpeg, scene
from hypothesis import given, settings
from hypothesis import strategies as st

from pendopo.analysis.likeness import ALIKE, BANDS, LENGTH, VOTES, Question, alike, bands, distance
from pendopo.kit.files.likeness import fingerprint

HOLDS = {"JPEG quality 30", "half the size", "brighter by 40 %", "darker by 40 %", "more contrast", "grey",
         "cropped 10 % a side", "cropped 20 % a side", "cropped 20 % on one side", "cropped unevenly to 20 %",
         "cropped, small, bright, JPEG 40", "stamped with time and place", "turned by 2 degrees"}
NOT = {"mirrored", "turned by 90 degrees"}


@pytest.mark.parametrize("kind", ["road", "hole", "rubbish"])
def test_what_holds_and_what_does_not(kind):
    dice = Random(kind)
    picture = scene(dice, kind)
    one = fingerprint(jpeg(picture))
    for name, content in changed(picture, dice):
        two = fingerprint(content)
        if name in HOLDS:
            assert alike(one, two) and alike(two, one), name
        elif name in NOT:
            assert not alike(one, two), name


@pytest.mark.parametrize("kind", ["road", "house", "texture", "river"])
def test_scenes_of_one_kind_are_not_one_picture(kind):
    dice = Random(kind)
    prints = [fingerprint(jpeg(scene(dice, kind))) for _ in range(5)]
    assert min(distance(one, two) for at, one in enumerate(prints) for two in prints[:at]) > ALIKE


def test_a_crop_is_found_among_many_in_both_directions():
    dice = Random(9)
    pictures = [scene(dice, "hole") for _ in range(25)]
    whole = [bands(fingerprint(jpeg(picture))) for picture in pictures]
    cropped = fingerprint(jpeg(cut(pictures[7], 0.15, 0.1, 0.05, 0.2), 40))
    asked = Question(cropped)
    answers = [at for at, keys in enumerate(whole) if len(set(keys) & set(asked.probes)) >= VOTES]
    assert asked.sift((at, whole[at]) for at in answers)[0] == 7
    back = Question(fingerprint(jpeg(pictures[7])))
    assert back.sift([("crop", bands(cropped))]) == ["crop"]


def test_a_wall_is_like_nothing():
    """A plain field says nothing: two black photos accuse nobody."""
    wall = bytes([120]) * LENGTH
    assert bands(wall) == () and not alike(wall, wall) and distance(wall, wall) == 1.0


def test_what_is_no_fingerprint():
    with pytest.raises(ValueError, match="fingerprint"):
        distance(b"short", bytes(LENGTH))


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=LENGTH, max_size=LENGTH))
def test_bands_fit_a_column(grey):
    stored = bands(grey)
    assert len(stored) in (0, BANDS) and all(0 <= key < 2**63 for key in stored)
    assert not stored or set(stored) <= set(Question(grey).probes)
