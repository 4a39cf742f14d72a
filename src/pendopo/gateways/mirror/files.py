"""Files of a draft. It shares its bytes with the published copy: nothing is written into a file that is there. A folder
may hold one folder for each record: its names are read as they come, and never all held at a time."""
import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

AT_ONCE = 1_000                  # names that are held while a folder is emptied


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


def within(folder: Path) -> Iterator[Path]:
    """Every file in a folder and in those below it. Whoever reads may remove the file that was just given."""
    with os.scandir(folder) as names:
        for one in names:
            if one.is_dir(follow_symlinks=False):
                yield from within(folder / one.name)
            else:
                yield folder / one.name


def clear(folder: Path) -> None:
    """A folder, with all that is in it; a link goes, and not what it leads to."""
    while names := some(folder):
        for name, is_folder in names:
            if is_folder:
                clear(folder / name)
            else:
                (folder / name).unlink()
    folder.rmdir()


def some(folder: Path) -> list[tuple[str, bool]]:
    with os.scandir(folder) as names:
        return [(one.name, one.is_dir(follow_symlinks=False)) for one in islice(names, AT_ONCE)]
