import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 200_000       # characters of a receipt file; ours have a few thousand


class ReceiptForm(forms.Form):
    """A proof as a file, or pasted."""
    file = forms.FileField(label=_("Proof file"), required=False)
    text = forms.CharField(label=_("or its text"), required=False, max_length=LONGEST, widget=forms.Textarea(
        attrs={"rows": 6}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.get("file")
        if file and file.size > LONGEST:
            raise forms.ValidationError(_("This file is too large to be a proof."))
        text = file.read().decode("utf-8", "replace") if file else given.get("text", "")
        if not text.strip():
            raise forms.ValidationError(_("Choose the file that you saved, or paste its text."))
        try:
            receipt = json.loads(text)
        except (ValueError, RecursionError):       # brackets within brackets, three thousand deep
            receipt = None
        if not isinstance(receipt, dict) or receipt.get("format") != "pendopo-receipt-v1":
            raise forms.ValidationError(_("This is not a proof that Pendopo gave. It begins with {\"format\": ..."))
        return {**given, "receipt": receipt}
