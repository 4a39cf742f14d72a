"""What may come in. A form hands its cleaned data to an action; it never saves."""
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.commitments import MISSING, SCALES, is_partial, out_of_order
from pendopo.channels.plans.models import Commitment, Part
from pendopo.channels.plans.words import INDICATORS, LEVELS, MOMENTS, REPORTED, TEXTS, value
from pendopo.channels.plans.words import SCALES as SCALE_WORDS
from pendopo.core.records.models import Record
from pendopo.kit.codes import in_address
from pendopo.kit.files.fields import UploadField

LONG, SHORT = 10_000, 300                    # characters
DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
ASSESSED = (("completion", "completion"), ("design", "ambition"), ("design", "potential_for_results"),
            ("verifiable", "verifiable"), ("early_result", "early_results"),
            ("early_result", "did_it_open_government"))


class PartialDate(forms.CharField):
    """2027, 2027-06 or 2027-06-30; 06/2027 and 30/06/2027 are understood too. What is not known stays out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=10, help_text=_("As exactly as you know it: 2027, 2027-06 or 2027-06-30."),
                         **kwargs)

    def clean(self, value: Any) -> str:
        said = str(super().clean(value)).strip()
        if found := DAY_FIRST.fullmatch(said):
            day, month, year = found.groups()
            said = "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])
        if said and not is_partial(said):
            raise ValidationError(_("This is not a date. Write a year, a month or a day: 2027, 2027-06 or 2027-06-30."))
        return said


def long(label: Any, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=LONG,
                           widget=forms.Textarea(attrs={"rows": 5}), **more)


class EvidenceFields(forms.Form):
    """A file or an address; never both, so that it is clear what is shown."""
    title = forms.CharField(label=_("What is to be seen"), max_length=SHORT, required=False,
                            help_text=_("For example: Regent's decree 12 of 2027, photo of the notice board."))
    file = UploadField(label=_("File"), required=False,
                       help_text=_("PDF, picture, table or text. Its content is remembered by a hash."))
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")
    retrieved = forms.DateField(label=_("Looked at on"), required=False,
                                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    record = forms.CharField(label=_("Or the code of a record here"), required=False, max_length=24,
                             help_text=_("For example a report, a dataset or another commitment: RA-2027-0012-K."))

    def clean_record(self) -> Record | None:
        said = str(self.cleaned_data["record"]).strip()
        if not said:
            return None
        read = in_address(said)
        found = Record.objects.filter(code=str(read), visibility="public").first() if read else None
        if found is None:
            raise ValidationError(_("There is no public record with the code %(code)s."), params={"code": said})
        return found

    def clean_retrieved(self) -> Any:
        day = self.cleaned_data.get("retrieved")
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if sum(bool(told.get(name)) for name in ("file", "url", "record")) > 1:
            self.add_error("url", _("Give a file, an address or a record, one of them; add the others afterwards."))
        if told.get("record") and not told.get("title"):
            told["title"] = told["record"].title or told["record"].code
        if (told.get("file") or told.get("url")) and not told.get("title"):
            self.add_error("title", _("Say in a few words what is to be seen there."))
        if told.get("url") and not told.get("retrieved") and "retrieved" not in self.errors:
            told["retrieved"] = timezone.localdate()           # whoever gives an address has looked at it
        return told


class Speaking(forms.Form):
    """For whom somebody speaks, where they may speak for more than one organisation."""
    part = forms.ChoiceField(label=_("For which organisation"), required=True)

    def __init__(self, parts: list[Part], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {str(part.pk): part for part in parts}
        field = self.fields["part"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, part.organisation.name) for key, part in self.parts.items()]
        if len(parts) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(parts[0].pk)

    def clean_part(self) -> Part:
        return self.parts[self.cleaned_data["part"]]


class ReportForm(Speaking, EvidenceFields):
    level = forms.ChoiceField(label=_("How far it is"), widget=forms.RadioSelect,
                              choices=[(level, LEVELS[level][0]) for level in REPORTED])
    text = long(_("What was done, and what was not"), required=True)
    field_order = ["part", "level", "text", "title", "file", "url", "retrieved", "record"]


class EvidenceForm(Speaking, EvidenceFields):
    field_order = ["part", "title", "file", "url", "retrieved", "record"]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if not (told.get("file") or told.get("url") or told.get("record")) and not self.errors:
            raise ValidationError(_("Add a file, an address or the code of a record."))
        return told


def findings() -> list[tuple[Any, Any]]:
    """Every scale with its values and the three kinds of missing; nothing is chosen beforehand."""
    return [("", _("Choose")), *((f"{INDICATORS[indicator]}: {SCALE_WORDS[scale]}",
             [(f"{indicator}:{scale}:{code}", value(code)) for code in (*reversed(SCALES[scale]), *MISSING)])
            for indicator, scale in ASSESSED)]


class AssessForm(forms.Form):
    finding = forms.ChoiceField(label=_("What you found"), choices=findings)
    moment = forms.ChoiceField(label=_("At which moment of the plan"), required=False, choices=lambda: MOMENTS.items())
    method = forms.CharField(label=_("Method and its version"), max_length=200,
                             help_text=_("For example: IRM results report 2022, or your own method with a year."))
    stated = PartialDate(label=_("Date of the statement"))
    text = long(_("Reasons"), required=True)
    source = forms.URLField(label=_("Where the full assessment can be read"), required=False, max_length=500,
                            assume_scheme="https")


class EditForm(forms.ModelForm[Commitment]):
    start = PartialDate(label=_("Start"), required=False)
    end = PartialDate(label=_("End"), required=False)

    class Meta:
        model = Commitment
        fields = ["title", "title_en", "start", "end", *TEXTS]
        labels = {"title": _("Title"), "title_en": _("Title in English"), **TEXTS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            self.fields[name] = long(TEXTS[name])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if out_of_order(told.get("start", ""), told.get("end", "")):
            self.add_error("end", _("The end lies before the start."))
        return told


class StepForm(forms.Form):
    reason = long(_("Reason"))

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed


class CarryForm(StepForm):
    successor = forms.CharField(label=_("Code of the commitment that continues it"), required=False, max_length=24,
                                help_text=_("For example RA-2027-0012-K. Leave it empty if it is not here yet."))
