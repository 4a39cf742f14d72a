"""The demo's photos are drawn; none may look like another one, or the demo's own office would be held for cheating."""
from itertools import combinations

from pendopo.analysis.likeness import alike
from pendopo.channels.reports.demo import picture
from pendopo.kit.files.likeness import fingerprint


def test_no_drawn_photo_repeats_another():
    prints = [fingerprint(picture(number).content) for number in range(100, 106)]     # more than the demo draws
    assert not [pair for pair in combinations(prints, 2) if alike(*pair)]
