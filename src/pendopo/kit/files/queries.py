"""Which file an address means; files to take along."""
from collections.abc import Iterable, Iterator
from typing import IO

from pendopo.kit.files import disk
from pendopo.kit.files.models import StoredFile, Visibility


def public(sha256: str, name: str | None = None) -> StoredFile | None:
    """The public file with this content, and this name if one is given. A private one is not there."""
    found = StoredFile.objects.filter(sha256=sha256, visibility=Visibility.PUBLIC)
    return (found if name is None else found.filter(name=name)).order_by("pk").first()


def opened(files: Iterable[StoredFile]) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of each, one after the other, for the copy of somebody's data; whoever asks closes them."""
    for file in files:
        path = disk.path_of(file.sha256)
        if path.exists():                   # bytes that a broken disk lost must not keep the rest from anybody
            yield file.name, path.open("rb")
