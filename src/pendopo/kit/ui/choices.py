"""What somebody can choose from in a form, where it is known only when the form is shown."""
from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """(value, label) of one field. Raises TypeError: it is no field to choose in."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is a {type(field).__name__}")
    field.choices = list(choices)
