"""What is asked before a program gets a key."""
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.gateways.open311.models import Body, Key

SCOPE_WORDS = {
    "read": _("ask how far its own reports are"), "write": _("send reports"),
    "updates": _("bring news of what we sent there")}


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Name of the program"), max_length=100, help_text=_(
        "For example: the app of the water company. The name says whose key it is and is never used again."))
    scopes = forms.MultipleChoiceField(label=_("What it may do"), choices=list(SCOPE_WORDS.items()),
                                       widget=forms.CheckboxSelectMultiple)
    body = forms.ModelChoiceField(label=_("Whose news it brings"), queryset=Body.objects.order_by("name"),
                                  required=False, empty_label=_("nobody's"), to_field_name="name")

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Key.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a key of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "updates" in told.get("scopes", ()) and told.get("body") is None:
            self.add_error("body", _("News can be brought only by a body to which reports are sent."))
        return told
