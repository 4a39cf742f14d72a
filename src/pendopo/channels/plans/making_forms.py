"""What may come in while a plan is made. A form hands its cleaned data to an action; it never saves."""
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.commitments import first_day, last_day, out_of_order
from pendopo.channels.plans.cycles import STAGES, Theme
from pendopo.channels.plans.forms import SHORT, PartialDate, long
from pendopo.channels.plans.models import Commitment, Plan
from pendopo.channels.plans.words import OUTCOMES, PAPERS, PLACES, TEXTS
from pendopo.channels.plans.words import STAGES as STAGE_WORDS
from pendopo.core.notices.forms import ContactField
from pendopo.core.people.fields import OfficeField, OfficesField
from pendopo.core.people.models import Organisation
from pendopo.kit.files.fields import UploadField
from pendopo.kit.ui.choices import offer

CODE = re.compile(r"[A-Z]{2,6}\d{1,3}")
TIMED = ("preparation", "proposals", "drafting", "response", "adopted")
LONGEST = 5_000                      # characters of a contribution
Offices = Iterable[Organisation]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: Any, required: bool = True, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), **more)


def office(label: Any, found: Any, required: bool = False, **more: Any) -> OfficeField:
    return OfficeField(label=label, queryset=found, required=required, **more)


def offices(label: Any, found: Any, **more: Any) -> OfficesField:
    return OfficesField(label=label, queryset=found, required=False, widget=forms.CheckboxSelectMultiple, **more)


class Ordered(forms.Form):
    """A start and an end that stand in this order, each as exactly as it is known."""

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if out_of_order(told.get("start", ""), told.get("end", "")):
            self.add_error("end", _("The end lies before the start."))
        return told


class OpenPlanForm(Ordered):
    code = forms.CharField(label=_("Code of the plan"), max_length=12, help_text=_("Letters and a number, as people "
                           "call it: CTH2. It stays for ever."))
    title = forms.CharField(label=_("Title"), max_length=SHORT)
    title_en = forms.CharField(label=_("Title in English"), max_length=SHORT, required=False)
    level = forms.ChoiceField(label=_("Level"), choices=[("local", PLACES["local"]), ("national", PLACES["national"])])
    start = PartialDate(label=_("Start"))
    end = PartialDate(label=_("End"))
    cohort = forms.CharField(label=_("Intake of OGP Local"), max_length=40, required=False,
                             help_text=_("If the city belongs to one, for example: 2024."))
    field_order = ["code", "title", "title_en", "level", "start", "end", "owner", "monitor", "forum", "cohort"]

    def __init__(self, owners: Any, monitors: Any, forums: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = office(_("Who keeps the plan"), owners, required=True, empty_label=None)
        self.fields["monitor"] = office(_("Monitoring body"), monitors,
                                        help_text=_("It assesses and edits nothing."))
        self.fields["forum"] = forms.ModelChoiceField(label=_("Multi-stakeholder forum"), queryset=forums,
                                                      required=False)
        self.order_fields(self.field_order)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if not CODE.fullmatch(code):
            raise ValidationError(_("A code is two to six letters and a number, for example CTH2."))
        if Plan.objects.filter(code=code).exists():
            raise ValidationError(_("There is a plan with this code already."))
        return code


class RenameForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=SHORT)
    title_en = forms.CharField(label=_("Title in English"), max_length=SHORT, required=False)
    reason = long(_("Reason"), required=True)


