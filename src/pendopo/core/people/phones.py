"""Telephone numbers in the one form in which they are kept: E.164 ("+6281234567890")."""
import re

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kit.country import country


def e164(text: str) -> str:
    """0812 3456 7890 -> +6281234567890: without a country it is ours. ValueError when no such number can exist."""
    try:
        number = phonenumbers.parse(text, country().phone_region)
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def identity(text: str) -> str:
    """What the number is called, where it has the shape of that by which the state knows a person: "NIK"."""
    number = country().identity
    plain = re.sub(r"[\s.-]", "", text)
    return number.name if number and re.fullmatch(rf"\d{{{number.digits}}}", plain) else ""


class PhoneField(forms.CharField):
    """What people type, kept as E.164. The message names what went wrong."""

    def __init__(self, **options: object) -> None:
        options.setdefault("label", _("Telephone number"))
        options.setdefault("max_length", 30)
        options.setdefault("widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}))
        super().__init__(**options)  # type: ignore[arg-type]  # handed through from allauth

    def clean(self, value: str | None) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            return e164(text)
        except ValueError:
            raise forms.ValidationError(_("This is not a telephone number. Write it like %(example)s."),
                                        params={"example": country().phone_example}, code="invalid") from None
