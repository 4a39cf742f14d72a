"""The forms of the desk: filters, phrases, absences, many at once, what goes outside, what an inspector found."""
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.desk_rows import GROUPS, TIMES
from pendopo.channels.reports.forms import ReportForm, grouped, shown, text_field
from pendopo.channels.reports.models import Category, Phrase
from pendopo.channels.reports.queries.desk import ME, NOBODY
from pendopo.channels.reports.words import CHANNELS, CLASSES, TYPED, Entry
from pendopo.core.people.fields import OfficeField
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records.holds import GROUNDS as HOLD_GROUNDS
from pendopo.kit.files.kinds import PICTURES
from pendopo.kit.seal.fields import SealedField

ANY = _("All of them")
DATE = {"type": "date"}


def options(field: forms.Field, choices: list[Any]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class WishForm(forms.Form):
    """The filters of the queue. It is sent by GET: the names of its fields are the words of the address."""
    q = forms.CharField(label=_("Code or words"), required=False, max_length=200,
                        help_text=_("Words find what is published; what is sealed is in no index."))
    status = forms.ChoiceField(label=_("State"), required=False)
    waktu = forms.ChoiceField(label=_("Clock"), required=False)
    petugas = forms.ChoiceField(label=_("Who works on it"), required=False)
    lembaga = forms.ChoiceField(label=_("Office"), required=False)
    kategori = forms.ChoiceField(label=_("Category"), required=False)
    klasifikasi = forms.ChoiceField(label=_("Kind"), required=False)
    kanal = forms.ChoiceField(label=_("How it came"), required=False)
    rahasia = forms.ChoiceField(label=_("Secret"), required=False, choices=[
        ("", ANY), ("1", _("Secret ones only")), ("0", _("Without secret ones"))])
    gelombang = forms.ChoiceField(label=_("In a wave from one connection"), required=False, choices=[
        ("", _("All")), ("0", _("Without waves from one connection")),
        ("1", _("In a wave from one connection only"))])
    wilayah = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, *args: Any, people: list[Person], offices: list[Organisation], categories: list[Category],
                 areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = [(one.code, shown(one)) for one in categories if one.parent_id is None]
        choices: dict[str, list[Any]] = {
            "status": [("", _("Everything open")), *((key, _(label)) for key, label in GROUPS.items())],
            "waktu": [("", ANY), *((key, _(label)) for key, label in TIMES.items())],
            "petugas": [("", ANY), (ME, _("Mine")), (NOBODY, _("Nobody's")),
                        *((str(one.pk), one.shown) for one in people)],
            "lembaga": [("", ANY), *((one.slug, one.called) for one in offices)],
            "kategori": [("", ANY), *parents, *by_code(categories)],
            "klasifikasi": [("", ANY), *CLASSES.items()], "kanal": [("", ANY), *CHANNELS.items()],
            "wilayah": [("", ANY), *areas]}
        for name, found in choices.items():
            options(self.fields[name], found)


def by_code(categories: list[Category]) -> list[Any]:
    """Parents as headings, parts below, by code instead of key."""
    codes = {str(one.pk): one.code for one in categories}
    return [(name, [(codes[key], label) for key, label in parts]) for name, parts in grouped(categories)]


class KeepForm(forms.Form):
    name = forms.CharField(label=_("Name of the filter"), max_length=60)
    office = OfficeField(label=_("Who sees it"), queryset=Organisation.objects.none(), required=False,
                         empty_label=_("Only I"))

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = offices


class PhraseForm(forms.Form):
    office = OfficeField(label=_("Office"), queryset=Organisation.objects.none(), empty_label=None)
    name = forms.CharField(label=_("Name"), max_length=100, help_text=_("For example: road, planned for next week"))
    text = text_field(_("Text"))

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = offices


class AbsenceForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Who is away"), queryset=Person.objects.none(), empty_label=None)
    deputy = forms.ModelChoiceField(label=_("Who stands in"), queryset=Person.objects.none(), empty_label=None)
    since = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))

    def __init__(self, *args: Any, able: Any, deputies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("person", able), ("deputy", deputies)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day


class StrokeForm(forms.Form):
    """The second step of doing one thing to many reports: to whom, or in which words."""
    person = forms.ModelChoiceField(label=_("To whom"), queryset=Person.objects.none(), empty_label=None)
    office = OfficeField(label=_("Office"), queryset=Organisation.objects.none(), empty_label=None)
    phrase = forms.ModelChoiceField(label=_("Answer template"), queryset=Phrase.objects.none(), required=False,
                                    empty_label=_("My own words"))
    text = text_field(_("What the reporters read"), required=False, help_text=_(
        "With a template you can leave this empty. {kode} becomes the code of each report."))

    WANTS = {"assign": ("person",), "route": ("office",), "answer": ("phrase", "text"), "close": ("phrase", "text"),
             "gather": ()}

    def __init__(self, *args: Any, sort: str, people: Any, offices: Any, phrases: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("person", people), ("office", offices), ("phrase", phrases)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found
        for name in set(self.fields) - set(self.WANTS[sort]):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "text" in self.fields and not told.get("text") and not told.get("phrase"):
            self.add_error("text", _("Write something, or choose a template."))
        return told

    def words(self) -> str:
        told = self.cleaned_data
        phrase = told.get("phrase")
        return str(told.get("text") or (phrase.text if phrase else ""))


class HoldForm(forms.Form):
    """Why a report must stay as it is."""
    ground = forms.ChoiceField(label=_("Who needs it"), choices=list(HOLD_GROUNDS.items()))
    reference = forms.CharField(label=_("Number and date of the letter or case"), max_length=200, help_text=_(
        "No names: the reporter reads it."))


class OutsideForm(forms.Form):
    name = forms.CharField(label=_("Who is asked"), max_length=120, help_text=_("For example: PLN, customer service"))
    email = forms.EmailField(label=_("E-mail"))
    text = text_field(_("What they read"), help_text=_(
        "What names somebody is already taken out; please read it once more. The mail itself carries only a link."))
    days = forms.IntegerField(label=_("Days that the link is open"), min_value=1, max_value=60, initial=14)
    sure = forms.BooleanField(label=_("I have read it: it names nobody"))


class OutsideAnswerForm(forms.Form):
    text = text_field(_("Your answer"), min_length=3)


class VisitForm(forms.Form):
    text = text_field(_("What you saw at the place"), min_length=2)
    photo = SealedField(label=_("Photo"), allowed=PICTURES, most=1)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SplitForm(forms.Form):
    text = text_field(_("The second matter, in the words of the reporter"), min_length=10)
    classification = forms.ChoiceField(label=_("What is it?"), choices=list(CLASSES.items()))
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options(self.fields["category"], [("", _("None")), *grouped(categories)])


class DeskForm(forms.Form):
    """Which office reads what comes in, and which one does when the first is complained about."""
    office = OfficeField(label=_("Office that verifies"), queryset=Organisation.objects.none(), empty_label=None)
    second = OfficeField(label=_("When the first is complained about"), required=False,
                         queryset=Organisation.objects.none(), empty_label=_("Nobody"))

    def __init__(self, *args: Any, offices: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in offices]).order_by("name")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("office") and told.get("office") == told.get("second"):
            self.add_error("second", _("The second office has to be another one."))
        return told


class DutiesForm(forms.Form):
    signed = forms.BooleanField(label=_("Its head signs every answer before it goes out"), required=False, help_text=_(
        "What its people write waits for the head, or for whoever stands in; the clocks go on. Answers to secret "
        "reports go out at once: the head may not be allowed to read them."))
    categories = forms.MultipleChoiceField(label=_("It answers for"), required=False,
                                           widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, categories: list[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {one.pk: shown(one) for one in categories}
        options(self.fields["categories"], [(str(one.pk), f"{names.get(one.parent_id or 0, '')}: {shown(one)}")
                                            for one in categories if one.parent_id is not None])


class TypedForm(ReportForm):
    """Staff type in what came by letter, telephone or at the counter: asked about the reporter, who sits elsewhere."""
    channel = forms.ChoiceField(label=_("How did it come?"), choices=[(one, CHANNELS[one]) for one in TYPED])
    ASKED: dict[str, tuple[Any, Any]] = {
        "text": (_("What the reporter says"), _("As it stands in the letter, or as it was said.")),
        "other": (_("What is it about?"), ""), "enclosed": (_("Photos, or the letter itself"), None),
        "anonymous": (_("Anonymous"), _("The office does not see who reported. Without a contact nobody can ever find "
                                        "out, and the Ombudsman cannot take the matter up.")),
        "name": (_("Name of the reporter"), ""), "way": (_("How does the reporter want to hear of it?"), ""),
        "phone": (_("Telephone number"), _("For news, and in case the receipt is lost."))}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True
        for name, (label, hint) in self.ASKED.items():
            self.fields[name].label = label
            if hint is not None:
                self.fields[name].help_text = hint

    def entry(self, *, language: str, account: int | None) -> Entry:
        """With the way on which it came."""
        return replace(super().entry(language=language, account=None), channel=self.cleaned_data["channel"])
