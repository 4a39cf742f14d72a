"""Fields that several forms of this room have."""
from typing import Any

from django import forms


class OfficeField(forms.ModelChoiceField):     # type: ignore[type-arg]  # Django's own class takes no type argument
    """An office by its name in the language of the page, where it has one in it."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.called)
