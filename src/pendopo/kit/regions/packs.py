"""The area data of the country pack: a folder with edition.json, a CSV of names, maybe shapes."""
import csv
import gzip
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pendopo.kit.country import N_, ROW, Malformed, data, folder, there

AREAS = folder("areas")                     # the whole country
DEMO = folder("demo_region")                # an invented place, its codes reserved


class Row(NamedTuple):
    code: str
    name: str
    lat: float | None
    lng: float | None


class Pack(NamedTuple):
    """An opened pack; the rows are read only when they are asked for."""
    name: str
    source: str
    licence: str
    demo: bool                              # its codes begin with the reserved part, and it touches no others
    file: Path
    shapes: Path | None
    digest: str
    size: int                               # places that it has

    def rows(self) -> Iterator[Row]:
        """Raises country.Malformed."""
        raw = self.file.read_bytes()
        try:
            text = (gzip.decompress(raw) if self.file.suffix == ".gz" else raw).decode("utf-8")
        except (ValueError, OSError, EOFError):
            raise Malformed(self.file, N_("This is not text in UTF-8, or it was packed badly.")) from None
        lines = csv.reader(text.splitlines())
        try:
            if next(lines, []) == ["code", "name"]:
                yield from (Row(code, name, None, None) for code, name in lines)
            else:
                yield from (Row(code, name, float(lat), float(lng)) for code, name, lat, lng in lines)
        except (ValueError, csv.Error):
            raise Malformed(self.file, ROW, line=lines.line_num) from None


def opened(pack: Path) -> Pack:
    """Raises country.Malformed."""
    edition = data(pack / "edition.json", "name", "source", "licence", "file")
    file = there(pack / edition["file"])
    shapes = there(pack / edition["shapes"]) if "shapes" in edition else None
    seen = sha256(file.read_bytes() + (shapes.read_bytes() if shapes else b""))
    return Pack(edition["name"], edition["source"], edition["licence"], edition.get("demo", False), file, shapes,
                seen.hexdigest(), sum(edition.get("counts", {}).values()))
