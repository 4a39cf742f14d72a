"""Charts drawn on the server as SVG whose letters keep their size at any width; each brings its numbers as a table."""
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import floor, log10

from markupsafe import Markup

from pendopo.kit.ui.figures import Figure, number
from pendopo.kit.ui.words import gettext

Say = Callable[[Figure | None], str]
HIGH, ABOVE = 220, 24                             # px: height of a line chart, room above it for the topmost figure
ACROSS = 4                                        # steps between labels under a line chart: more would touch at 360 px
NICE = (1, 2, 3, 4, 5, 6, 8, 10)                  # ends of a scale whose half is easy to read too

DOT = Markup('<circle class="dot {}" cx="{}%" cy="{}" r="4"><title>{}, {}: {}</title></circle>')
PLOT = Markup('<svg class="plot" role="img" aria-label="{}" width="100%" height="{}">{}<svg y="{}" width="100%"'
              ' height="{}" viewBox="0 0 100 100" preserveAspectRatio="none">{}</svg>{}{}</svg>')
RULE = Markup('<line class="rule" x1="0" x2="100%" y1="{0}" y2="{0}"/><text class="scale" x="0" y="{1}">{2}</text>')
BAR = Markup('<li><span>{}</span> <b>{}</b><svg width="100%" height="14" aria-hidden="true">'
             '<rect class="track" width="100%" height="14"/>{}</svg></li>')
PART = Markup('<rect class="part {}" x="{}%" width="{}%" height="14">{}</rect>')
SWATCHES = {"swatch": Markup('<rect width="12" height="12" class="part {}"/>'),
            "stroke": Markup('<path class="line {}" d="M0 6h28"/>')}
TABLE = Markup('<div class="scroll" role="region" tabindex="0" aria-label="{0}"><table>'
               '<caption class="hush">{0}</caption><thead><tr><th scope="col">{1}</th>{2}</tr></thead>'
               '<tbody>{3}</tbody></table></div>')
FIGURE = Markup('<figure class="chart"><figcaption><h{level}>{title}</h{level}>{unit}</figcaption>{drawn}{note}'
                '<details class="more"><summary>{more}<span class="hush">: {title}</span></summary>'
                '{table}</details></figure>')


@dataclass(frozen=True)
class Series:
    """Numbers of one name, one for each label; None means not known and is never drawn as zero.

    tone: good, going, waiting, late, bad, neutral, private where the series is a state; else colours in their order.
    """
    name: str
    values: Sequence[Figure | None]
    tone: str = ""


def shares(values: Sequence[Figure]) -> list[tuple[float, float]]:
    """(start, width) in percent of each part of one bar; all widths are 0 when there is nothing to divide."""
    return _cut(values, float(sum(values)))


def chart_bar(title: str, rows: Sequence[tuple[str, Figure | None]], unit: str = "", say: Say = number,
              note: str = "", level: int = 3) -> Markup:
    """One bar a row; the longest fills the width, its number stands beside its name."""
    top = max((float(value) for _, value in rows if value is not None), default=0.0)
    bars = Markup().join(
        _bar(label, say(value), _rect("tone-1", 0, max(float(value or 0), 0) * 100 / top) if top > 0 else Markup())
        for label, value in rows)
    one = Series(unit or gettext("Number"), [value for _, value in rows])
    table = _table(title, gettext("Name"), [label for label, _ in rows], [one], say)
    return _figure(title, _bars(bars), table, unit, note, level)


def chart_stacked(title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "", say: Say = number,
                  note: str = "", level: int = 3) -> Markup:
    """One bar a label, cut into the series in their order; one scale for all, the sums stand beside the names."""
    sums = [_sum(series, place) for place in range(len(labels))]
    top = max((float(one) for one in sums if one is not None), default=0.0)
    bars = Markup()
    for place, label in enumerate(labels):
        parts = Markup()
        for order, (start, width) in enumerate(_cut([one.values[place] or 0 for one in series], top)):
            one = series[order]
            parts += _rect(_tone(one, order), start, width, f"{one.name}: {say(one.values[place])}")
        bars += _bar(label, say(sums[place]), parts)
    table = _table(title, gettext("Name"), labels, series, say)
    return _figure(title, _legend(series, "swatch") + _bars(bars), table, unit, note, level)


