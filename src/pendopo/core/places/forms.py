"""Until when nothing is taken in, and why."""
from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST = timedelta(days=7)      # a slip of the finger must not close a city for a year


def checked(until: datetime) -> datetime:
    """Raises ValidationError where it is no time to close until."""
    now = timezone.now()
    if until <= now:
        raise forms.ValidationError(gettext("This time is over already. Name one that is still to come."))
    if until > now + LONGEST:
        raise forms.ValidationError(gettext("Seven days at most. If it takes longer, name a new time then."))
    return until


class ClosingForm(forms.Form):
    until = forms.DateTimeField(label=_("Until when"), help_text=_("It opens by itself at this time."),
                                widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}))
    why = forms.CharField(label=_("Why"), max_length=200, help_text=_(
        "Everybody reads this on every page, e.g. “We are moving to a larger disk.”"))

    def clean_until(self) -> datetime:
        return checked(self.cleaned_data["until"])
