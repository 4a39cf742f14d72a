"""Files of a draft. It shares its bytes with the published copy: nothing is written into a file that is there."""
import shutil
from pathlib import Path


def put(place: Path, data: bytes) -> None:
    """Tried as if the folder were there and the file were not: so it is nearly always."""
    try:
        write(place, data)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        put(place, data)
    except FileExistsError:
        place.unlink()
        put(place, data)


def write(place: Path, data: bytes) -> None:
    with place.open("xb", buffering=0) as file:
        file.write(data)


def link(old: Path, new: Path) -> None:
    """The same bytes at another place; a real copy where the disk cannot do that."""
    new.parent.mkdir(parents=True, exist_ok=True)
    new.unlink(missing_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)