def chart_line(title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "", say: Say = number,
               note: str = "", level: int = 3) -> Markup:
    """A line a series over equal steps; a gap where a number is not known. The second and third are dashed."""
    known = [float(value) for one in series for value in one.values if value is not None]
    top, low = _end(max([*known, 0.0])) or 1.0, -_end(-min([*known, 0.0]))
    last = max(len(labels) - 1, 1)

    def x(place: int) -> float:
        return round(1 + place * 98 / last, 2)

    def y(value: Figure) -> float:
        return round(100 - (float(value) - low) * 100 / (top - low), 2)

    lines, dots, names = Markup(), Markup(), Markup()
    for order, one in enumerate(series):
        for run in _runs(one.values):
            points = " ".join(f"{x(place)},{y(value)}" for place, value in run)
            lines += Markup('<polyline class="line {}" points="{}"/>').format(_tone(one, order), points)
        for place, value in enumerate(one.values):
            if value is not None:
                dots += DOT.format(_tone(one, order), x(place), round(ABOVE + y(value) * HIGH / 100, 1),
                                   one.name, labels[place], say(value))
    for place in range(0, len(labels), -(-last // ACROSS)):
        anchor = "start" if place == 0 else "end" if place == last else "middle"
        names += Markup('<text x="{}%" y="{}" text-anchor="{}">{}</text>').format(
            0 if place == 0 else 100 if place == last else x(place), ABOVE + HIGH + 22, anchor, labels[place])
    words = title + ". " + gettext("The numbers are in the table below the chart.")
    plot = PLOT.format(words, ABOVE + HIGH + 30, _grid(low, top, say), ABOVE, HIGH, lines, dots, names)
    table = _table(title, gettext("Time"), labels, series, say)
    return _figure(title, (_legend(series, "stroke") if len(series) > 1 else Markup()) + plot, table, unit, note, level)


def _cut(values: Sequence[Figure], whole: float) -> list[tuple[float, float]]:
    cut, at = [], 0.0
    for value in values:
        width = float(value) * 100 / whole if whole else 0.0
        cut.append((round(at, 3), round(width, 3)))
        at += width
    return cut


def _sum(series: Sequence[Series], place: int) -> Figure | None:
    known = [value for one in series if (value := one.values[place]) is not None]
    return sum(known) if known else None


def _runs(values: Sequence[Figure | None]) -> list[list[tuple[int, Figure]]]:
    """Neighbours that are known, as lines; a single one is only a dot."""
    runs: list[list[tuple[int, Figure]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if len(run) > 1]


def _end(value: float) -> float:
    """The next easy number from here: 71 -> 80."""
    if value <= 0:
        return 0.0
    unit = 10.0 ** floor(log10(value))
    return next(step * unit for step in NICE if step * unit >= value * (1 - 1e-9))


def _grid(low: float, top: float, say: Say) -> Markup:
    drawn = Markup()
    for step in (0, 1, 2):
        y = ABOVE + HIGH - HIGH * step // 2
        drawn += RULE.format(y, y - 5, say(round(low + (top - low) * step / 2, 6)))
    return drawn


def _tone(one: Series, order: int) -> str:
    return f"tone-{one.tone or order % 6 + 1}"


def _rect(tone: str, start: float, width: float, title: str = "") -> Markup:
    if width <= 0:
        return Markup()
    hover = Markup("<title>{}</title>").format(title) if title else ""
    return PART.format(tone, round(start, 3), round(width, 3), hover)


def _bar(label: str, value: str, rects: Markup) -> Markup:
    return BAR.format(label, value, rects)


def _bars(bars: Markup) -> Markup:
    return Markup('<ul class="bars">{}</ul>').format(bars)


def _legend(series: Sequence[Series], shape: str) -> Markup:
    return Markup('<ul class="legend">{}</ul>').format(Markup().join(
        Markup('<li><svg class="{}" aria-hidden="true">{}</svg>{}</li>').format(
            shape, SWATCHES[shape].format(_tone(one, order)), one.name) for order, one in enumerate(series)))


def _table(title: str, corner: str, labels: Sequence[str], series: Sequence[Series], say: Say) -> Markup:
    head = Markup().join(Markup('<th scope="col" class="number">{}</th>').format(one.name) for one in series)
    rows = Markup().join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(label, Markup().join(
            Markup('<td class="number">{}</td>').format(say(one.values[place])) for one in series))
        for place, label in enumerate(labels))
    return TABLE.format(title, corner, head, rows)


def _figure(title: str, drawn: Markup, table: Markup, unit: str, note: str, level: int) -> Markup:
    return FIGURE.format(
        title=title, level=level, drawn=drawn, table=table, more=gettext("The same numbers as a table"),
        unit=Markup('<p class="unit">{}</p>').format(unit) if unit else "",
        note=Markup('<p class="note">{}</p>').format(note) if note else "")
