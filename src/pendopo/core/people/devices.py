"""What a passkey answers: it comes from a stranger."""
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms

from pendopo.core.people.adapters import ERRORS


@contextmanager
def wrong_answer() -> Iterator[None]:
    try:
        yield
    except forms.ValidationError:
        raise
    except Exception as error:          # of any sort: CBOR, base64, structures of the wrong shape
        raise forms.ValidationError(ERRORS["incorrect_code"], code="incorrect_code") from error


class DeviceAnswer(forms.JSONField):
    """An object and nothing else. Python refuses to read a number of thousands of digits, or very deep lists, with an
    error of its own; what was refused is not drawn again."""

    def to_python(self, value: Any) -> Any:
        with wrong_answer():
            told = super().to_python(value)
            if told is not None and not isinstance(told, dict):
                raise TypeError(type(told))
            return told

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial
