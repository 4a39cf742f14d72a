"""Duplicate suggestion in 200,000 invented reports: time of one question, and how often it is right, beside a radius.

The candidates come out of a table in SQLite made as channels/reports has it (one row a report, indexes by cell,
village, contact and four bands); the pure function then ranks them. The baseline is what peers do: same category within
250 m and 90 days, newest first. Bar: <= 50 ms a suggestion.
"""
import sqlite3
import time
from collections import Counter, defaultdict
from pathlib import Path

from pendopo.analysis.invention.city import invent_city
from pendopo.analysis.invention.reports import invent
from pendopo.analysis.similarity import SPAN, Sketch, metres, near, sketch, suggest

COUNT, ASKED, LIMIT = 200_000, 4_000, 200
FIELDS = "key, day, category, grp, village, cell, lat, lng, contact, identities, words, band1, band2, band3, band4"
TABLE = f"CREATE TABLE sketch ({FIELDS.replace('key,', 'key INTEGER PRIMARY KEY,')})"
INDEXES = (("cell", "day"), ("village", "grp", "day"), ("contact", "day"), ("band1", "day"), ("band2", "day"),
           ("band3", "day"), ("band4", "day"))


def row_of(one: Sketch) -> tuple[object, ...]:
    return (one.key, one.day, one.category, one.group, one.village, one.cell, one.lat, one.lng, one.contact,
            " ".join(sorted(one.identities)), one.words, *one.bands)


def sketch_of(row: tuple) -> Sketch:
    return Sketch(*row[:9], frozenset(row[9].split()), row[10], row[11:])


def candidates(base: sqlite3.Connection, new: Sketch) -> list[Sketch]:
    """Newest LIMIT of each way in; a report found by two ways is one candidate."""
    ways: list[tuple[str, tuple[object, ...]]] = []
    if new.cell is not None:
        ways += [("cell = ?", (cell,)) for cell in near(new.cell)]
    if new.village:
        pointless = "" if new.cell is None else " AND cell IS NULL"
        ways.append((f"village = ? AND grp = ?{pointless}", (new.village, new.group)))
    if new.contact:
        ways.append(("contact = ?", (new.contact,)))
    ways += [(f"band{place} = ?", (band,)) for place, band in enumerate(new.bands, 1)]
    found: dict[int, Sketch] = {}
    for where, values in ways:
        asked = f"SELECT {FIELDS} FROM sketch WHERE {where} AND day >= ? ORDER BY day DESC LIMIT {LIMIT}"
        for row in base.execute(asked, (*values, new.day - SPAN)):
            found[row[0]] = sketch_of(row)
    return list(found.values())


def radius(base: sqlite3.Connection, new: Sketch) -> list[int]:
    if new.cell is None:
        return []
    marks = ",".join("?" * 9)
    rows = base.execute(f"SELECT {FIELDS} FROM sketch WHERE cell IN ({marks}) AND category = ? AND day >= ? "
                        "ORDER BY day DESC", (*near(new.cell), new.category, new.day - SPAN))
    return [one.key for one in map(sketch_of, rows) if (metres(new, one) or 0) <= 250][:5]


def main() -> None:
    city = invent_city()
    bound, parents = city.person_bound(), city.parents()
    home = Path("build/bench")
    home.mkdir(parents=True, exist_ok=True)
    (home / "sketches.sqlite3").unlink(missing_ok=True)
    base = sqlite3.connect(home / "sketches.sqlite3")
    base.execute(TABLE)
    for number, columns in enumerate(INDEXES):
        base.execute(f"CREATE INDEX sketch_{number} ON sketch ({', '.join(columns)})")
    matters: dict[int, list[tuple[int, int]]] = defaultdict(list)
    spent, sums, cut = [], Counter(), 0.0
    start = time.process_time()
    for row in invent(COUNT):
        if row.secret or row.category in bound:
            continue
        names = {str(hash(row.text[mark.start:mark.end])) for mark in row.planted if mark.sort != "phone"}
        began = time.process_time()
        one = sketch(row.number, f"{row.title}\n{row.text}", day=row.created.date(), category=row.category,
                     group=parents.get(row.category, ""), village=row.village, lat=row.lat, lng=row.lng,
                     contact=row.sender, identities=names)
        cut += time.process_time() - began
        sums["rows"] += 1
        if row.number > COUNT - ASKED:
            began = time.perf_counter()
            told = suggest(one, candidates(base, one), person_bound=bound)
            spent.append((time.perf_counter() - began) * 1000)
            true = {key for key, day in matters[row.incident] if day >= one.day - SPAN}
            tell(sums, "ours", [suggestion.key for suggestion in told], true)
            tell(sums, "radius", radius(base, one), true)
            for suggestion in told:
                sums[f"{suggestion.kind}"] += 1
                sums[f"{suggestion.kind} right"] += suggestion.key in true
            sums["persons joined"] += row.likeness == "template" and any(each.likeness > 0.6 for each in told)
        base.execute(f"INSERT INTO sketch VALUES ({','.join('?' * 15)})", row_of(one))
        matters[row.incident].append((one.key, one.day))
    base.commit()
    spent.sort()
    size = (home / "sketches.sqlite3").stat().st_size / 1e6
    print(f"   {sums['rows']:,} of {COUNT:,} reports have a sketch ({cut / sums['rows'] * 1e6:.0f} us each); table and "
          f"indexes {size:.0f} MB; all in {time.process_time() - start:.0f} s")
    print(f"   one suggestion p50 {spent[len(spent) // 2]:.1f} ms p99 {spent[len(spent) * 99 // 100]:.1f} ms max "
          f"{spent[-1]:.1f} ms (bar 50)")
    for name in ("radius", "ours"):
        shown = f"{name} shown"
        print(f"   {name:7} shown for {sums[shown]:5} of {len(spent)}; one of five is right "
              f"{ratio(sums, f'{name} right', shown):.3f}; first is right {ratio(sums, f'{name} first', shown):.3f}; "
              f"found of those that have one {ratio(sums, f'{name} right', 'have'):.3f}")
    print("   " + ", ".join(f"{kind} {sums[kind + ' right']} right of {sums[kind]}" for kind in
                            ("again", "campaign", "nearby")) + f"; persons joined: {sums['persons joined']}")


def tell(sums: Counter, name: str, told: list[int], true: set[int]) -> None:
    sums[f"{name} shown"] += bool(told)
    sums[f"{name} right"] += bool(true & set(told))
    sums[f"{name} first"] += bool(told) and told[0] in true
    sums["have"] += bool(true) and name == "ours"


def ratio(sums: Counter, one: str, two: str) -> float:
    return sums[one] / max(sums[two], 1)
