"""Files that are sealed before they are written. The row in kit/files knows a heap of bytes and no name."""
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Sum

from pendopo.kit.files import disk, sentences
from pendopo.kit.files.actions import Kept
from pendopo.kit.files.checks import Checked
from pendopo.kit.files.models import StoredFile
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.seal.boxes import Box

NAME, MIME = "tersegel", "application/octet-stream"


def scan(checked: Checked) -> None:
    """The scanner looks at a file that lies in memory only (Linux). Raises NotTaken."""
    if not settings.FILES_SCANNER:
        return
    handle = os.memfd_create("berkas")
    try:
        os.write(handle, checked.content)
        disk.scan(Path(f"/proc/{os.getpid()}/fd/{handle}"))
    finally:
        os.close(handle)


def keep_sealed(checked: Checked, box: Box) -> tuple[Kept, dict[str, Any]]:
    """Sealed bytes on the disk, and what they are, to be sealed into the row beside. Raises NotTaken when full."""
    used = StoredFile.objects.aggregate(sum=Sum("size"))["sum"] or 0
    if used + len(checked.content) > settings.FILES_QUOTA:
        raise NotTaken(sentences.FULL)
    body = box.seal(checked.content, "file")
    about = {"name": checked.name, "mime": checked.kind.mime, "size": len(checked.content), "width": checked.width,
             "height": checked.height}
    return Kept(NAME, MIME, len(body), disk.put(body), None, None, ""), about


def content(file: StoredFile, box: Box) -> bytes:
    """The plain bytes, for one answer. Raises Shut; FileNotFoundError when the disk has lost them."""
    return box.open(disk.path_of(file.sha256).read_bytes(), "file")
