from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.models import Delivery


def clock(label: Any, hint: Any = "") -> forms.TimeField:
    return forms.TimeField(label=label, required=False, help_text=hint,
                           widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


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
