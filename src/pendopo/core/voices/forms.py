from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pendopo.core.people.models import Organisation
from pendopo.core.voices.models import LONGEST, VOLUMES
from pendopo.core.voices.reasons import CHOICES
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.ui.choices import offer
from pendopo.kit.ui.figures import number

PLEA = 2_000            # characters of an objection, a verdict, an explanation


class Text(forms.CharField):
    """A long text. Too long a one is given back whole, with a sentence that says how long it may be."""

    def __init__(self, most: int, rows: int = 8, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=most, **options)
        self.error_messages["required"] = _("Write something first.")

    def run_validators(self, value: Any) -> None:
        if isinstance(value, str) and self.max_length and len(value) > self.max_length:
            raise forms.ValidationError(
                _("This text has %(length)s characters; %(most)s are possible. It is still here: shorten it, or send "
                  "it in several parts."), params={"length": number(len(value)), "most": number(self.max_length)})
        super().run_validators(value)


def too_often(error: TooOften) -> str:
    minutes = max(1, round(error.wait / 60))
    return ngettext("That was a lot in a short time. Please try again in %(minutes)d minute.",
                    "That was a lot in a short time. Please try again in %(minutes)d minutes.",
                    minutes) % {"minutes": minutes}


class CommentForm(forms.Form):
    text = Text(LONGEST, label=_("Your comment"), help_text=_("You can use **bold**, lists and links."))
    office = forms.ChoiceField(label=_("Who speaks?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *given: Any, offices: Iterable[Organisation] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [("", _("I myself")), *((str(office.pk), office.called) for office in offices)]
        offer(self, "office", choices)
        if len(choices) == 1:
            del self.fields["office"]


class VolumeForm(forms.Form):
    volume = forms.ChoiceField(label=_("How loudly do you want to be told?"), choices=VOLUMES,
                               widget=forms.RadioSelect)


class FlagForm(forms.Form):
    reason = forms.ChoiceField(label=_("Which rule does it break?"), choices=CHOICES, widget=forms.RadioSelect)
    words = Text(PLEA, rows=3, required=False, label=_("What should the moderators know?"),
                 help_text=_("Only moderators read this."))


class AppealForm(forms.Form):
    text = Text(PLEA, label=_("Why should your comment be shown?"),
                help_text=_("Another moderator reads this, not the one who hid it."))


class HideForm(forms.Form):
    reason = forms.ChoiceField(label=_("Which rule does it break?"), choices=CHOICES, widget=forms.RadioSelect)
    words = Text(PLEA, rows=3, required=False, label=_("In your own words (everybody can read this)"))


class DecisionForm(forms.Form):
    """What a moderator does with the comments that they ticked."""
    decision = forms.ChoiceField(choices=[("keep", _("Keep")), ("hide", _("Hide"))])
    reason = forms.ChoiceField(choices=[("", ""), *CHOICES], required=False)
    words = Text(PLEA, rows=2, required=False)
    comment = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *given: Any, waiting: Iterable[int] = (), **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "comment", [(str(key), key) for key in waiting])
        self.fields["comment"].error_messages["required"] = _("Tick at least one comment.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "hide" and not cleaned.get("reason"):
            self.add_error("reason", _("Name the rule that they break: whoever wrote them has a right to know."))
        return cleaned


class VerdictForm(forms.Form):
    restore = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect, choices=[
        ("yes", _("Show the comment again")), ("no", _("It stays hidden"))])
    words = Text(PLEA, rows=4, label=_("Why?"), help_text=_("Everybody can read this in the moderation log."))
