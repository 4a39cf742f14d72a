"""What may come in about forums, leaders and promises."""
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.plans.forms import SHORT, PartialDate, Speaking, long
from pendopo.channels.plans.making_forms import Attached, day, office, offices
from pendopo.channels.plans.models import Part
from pendopo.channels.plans.words import FUNCTIONS, HANDED, MEETINGS, PROMISES
from pendopo.core.notices.forms import ContactField
from pendopo.kit.files.fields import UploadField


class ForumForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    about = long(_("What it is for"))
    decree = forms.CharField(label=_("What founded it"), max_length=200, required=False,
                             help_text=_("For example: Regent's decree 12 of 2027."))
    since = day(_("Since"), required=False)

    def __init__(self, keepers: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = office(_("Who keeps its papers"), keepers, required=True, empty_label=None)


class RulesForm(Attached):
    text = long(_("The rules"), help_text=_("Who can become a member, how it decides, how often it meets."))
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")
    file = UploadField(label=_("File"), required=False)


class SeatForm(forms.Form):
    function = forms.ChoiceField(label=_("Function"), choices=lambda: FUNCTIONS.items(), initial="member")

    def __init__(self, members: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = office(_("Organisation"), members, required=True)
        self.order_fields(["organisation", "function"])


class MeetingForm(forms.Form):
    day = day(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    sort = forms.ChoiceField(label=_("What for"), choices=lambda: MEETINGS.items())
    agenda = long(_("Agenda"), required=True)

    def __init__(self, plans: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"] = forms.ModelChoiceField(label=_("On which plan"), queryset=plans, required=False,
                                                     empty_label=_("None in particular"))


class MinutesForm(Attached):
    text = long(_("What was said and decided"))
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")
    file = UploadField(label=_("File"), required=False)
    people = forms.IntegerField(label=_("How many people came"), min_value=1, max_value=100_000, required=False)

    def __init__(self, members: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"] = offices(_("Which organisations were there"), members)


class DisputeForm(Speaking):
    text = long(_("What is wrong with it"), required=True)
    field_order = ["part", "text"]

    def __init__(self, parts: list[Part], *args: Any, **kwargs: Any) -> None:
        super().__init__(parts, *args, **kwargs)


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What do you say to the answer?"), widget=forms.RadioSelect, choices=[
        ("settled", _("We accept it: settled")), ("unsettled", _("We do not accept it: both statements stand"))])


class TermForm(forms.Form):
    post = forms.CharField(label=_("Post"), max_length=100, help_text=_("For example: Regent, Acting mayor."))
    leader = forms.CharField(label=_("Name"), max_length=200)
    acting = forms.BooleanField(label=_("Appointed for a time, not elected"), required=False)
    since = day(_("In office since"))
    until = day(_("Last day of the term"), required=False)

    def __init__(self, keepers: Any, terms: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"] = office(_("Whose staff answer for the promises"), keepers, required=True,
                                       empty_label=None)
        self.fields["predecessor"] = forms.ModelChoiceField(
            label=_("Comes after"), queryset=terms, required=False, empty_label=_("The first on record here"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", _("The end lies before the start."))
        return told


class EndTermForm(forms.Form):
    day = day(_("Last day in office"), initial=timezone.localdate)
    ending = forms.CharField(label=_("How it ended"), max_length=SHORT, required=False,
                             help_text=_("For example: the term is over; resigned."))

    def clean_day(self) -> Any:
        if self.cleaned_data["day"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["day"]


class HandoverForm(forms.Form):
    answer = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect, choices=[
        (name, words) for name, (words, _tone) in HANDED.items() if name])
    reason = long(_("The reason"), required=True)


class AskForm(forms.Form):
    text = forms.CharField(label=_("What do you ask of the leader?"), max_length=2_000,
                           widget=forms.Textarea(attrs={"rows": 6}),
                           help_text=_("Everybody can read it; telephone and identity numbers are masked."))
    name = forms.CharField(label=_("How may we call you?"), max_length=100, required=False,
                           help_text=_("Stands beside your words. It may stay empty."))
    venue = forms.CharField(label=_("Where did you ask it, if you asked it aloud?"), max_length=200, required=False)
    contact = ContactField()
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account:
            del self.fields["contact"]                   # an account is told in its own way


class PromiseForm(forms.Form):
    """The answer to what somebody asked."""
    title = forms.CharField(label=_("The promise in one line"), max_length=SHORT)
    action = long(_("What was promised"), required=True)
    said = PartialDate(label=_("When it was promised"))
    end = PartialDate(label=_("Until when"), required=False)

    def __init__(self, leads: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"] = office(_("Lead unit"), leads, empty_label=_("Not decided yet"))


class RecordForm(PromiseForm):
    sort = forms.ChoiceField(label=_("Where it was said"), choices=lambda: PROMISES.items())
    venue = forms.CharField(label=_("Place or document"), max_length=200, required=False)
    asker = forms.CharField(label=_("Who asked"), max_length=100, required=False,
                            help_text=_("As they agreed to be called, for example initials and village."))
    question = long(_("What was asked"))
    field_order = ["sort", "title", "action", "said", "venue", "end", "lead", "asker", "question"]


class ConfirmForm(forms.Form):
    kept = forms.ChoiceField(label=_("Was the promise kept?"), widget=forms.RadioSelect,
                             choices=[("yes", _("Yes, it was kept")), ("no", _("No, it was not kept"))])
    text = long(_("In your own words"))
