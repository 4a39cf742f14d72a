"""Uploads that never touch the disk in plain. Django spools what is large into a temporary file; here it stays in
memory, up to a limit, and is sealed before anything is written."""
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

MOST = 30 * 1024 * 1024              # bytes of one form with all its files


class InMemory(MemoryFileUploadHandler):
    def handle_raw_input(self, input_data: Any, META: dict[str, Any], content_length: int, boundary: str,
                         encoding: str | None = None) -> None:
        """Refused before the first byte is read when it says that it is too much."""
        self.activated = True
        if content_length > MOST:
            raise StopUpload(connection_reset=True)
