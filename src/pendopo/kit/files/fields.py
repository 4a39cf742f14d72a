"""A form field that takes a file: cleaned to bytes that lie on the disk, waiting for the action to store their row."""
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from pendopo.kit.files import actions
from pendopo.kit.files.checks import accept
from pendopo.kit.files.kinds import EVERY, Kind


class UploadField(forms.FileField):
    """cleaned_data is a Kept or None: hand it to files.actions.store within the action, and its cautions to the person.
    The name and size limits are those of the kinds allowed."""

    def __init__(self, *, allowed: Collection[Kind] = EVERY, **kwargs: Any) -> None:
        self.allowed = allowed
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ",".join(sorted(f".{kind.ending}" for kind in allowed))

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        return actions.keep(checked=accept(upload, self.allowed))
