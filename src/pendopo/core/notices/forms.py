from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.models import Delivery
from pendopo.core.people.phones import e164
from pendopo.kit.country import country
from pendopo.kit.ui.dates import span
from pendopo.kit.work.keeping import rule


def clock(label: Any, hint: Any = "") -> forms.TimeField:
    return forms.TimeField(label=label, required=False, help_text=hint,
                           widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def kept() -> str:
    return gettext("A mobile number or an e-mail address. The first message asks there whether it is yours. It is kept "
                   "under seal: nobody here reads it, no page shows it, and it is used for these messages only. Every "
                   "message says how to stop; %(span)s after the last one it is deleted.") % {
        "span": span(rule("contacts").days)}


class ContactField(forms.CharField):
    """Where somebody without an account wants to hear more: "+62812…", "sari@…", or nothing."""

    def __init__(self, *, required: bool = False) -> None:
        super().__init__(label=_("Where may we tell you what becomes of it?"), required=required, max_length=254,
                         help_text=lazy(kept, str)())

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").strip()
        if not text:
            return ""
        if "@" in text:
            validate_email(text)
            return text
        try:
            return e164(text)
        except ValueError:
            raise forms.ValidationError(_("This is neither a telephone number nor an e-mail address. A number is "
                                          "written like %(example)s; an address has an @."),
                                        params={"example": country().phone_example}, code="invalid") from None


class ContactForm(forms.Form):
    contact = ContactField(required=True)


class DeliveryForm(forms.Form):
    pace = forms.ChoiceField(
        label=_("When do you want mail from us?"), choices=Delivery.PACES, widget=forms.RadioSelect,
        help_text=_("What you follow loudly, and what concerns you yourself and cannot wait, comes at once unless you "
                    "choose never."))
    quiet_from = clock(_("Quiet from"), _("No mail at once between these hours; it comes afterwards."))
    quiet_until = clock(_("Quiet until"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if (start is None) != (end is None):
            self.add_error("quiet_until" if end is None else "quiet_from",
                           gettext("Give both hours, or leave both empty."))
        elif start is not None and start == end:
            self.add_error("quiet_until", gettext("These hours are the same. To get no mail at all, choose never."))
        return cleaned
