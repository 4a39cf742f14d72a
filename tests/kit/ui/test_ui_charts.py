"""A chart and its table never disagree; what is not known is never a zero."""

import itertools
import re
from html.parser import HTMLParser

from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pendopo.kit.ui.charts import Series, chart_bar, chart_line, chart_stacked, shares
from pendopo.kit.ui.figures import money, number

LABELS = st.lists(st.text("abcdefg <&\"'", min_size=1, max_size=8), min_size=1, max_size=8, unique_by=str.strip)
VALUES = st.one_of(st.none(), st.integers(0, 10**12))


class Cells(HTMLParser):
    """The rows of the table inside a piece of html, as text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


@given(
    LABELS.flatmap(
        lambda labels: st.tuples(st.just(labels), st.lists(VALUES, min_size=len(labels), max_size=len(labels)))
    )
)
def test_bars_stand_in_their_table(data):
    rows = list(zip(*data, strict=True))
    assert Cells(chart_bar("Judul", rows)).rows[1:] == [[label, number(value)] for label, value in rows]


@given(
    LABELS.flatmap(
        lambda labels: st.tuples(
            st.just(labels),
            st.lists(st.lists(VALUES, min_size=len(labels), max_size=len(labels)), min_size=1, max_size=4),
        )
    )
)
def test_lines_and_stacks_stand_in_their_table(data):
    labels, columns = data
    series = [Series(f"s{place}", column) for place, column in enumerate(columns)]
    wanted = [[label, *(number(one.values[place]) for one in series)] for place, label in enumerate(labels)]
    for draw in (chart_line, chart_stacked):
        cells = Cells(draw("Judul", labels, series)).rows
        assert cells[0][1:] == [one.name for one in series]
        assert cells[1:] == wanted


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=12))
def test_shares_fill_the_bar_and_touch(values):
    cut = shares(values)
    if sum(values):
        assert abs(sum(width for _, width in cut) - 100) < 0.1
        for (start, width), (after, _) in itertools.pairwise(cut):
            assert abs(start + width - after) < 0.01
    else:
        assert all(width == 0 for _, width in cut)


def test_the_unknown_is_said_and_not_drawn():
    with override("id"):
        drawn = chart_bar("Judul", [("ada", 10), ("tidak", None), ("nol", 0)])
        assert drawn.count('class="part') == 1
        assert "tidak ada data" in drawn
        line = chart_line("Judul", ["a", "b", "c", "d"], [Series("s", [1, None, 3, 4])])
        assert line.count("<circle") == 3
        assert line.count("<polyline") == 1


def test_the_scale_ends_on_an_easy_number():
    with override("en"):
        scale = re.findall(r'class="scale"[^>]*>([^<]+)<', chart_line("t", ["a", "b"], [Series("s", [3, 71])]))
        assert scale == ["0", "40", "80"]
        below = re.findall(r'class="scale"[^>]*>([^<]+)<', chart_line("t", ["a", "b"], [Series("s", [-20, 20])]))
        assert below == ["\u221220", "0", "20"]


def test_a_chart_of_nothing_does_not_break():
    for drawn in (
        chart_bar("t", []),
        chart_bar("t", [("a", 0)]),
        chart_line("t", [], []),
        chart_line("t", ["a"], [Series("s", [5])]),
        chart_stacked("t", ["a"], [Series("s", [None])]),
    ):
        assert "<figure" in drawn


def test_names_are_escaped_and_money_is_money():
    with override("id"):
        drawn = chart_bar("<b>", [("<script>", 1500)], say=money)
        assert "<script>" not in drawn and "&lt;script&gt;" in drawn
        assert "Rp1.500" in drawn


def test_a_chart_has_a_name_and_says_where_its_numbers_are():
    with override("en"):
        drawn = chart_line("Reports", ["a", "b"], [Series("s", [1, 2]), Series("z", [2, 1])])
        assert 'role="img" aria-label="Reports. The numbers are in the table below the chart."' in drawn
        assert drawn.count("<summary>") == 1
