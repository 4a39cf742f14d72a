from django.utils import timezone
from markupsafe import Markup

from pendopo.kit.ui.fragments import Fragments


def test_the_same_words_are_drawn_once_and_other_words_anew():
    drawn, kept = [], Fragments(most=2)

    def draw(word):
        return kept(("id", word), lambda: drawn.append(word) or Markup(f"<p>{word}</p>"))

    assert [draw("a"), draw("a"), draw("b")] == ["<p>a</p>", "<p>a</p>", "<p>b</p>"]
    assert drawn == ["a", "b"]
    draw("a")                                 # used again, so that "b" is the oldest
    draw("c")
    draw("a")
    assert drawn == ["a", "b", "c"] and len(kept.drawn) == 2
    draw("b")
    assert drawn == ["a", "b", "c", "b"]


def test_a_city_that_changes_its_zone_reads_its_own_hours():
    kept = Fragments()
    for zone in ("Asia/Jakarta", "Asia/Jayapura", "Asia/Jakarta"):
        with timezone.override(zone):
            assert kept("a", lambda zone=zone: Markup(zone)) == zone
