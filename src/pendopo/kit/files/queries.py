"""Which file an address means; files to take along."""
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from pendopo.kit.files import disk
from pendopo.kit.files.models import StoredFile, Visibility

AT_ONCE = 400                   # names in one question to the database


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


def strays(before: datetime) -> Iterator[tuple[float, Path]]:
    """Bytes on the disk, last touched before that moment, that no row names, with the moment; the oldest first."""
    old = sorted((touched, path) for touched, path in lying() if touched < before.timestamp())
    for first in range(0, len(old), AT_ONCE):
        some = old[first:first + AT_ONCE]
        digests = [path.parent.name + path.name for _touched, path in some]
        named = {*StoredFile.objects.filter(sha256__in=digests).values_list("sha256", flat=True),
                 *StoredFile.objects.filter(thumbnail__in=digests).values_list("thumbnail", flat=True)}
        yield from (one for one, digest in zip(some, digests, strict=True) if digest not in named)


def lying() -> Iterator[tuple[float, Path]]:
    """Everything on the disk, with the moment at which it was last touched. An upload that ends just now takes its
    unfinished file away while we look."""
    for path in Path(settings.FILES_ROOT).glob("??/*"):
        with suppress(FileNotFoundError):
            yield path.stat().st_mtime, path
