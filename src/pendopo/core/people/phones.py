"""Telephone numbers in the one form in which they are kept: E.164 ("+6281234567890")."""
import re

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

HOME = "ID"                         # numbers without a country are Indonesian
NIK = re.compile(r"\d{16}")


def e164(text: str) -> str:
    """0812 3456 7890 -> +6281234567890. ValueError when it is no number that can exist."""
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError(text)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def looks_like_nik(text: str) -> bool:
    return NIK.fullmatch(re.sub(r"[\s.-]", "", text)) is not None


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
            raise forms.ValidationError(_("This is not a telephone number. Write it like 0812 3456 7890."),
                                        code="invalid") from None
