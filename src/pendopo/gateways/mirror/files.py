"""Files of a draft. It shares its bytes with the published copy: nothing is written into a file that is there."""
import shutil
from pathlib import Path


def put(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.write_bytes(data)


def link(old: Path, new: Path) -> None:
    """The same bytes at another place; a real copy where the disk cannot do that."""
    new.parent.mkdir(parents=True, exist_ok=True)
    new.unlink(missing_ok=True)
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)
