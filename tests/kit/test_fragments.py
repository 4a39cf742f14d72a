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


def test_of_many_only_those_are_drawn_that_nobody_has_drawn():
    drawn, kept = [], Fragments(most=3)

    def draw(place):
        drawn.append(place)
        return Markup(f"<p>{place}</p>")

    heard = []
    assert kept.all(["a", "b"], draw, heard.append) == ["<p>0</p>", "<p>1</p>"] and drawn == [0, 1]
    assert kept.all(["c", "b", "a"], draw, heard.append) == ["<p>0</p>", "<p>1</p>", "<p>0</p>"]
    assert kept.all(["b", "a"], draw, heard.append) == ["<p>1</p>", "<p>0</p>"]
    assert drawn == [0, 1, 0] and heard == [[0, 1], [0]]
    assert kept("c", lambda: Markup("anew")) == "<p>0</p>" and kept.all([], draw) == []
    assert kept.all(["d", "e", "f", "g"], draw) == [f"<p>{n}</p>" for n in range(4)] and len(kept.drawn) == 3


def test_a_city_that_changes_its_zone_reads_its_own_hours():
    kept = Fragments()
    for zone in ("Asia/Jakarta", "Asia/Jayapura", "Asia/Jakarta"):
        with timezone.override(zone):
            assert kept("a", lambda zone=zone: Markup(zone)) == zone
