"""Keeping and letting go of files. Who may is decided by the room that holds them; the kit knows no person.

The slow part comes first and outside any transaction: `keep` checks the room left, scans and writes the bytes.
Then an action stores the row: `store`. Bytes without a row are swept away after a day.
"""
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.functional import Promise

from pendopo.kit.files import disk, sentences
from pendopo.kit.files.checks import Checked, cleaned
from pendopo.kit.files.kinds import EVERY
from pendopo.kit.files.models import StoredFile, Visibility
from pendopo.kit.files.queries import strays
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.whole import whole
from pendopo.kit.work.keeping import rule


class Kept(NamedTuple):
    """Bytes that lie on the disk and wait for their row."""
    name: str
    mime: str
    size: int
    sha256: str
    width: int | None
    height: int | None
    thumbnail: str
    cautions: tuple[Promise, ...] = ()      # what the person should know


def keep(*, checked: Checked) -> Kept:
    """Writes the bytes. Raises NotTaken when the quota is used up or the scanner objects."""
    used = StoredFile.objects.aggregate(sum=Sum("size"))["sum"] or 0
    if used + len(checked.content) > settings.FILES_QUOTA:
        raise NotTaken(sentences.FULL)
    thumbnail = disk.put(checked.thumbnail) if checked.thumbnail else ""
    return Kept(checked.name, checked.kind.mime, len(checked.content), disk.put(checked.content), checked.width,
                checked.height, thumbnail, checked.cautions)


def store(*, kept: Kept, visibility: str = Visibility.PRIVATE) -> StoredFile:
    """The row of a file, inside the action that takes it in. Private unless said otherwise."""
    with whole():
        return StoredFile.objects.create(
            name=kept.name, mime=kept.mime, size=kept.size, sha256=kept.sha256, width=kept.width, height=kept.height,
            thumbnail=kept.thumbnail, visibility=visibility, made=timezone.now())


def show(*, file: StoredFile, visibility: str) -> StoredFile:
    """Makes a file public, or takes it back. What caches elsewhere have seen stays seen."""
    with whole():
        StoredFile.objects.filter(pk=file.pk).update(visibility=visibility)
    file.visibility = visibility
    return file


def rename(*, file: StoredFile, name: str) -> StoredFile:
    """Another name, e.g. without a person's; the ending stays that of the content."""
    kind = next(kind for kind in EVERY if kind.mime == file.mime)
    file.name = cleaned(name, kind)
    with whole():
        StoredFile.objects.filter(pk=file.pk).update(name=file.name)
    return file


def unname(files: Iterable[StoredFile]) -> None:
    """Whoever handed them in is erased: the names that they gave their files may tell who they were."""
    for file in files:
        rename(file=file, name="")


def forget(*, file: StoredFile) -> None:
    """Erases a file that nothing points to any more (ProtectedError otherwise), and its bytes unless someone else
    handed in the same."""
    digests = [digest for digest in (file.sha256, file.thumbnail) if digest]
    with whole():
        file.delete()
        transaction.on_commit(partial(_drop, digests))


def sweep() -> int:
    """Removes bytes that no row names, older than the rule allows: uploads whose form was never finished. Gives their
    number."""
    gone = list(strays(timezone.now() - rule("uploads").span))
    for _touched, path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _drop(digests: list[str]) -> None:
    for digest in digests:
        if not _used(digest):
            disk.remove(digest)


def _used(digest: str) -> bool:
    return StoredFile.objects.filter(Q(sha256=digest) | Q(thumbnail=digest)).exists()
