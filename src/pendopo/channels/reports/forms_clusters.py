"""What staff say of a shared problem."""
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.forms import text_field
from pendopo.channels.reports.forms_public import PublicForm
from pendopo.channels.reports.models import Report


class ClusterForm(PublicForm):
    """Which of the proposed reports belong to it, and how it is called."""
    READ = ("title", "text")
    title = forms.CharField(label=_("Title for the public"), max_length=150)
    text = text_field(_("What it is about, for everybody"), help_text=_(
        "In your own words, without names. What the reports say stands below it anyway."))
    reports = forms.MultipleChoiceField(label=_("Reports that belong to it"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, reports: list[Report], named: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reports"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(str(one.pk), f"{one.code} {one.title}") for one in reports]
        self.initial.setdefault("reports", [str(one.pk) for one in reports])
        if not named:                        # they join one that has its name already
            del self.fields["title"], self.fields["text"]


class ClusterAnswerForm(PublicForm):
    text = text_field(_("To each reporter"), min_length=3)
    public = text_field(_("What the public reads of it"), min_length=3)
    sure = forms.BooleanField(label=_("I have read it: it names nobody"))