class TimelineForm(forms.Form):
    """From when until when each stage is. What is not planned yet stays empty; what people need to know may not."""

    def __init__(self, *args: Any, published: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in STAGES:
            for end, label, missing in (("start", _("From"), _("%(stage)s: from when?")),
                                        ("end", _("Until"), _("%(stage)s: until when?"))):
                self.fields[f"{name}_{end}"] = day(label, required=name in TIMED, error_messages={
                    "required": missing % {"stage": STAGE_WORDS[name]}})
        if published:
            self.fields["reason"] = forms.CharField(label=_("Why it changes"), max_length=SHORT)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        before: date | None = None
        for name in STAGES:
            start, end = told.get(f"{name}_start"), told.get(f"{name}_end")
            if (start and not end) or (end and not start):
                self.add_error(f"{name}_{'end' if start else 'start'}", _("A stage has two days."))
            if start and end and end < start:
                self.add_error(f"{name}_end", _("%(stage)s ends before it starts.") % {"stage": STAGE_WORDS[name]})
            if start and before and start < before:
                self.add_error(f"{name}_start", _("%(stage)s starts before the stage that comes first.") % {
                    "stage": STAGE_WORDS[name]})
            before = start or before
        return told

    def stages(self) -> list[tuple[Any, Any, Any]]:
        """(name of the stage, from, until), for the page."""
        return [(STAGE_WORDS[name], self[f"{name}_start"], self[f"{name}_end"]) for name in STAGES]

    def dates(self) -> dict[str, tuple[date, date]]:
        told = self.cleaned_data
        return {name: (told[f"{name}_start"], told[f"{name}_end"]) for name in STAGES if told.get(f"{name}_start")}


class ThemeForm(forms.Form):
    title = forms.CharField(label=_("Theme"), max_length=150, help_text=_("For example: Health, Village budgets."))


class Attached(forms.Form):
    """Words, an address or a file: at least one of them."""
    needs = True

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.needs and not self.errors and not (told.get("text") or told.get("url") or told.get("file")):
            raise ValidationError(_("Write the text, or give a file or an address."))
        return told


class PaperForm(Attached):
    sort = forms.ChoiceField(label=_("What it is"), choices=lambda: PAPERS.items())
    title = forms.CharField(label=_("Title"), max_length=SHORT)
    day = day(_("Day"), initial=timezone.localdate)
    text = long(_("Text"))
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")
    file = UploadField(label=_("File"), required=False)

    def __init__(self, themes: Iterable[Theme], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = {str(theme.pk): theme for theme in themes}
        if self.themes:
            self.fields["theme"] = forms.ChoiceField(label=_("Theme"), required=False, choices=[
                ("", _("All themes")), *((key, theme.title) for key, theme in self.themes.items())])

    def clean_theme(self) -> Theme | None:
        return self.themes.get(self.cleaned_data["theme"])


class AdoptForm(forms.Form):
    number = forms.CharField(label=_("Decree"), max_length=200,
                             help_text=_("Kind and number, for example: Regent's decree 12 of 2027."))
    day = day(_("Day of the decree"))
    url = forms.URLField(label=_("Where it can be read"), required=False, max_length=500, assume_scheme="https")
    file = UploadField(label=_("The decree as a file"), required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not self.errors and not told.get("url") and not told.get("file"):
            raise ValidationError(_("Add the decree as a file, or the address where it can be read."))
        return told


class SubmissionForm(forms.Form):
    day = day(_("Day of the submission"))

    def clean_day(self) -> date:
        found: date = self.cleaned_data["day"]
        if found > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return found


class ContributionForm(forms.Form):
    """No account is needed; a name is not, either."""
    text = forms.CharField(label=_("What should be in the plan, or what should change?"), max_length=LONGEST,
                           widget=forms.Textarea(attrs={"rows": 8}),
                           help_text=_("A problem, an idea, a number that should be reached. Everybody can read it; "
                                       "telephone and identity numbers are masked."))
    name = forms.CharField(label=_("How may we call you?"), max_length=100, required=False,
                           help_text=_("Stands beside your words. It may stay empty."))
    contact = ContactField()
    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, themes: Iterable[Theme], own: Offices, *args: Any, account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account:
            del self.fields["contact"]                   # an account is told in its own way
        self.themes = {str(theme.pk): theme for theme in themes}
        if self.themes:
            self.fields["theme"] = forms.ChoiceField(label=_("Theme"), required=False, choices=[
                ("", _("Another one")), *((key, theme.title) for key, theme in self.themes.items())])
        self.own = {str(one.pk): one for one in own}
        if self.own:
            self.fields["organisation"] = forms.ChoiceField(label=_("For whom you speak"), required=False, choices=[
                ("", _("For myself")), *((key, one.called) for key, one in self.own.items())])
        self.order_fields(["theme", "text", "organisation", "name", "contact", "key"])


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect,
                                choices=[(name, words) for name, (words, _tone) in OUTCOMES.items()])
    text = long(_("The reason"), required=True, help_text=_("In plain words, to the person who wrote."))

    def __init__(self, commitments: Iterable[Commitment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitments = {str(one.pk): one for one in commitments}
        if self.commitments:
            self.fields["commitments"] = forms.MultipleChoiceField(
                label=_("Where it went"), required=False, widget=forms.CheckboxSelectMultiple,
                choices=[(key, f"{one.number}. {one.title}") for key, one in self.commitments.items()])

    def chosen(self) -> list[Commitment]:
        return [self.commitments[key] for key in self.cleaned_data.get("commitments", [])]


class DraftForm(Ordered):
    """A commitment with everything that the templates of the partnership ask for (spec/domain.md 1.4)."""
    title = forms.CharField(label=_("Title"), max_length=SHORT)
    title_en = forms.CharField(label=_("Title in English"), max_length=SHORT, required=False)
    start = PartialDate(label=_("Start"))
    end = PartialDate(label=_("End"))

    def __init__(self, leads: Any, partners: Any, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["lead"] = office(_("Lead unit"), leads, empty_label=_("Not decided yet"))
        self.fields["partners"] = offices(_("Partners"), partners)
        for name, label in TEXTS.items():
            self.fields[name] = long(label, required=name in ("problem", "action"))
        self.fields["contact"] = forms.CharField(
            label=_("Whom to ask"), max_length=SHORT, required=False,
            help_text=_("A post and its office, not a private person: Head of data, Diskominfo."))

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("end") and self.plan.end and last_day(told["end"]) > last_day(self.plan.end):
            self.add_error("end", _("The commitment ends after its plan (%(end)s).") % {"end": self.plan.end})
        return told

    def told(self) -> dict[str, Any]:
        return {name: said for name, said in self.cleaned_data.items() if name not in ("lead", "partners")}


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("What is done"), max_length=SHORT,
                            help_text=_("With a figure if you can: \"Budgets of 20 villages are posted\"."))
    deliverable = long(_("What can be shown afterwards"), required=True,
                       help_text=_("Something that anybody can check: a page, a decree, a list, a photo of 20 boards."))
    start = PartialDate(label=_("Start"))
    due = PartialDate(label=_("End"))
    weight = forms.IntegerField(label=_("Weight"), min_value=1, max_value=100, initial=1, required=False)

    def __init__(self, commitment: Commitment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment = commitment

    def clean_weight(self) -> int:
        return self.cleaned_data["weight"] or 1

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        start, due, term = told.get("start", ""), told.get("due", ""), self.commitment
        if out_of_order(start, due):
            self.add_error("due", _("The end lies before the start."))
        if due and term.end and last_day(due) > last_day(term.end):
            self.add_error("due", _("The milestone ends after its commitment (%(end)s).") % {"end": term.end})
        if start and term.start and first_day(start) < first_day(term.start):
            self.add_error("start", _("The milestone starts before its commitment (%(start)s).") % {
                "start": term.start})
        return told


class SelfForm(forms.Form):
    moment = forms.ChoiceField(label=_("At which moment of the plan"), widget=forms.RadioSelect,
                               choices=[("midterm", _("Mid-term")), ("end", _("End of term"))])
    level = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect)
    text = long(_("What was reached"), required=True)
    next_steps = long(_("What comes next"))

    def __init__(self, levels: Iterable[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "level", levels)


class WordsForm(forms.Form):
    """One text: an objection, an answer, a reason."""
    text = long(_("Text"), required=True)

    def __init__(self, *args: Any, label: Any = "", hint: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
        self.fields["text"].help_text = hint
