"""What this room reads of the country pack: `pendopo check` asks each reader, which raises Malformed."""
from collections.abc import Callable
from pathlib import Path

from pendopo.analysis import ogp
from pendopo.analysis.commitments import Reading
from pendopo.channels.plans.packs import COMMITMENTS, OURS, TOTALS, organisations
from pendopo.kit.country import ROW, Malformed, country, folder, there

NEEDED_BY = "plans"              # the demo of this room; a country that has none may leave the plans out


def plans(name: str) -> None:
    """Raises Malformed."""
    file = folder("plans", name)
    if file.is_file() or NEEDED_BY in country().demo.rooms:
        right(file, ogp.read(there(file).read_bytes().replace(b"{0}", b"2026").replace(b"{1}", b"2027"), file.name,
                             dict(country().languages)))


def totals() -> None:
    """Raises Malformed."""
    file = folder("plans", TOTALS.name)
    if file.is_file() or NEEDED_BY in country().demo.rooms:
        right(file, ogp.read_totals(there(file).read_bytes(), file.name))


def right(file: Path, found: Reading) -> None:
    for problem in found.errors:
        raise Malformed(file, ROW, line=problem.line)


PACKED: list[Callable[[], object]] = [lambda: plans(COMMITMENTS.name), lambda: plans(OURS.name), totals, organisations]
