from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kit.codes import Mistyped, parse_record_code

LARGEST = 25 * 1024 * 1024           # bytes of a sheet


class CodeField(forms.CharField):
    """The code of a report, as people type it."""

    def clean(self, value: str | None) -> str:
        try:
            return str(parse_record_code(super().clean(value)))
        except Mistyped as wrong:
            raise forms.ValidationError(str(wrong.sentence)) from None


class ChooseForm(forms.Form):
    """Which reports go to LAPOR!."""
    codes = forms.MultipleChoiceField(label=_("Reports without a number there"), required=False,
                                      widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = choices


class SecretForm(forms.Form):
    """A secret report goes one by one, on purpose."""
    secret_code = CodeField(label=_("Code of a secret report"), max_length=80)
    sure = forms.BooleanField(label=_(
        "It may leave this house. In LAPOR! others decide who reads it; its flags go along."))


class NumberForm(forms.Form):
    """Somebody looked it up there, or entered it by hand."""
    code = CodeField(label=_("Code of the report"), max_length=80)
    number = forms.RegexField(r"^[0-9A-Za-z-]{3,40}$", label=_("Its number in LAPOR!"))


class DayForm(forms.Form):
    day = forms.DateField(label=_("Day"), initial=timezone.localdate,
                          widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class BackForm(forms.Form):
    file = forms.FileField(label=_("The sheet from LAPOR! (XLSX or CSV)"))
    new_too = forms.BooleanField(label=_("Make reports of rows that are new"), required=False)
    dry = forms.BooleanField(label=_("Only try it: change nothing"), required=False, initial=True)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The sheet is too large."))
        return file
