"""Makes packs/indonesia/areas from the npm package idn-area-data: all regions of Indonesia in one compressed file.

    npm pack idn-area-data@4.0.1 && tar xzf idn-area-data-4.0.1.tgz     (in a folder of your own)
    python tools/make_areas.py FOLDER/package

The data stands under the ODbL 1.0 and stays a file of its own; the pack carries the notice and the licence. Safe to run
twice: the same package gives the same bytes. Prints the counts.
"""
import csv
import gzip
import io
import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

PACK = Path(__file__).resolve().parent.parent / "src/pendopo/packs/indonesia/areas"
LEVELS = ("provinces", "regencies", "districts", "villages")
PARENTS = {"regencies": "province_code", "districts": "regency_code", "villages": "district_code"}


def rows(data: Path) -> list[tuple[str, str]]:
    """(code, name) of every region, sorted; stops with a sentence when a code is double or has no parent."""
    found: dict[str, str] = {}
    for level in LEVELS:
        with (data / f"{level}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code, parent = row["code"], row.get(PARENTS.get(level, ""), "")
                if code in found:
                    sys.exit(f"{level}: the code {code} stands there twice")
                if parent and (parent not in found or not code.startswith(parent + ".")):
                    sys.exit(f"{level}: {code} says its parent is {parent}, which is not so")
                found[code] = " ".join(row["name"].split())
    return sorted(found.items())


def main(package: Path) -> None:
    meta = json.loads((package / "package.json").read_text(encoding="utf-8"))
    areas = rows(package / "data")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("code", "name"), *areas])
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    PACK.mkdir(parents=True, exist_ok=True)
    (PACK / "areas.csv.gz").write_bytes(packed)
    counts = Counter(code.count(".") for code, _name in areas)
    edition = {"name": f"idn-area-data {meta['version']}", "source": "https://github.com/fityannugroho/idn-area-data",
               "licence": "ODbL-1.0", "file": "areas.csv.gz", "sha256": sha256(packed).hexdigest(),
               "counts": {level: counts[depth] for depth, level in enumerate(LEVELS)}}
    (PACK / "edition.json").write_text(json.dumps(edition, indent=1) + "\n", encoding="utf-8")
    licence = (package / "data/LICENSE.md").read_text(encoding="utf-8")
    (PACK / "LICENSE-ODbL-1.0.md").write_text(licence, encoding="utf-8")
    sys.stdout.write(f"{edition['name']}: {edition['counts']}, {len(areas)} rows, {len(packed):,} bytes\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
