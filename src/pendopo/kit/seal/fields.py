"""A form field for files that will be sealed: checked in memory, never written in plain."""
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import ngettext_lazy

from pendopo.kit.files.checks import Checked, accept
from pendopo.kit.files.kinds import DOCUMENTS, PICTURES, Kind

TOO_MANY = ngettext_lazy("At most %(most)d file at once.", "At most %(most)d files at once.", "most")


class Several(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them, where the browser sent several."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class SealedField(forms.FileField):
    """cleaned_data is a list of Checked, perhaps empty: hand it to an action, which seals and keeps it."""
    widget = Several

    def __init__(self, *, allowed: Collection[Kind] = PICTURES | DOCUMENTS, most: int = 5, **kwargs: Any) -> None:
        self.allowed, self.most = allowed, most
        super().__init__(**{"required": False, **kwargs})
        self.widget.attrs["accept"] = ",".join(sorted(f".{kind.ending}" for kind in allowed))
        if most == 1:
            self.widget.allow_multiple_selected = False
            self.widget.attrs.pop("multiple", None)
        else:
            self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> Any:
        uploads = [one for one in (data if isinstance(data, list) else [data]) if isinstance(one, UploadedFile)]
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.most:
            raise forms.ValidationError(TOO_MANY % {"most": self.most}, code="many")
        found: list[Checked] = [accept(super(SealedField, self).clean(one), self.allowed) for one in uploads]
        return found
