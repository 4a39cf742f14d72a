"""The area data that ships with the program. A pack is a folder: edition.json, a CSV of names, maybe shapes."""
import csv
import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

PACKS = Path(__file__).resolve().parents[2] / "packs"
AREAS = PACKS / "areas"                     # all of Indonesia, ODbL 1.0
DEMO = PACKS / "demo_region"                # the invented Kabupaten Contoh, 99.99


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
    demo: bool                              # its codes begin with 99, and it touches no others
    file: Path
    shapes: Path | None
    digest: str

    def rows(self) -> Iterator[Row]:
        raw = self.file.read_bytes()
        text = (gzip.decompress(raw) if self.file.suffix == ".gz" else raw).decode("utf-8")
        lines = csv.reader(text.splitlines())
        if next(lines) == ["code", "name"]:
            yield from (Row(code, name, None, None) for code, name in lines)
        else:
            yield from (Row(code, name, float(lat), float(lng)) for code, name, lat, lng in lines)


def opened(folder: Path) -> Pack:
    edition = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    file = folder / edition["file"]
    shapes = folder / edition["shapes"] if "shapes" in edition else None
    seen = sha256(file.read_bytes() + (shapes.read_bytes() if shapes else b""))
    return Pack(edition["name"], edition["source"], edition["licence"], edition.get("demo", False), file, shapes,
                seen.hexdigest())
