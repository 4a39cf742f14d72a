"""What may come in. A form hands its cleaned data to an action; it never saves."""
import re
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from pendopo.channels.reports.models import Category
from pendopo.channels.reports.words import (
    ARCHIVE_REASONS,
    CLASS_HINTS,
    CLASSES,
    GROUNDS,
    LINKED,
    SEEN,
    WAYS,
    Entry,
    Reporter,
)
from pendopo.channels.reports.workflow import COMPLAINT
from pendopo.core.people.fields import OfficeField
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.phones import PhoneField
from pendopo.kit.codes import Mistyped, parse_record_code
from pendopo.kit.country import country, said
from pendopo.kit.files.kinds import SOUNDS
from pendopo.kit.regions.fields import RegionField
from pendopo.kit.regions.kinds import GOVERNMENT, IN_A_CITY
from pendopo.kit.regions.models import Region
from pendopo.kit.regions.queries import inside_box
from pendopo.kit.seal.fields import SealedField

LONGEST = 5000                       # characters of a report
POINT = re.compile(r"(-?\d{1,2}[.,]\d{3,})\s*[,;/ ]\s*(-?\d{1,3}[.,]\d{3,})")
TEXT = {"rows": 7}


def point_in(text: str) -> tuple[float, float] | None:
    """Latitude and longitude out of "-6,9147 107,6098" or the address of a map. None: none there, or far away."""
    found = POINT.search(text)
    if not found:
        return None
    lat, lng = (float(part.replace(",", ".")) for part in found.groups())
    return (lat, lng) if inside_box(lat, lng) else None


class PointField(forms.CharField):
    """A point as people have one: typed, or as the address that a map app shares. None where it stays empty."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        found = point_in(text) if text else None
        if text and found is None:
            raise forms.ValidationError(
                gettext("This is not a point in %(country)s. Write it like %(example)s, or leave it empty.")
                % {"country": said(country().name, country().name_en), "example": country().point_example})
        return found


def text_field(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST, widget=forms.Textarea(attrs=TEXT), **more)


class BeginForm(forms.Form):
    """First the words; everything else is asked when we know what they are about."""
    text = text_field(_("What happened, or what do you wish?"), min_length=10, help_text=_(
        "In your own words. Please do not write identity numbers; you can leave your contact on the next page."))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReportForm(forms.Form):
    """The whole report on one page, with what was proposed for it already chosen."""
    text = text_field(_("Your report"), min_length=10, required=False)
    voice = SealedField(label=_("Or a voice note"), allowed=SOUNDS, most=1, help_text=_(
        "Say what happened, where, and since when; the text may then stay empty. Who works on it hears your voice, "
        "and could know you by it; nobody else does."))
    classification = forms.ChoiceField(label=_("What is it?"), initial=COMPLAINT, widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("What is it about?"), required=False, widget=forms.RadioSelect)
    other = forms.ChoiceField(label=_("Another category"), required=False)
    region = RegionField(label=_("Village or district"), levels=IN_A_CITY, required=False,
                         help_text=_("Type the name and choose."))
    place = forms.CharField(label=_("The place in words"), required=False, max_length=300,
                            help_text=_("For example: in front of the market, beside the bridge."))
    point = PointField(label=_("Point on a map"), required=False, max_length=500,
                       help_text=_("Coordinates, or the address that a map app shares."))
    happened = forms.DateField(label=_("When was it?"), required=False,
                               widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    enclosed = SealedField(label=_("Photos or documents"), help_text=_(
        "Place and device are taken out of photos. At most five files."))
    anonymous = forms.BooleanField(label=_("Anonymous"), required=False, help_text=_(
        "The office does not see who you are. If you leave no contact, nobody can ever find out, and the Ombudsman "
        "cannot take the matter up for you."))
    secret = forms.BooleanField(label=_("Secret"), required=False, help_text=_(
        "The text is never published. Only officers named for it read it, and each look is listed."))
    about = forms.MultipleChoiceField(label=_("Which office is it about?"), required=False,
                                      widget=forms.CheckboxSelectMultiple, help_text=_(
        "Only for a secret report: nobody of these offices, or of units below them, will be able to read it."))
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    phone = PhoneField(required=False, help_text=_("For news, and in case you lose your receipt."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    way = forms.ChoiceField(label=_("How do you want to hear of it?"), required=False, help_text=_(
        "The first message asks whether the contact is yours, because anybody can mistype a number."))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, categories: Callable[[], list[Category]],
                 offices: Callable[[], list[Organisation]], within: str, **kwargs: Any) -> None:
        """Categories and offices are asked for when the form is drawn, or when one of them was chosen."""
        super().__init__(*args, **kwargs)
        self.categories = cache(categories)
        choices: dict[str, Any] = {
            "category": lambda: self.offered(self.categories()),
            "classification": [(code, format_lazy("{}: {}", CLASSES[code], CLASS_HINTS[code])) for code in CLASSES],
            "other": lambda: [("", _("I do not know")), *grouped(self.categories())],
            "about": lambda: [(str(one.pk), one.called) for one in offices()],
            "way": list(WAYS.items())}
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
        region = self.fields["region"]
        if isinstance(region, RegionField) and within:
            region.ask(within=within)
        self.fields["voice"].widget.attrs.update(accept="audio/*", capture=True)

    def lead(self, *, sms: bool, whatsapp: bool) -> None:
        """Only ways by which messages leave this city are offered, and a number is not asked for a promise that nobody
        keeps. What was chosen where they still left stays chosen."""
        gone = {name for name, goes in (("sms", sms), ("whatsapp", whatsapp)) if not goes} - {self["way"].value()}
        way = self.fields["way"]
        if isinstance(way, forms.ChoiceField):
            way.choices = [one for one in WAYS.items() if one[0] not in gone]
        if not sms:
            self.fields["phone"].help_text = _(
                "So that the office can call you, and for the counter if you lose your receipt. This city sends no "
                "SMS.")

    def offer(self, proposed: list[Category]) -> None:
        """These to choose from at once; the others stand below them."""
        field = self.fields["category"]
        if isinstance(field, forms.ChoiceField):
            field.choices = self.offered(proposed)

    @staticmethod
    def offered(some: list[Category]) -> list[tuple[str, Any]]:
        return [*((str(one.pk), shown(one)) for one in some), ("", _("Something else"))]

    def clean_happened(self) -> Any:
        day = self.cleaned_data["happened"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.get("text") and not told.get("voice") and not {"text", "voice"} & set(self.errors):
            self.add_error("text", _("Write what it is about, or say it in a voice note."))
        way = told.get("way")
        if way in ("sms", "whatsapp") and not told.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("To reach you this way we need your number."))
        if way == "mail" and not told.get("email") and "email" not in self.errors:
            self.add_error("email", _("To reach you this way we need your e-mail address."))
        if told.get("about") and not told.get("secret"):
            self.add_error("secret", _(
                "A report that is not secret goes to every office. To keep it from the office that you chose, choose "
                "Secret; otherwise take that office away."))
        return told

    def chosen(self) -> Category | None:
        """The category, as far as one was chosen."""
        told = self.cleaned_data if self.is_bound else {}
        key = told.get("category") or told.get("other")
        return next((one for one in self.categories() if str(one.pk) == key), None) if key else None

    def entry(self, *, language: str, account: int | None) -> Entry:
        """For the action."""
        told = self.cleaned_data
        lat, lng = told["point"] or (None, None)
        category = self.chosen()
        region: Region | None = told["region"]
        return Entry(
            text=told["text"], classification=told["classification"],
            category=category.pk if category else None, region=region, lat=lat, lng=lng,
            place=told["place"], happened=told["happened"], anonymous=told["anonymous"], secret=told["secret"],
            about=[int(one) for one in told["about"]] if told["secret"] else [],
            files=[*told["voice"], *told["enclosed"]],
            reporter=Reporter(told["name"], told["phone"], told["email"], "", account, told["way"], language),
            form_key=told["key"], language=language)


def shown(category: Category) -> str:
    """In the language of the page, where there is a name in it."""
    return category.name_en if category.name_en and get_language() == "en" else category.name


def grouped(categories: list[Category]) -> list[tuple[str, Any]]:
    """Parents as headings, their parts below."""
    parts: dict[int, list[tuple[str, str]]] = {}
    for one in categories:
        if one.parent_id is not None:
            parts.setdefault(one.parent_id, []).append((str(one.pk), shown(one)))
    return [(shown(one), parts.get(one.pk, [])) for one in categories if one.parent_id is None and parts.get(one.pk)]


class CodeForm(forms.Form):
    """Looking by code."""
    code = forms.CharField(label=_("Code of the report"), max_length=80,
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))


class CountersignForm(forms.Form):
    """From a contact: what stands beside the receipt, however it was spaced."""
    digits = forms.CharField(label=_("The six digits beside your receipt"), max_length=20, widget=forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off"}))

    def clean_digits(self) -> str:
        return re.sub(r"\D", "", self.cleaned_data["digits"])


class LostForm(forms.Form):
    code = forms.CharField(label=_("Code of the report"), max_length=80)
    phone = PhoneField()


class CounterForm(forms.Form):
    """What a person at the counter knows, and what the officer looked at."""
    code = forms.CharField(label=_("Code of the report"), max_length=80)
    phone = PhoneField(required=False, help_text=_("The number that was left with the report, not a new one."))
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Or the address that was left with it."))
    seen = forms.ChoiceField(label=_("What did you look at?"), choices=list(SEEN.items()), widget=forms.RadioSelect,
                             help_text=_("Write down no number of it."))
    agreed = forms.BooleanField(label=_("The person stands here and agrees that I ask for a new receipt for them."))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if not told.get("phone") and not told.get("email") and not self.errors:
            self.add_error("phone", _("Type the number or the address that was left with the report."))
        return told


class DigitsForm(forms.Form):
    ticket = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    code = forms.CharField(label=_("Code of the report"), max_length=80)
    digits = forms.CharField(label=_("The eight digits from the SMS"), max_length=12,
                             widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}))


class WordsForm(forms.Form):
    """Words, and files where they help."""
    text = text_field(_("Your words"))
    enclosed = SealedField(label=_("Photos or documents"))

    def __init__(self, *args: Any, label: Any = None, needed: bool = True, with_files: bool = True,
                 **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = needed
        if label:
            self.fields["text"].label = label
        if not with_files:
            del self.fields["enclosed"]


class ScoreForm(forms.Form):
    score = forms.TypedChoiceField(label=_("How well was it handled?"), required=False, coerce=int, empty_value=None,
                                   widget=forms.RadioSelect, choices=[
        ("5", _("5, very well")), ("4", _("4, well")), ("3", _("3, fairly")), ("2", _("2, badly")),
        ("1", _("1, very badly"))])
    text = text_field(_("Anything you want to add"), required=False)


class SubscribeForm(forms.Form):
    """Of what somebody wants to hear; both empty means everything in the city."""
    category = forms.ChoiceField(label=_("What is it about?"), required=False)
    region = RegionField(label=_("Village, district or regency"), levels=(GOVERNMENT, *IN_A_CITY), required=False,
                         help_text=_("Type the name and choose. Empty: the whole city."))

    def __init__(self, *args: Any, categories: list[Category], within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, region = self.fields["category"], self.fields["region"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Everything")), *((one.code, shown(one) if one.parent_id is None
                                                       else f"– {shown(one)}") for one in categories)]
        if isinstance(region, RegionField) and within:
            region.ask(within=within)


# Staff

class LinkForm(forms.Form):
    """To which record, and how the two belong together."""
    code = forms.CharField(label=_("Code of the commitment or other record"), max_length=80,
                           widget=forms.TextInput(attrs={"autocomplete": "off"}))
    sort = forms.ChoiceField(label=_("How do they belong together?"), choices=list(LINKED.items()))

    def clean_code(self) -> str:
        try:
            return str(parse_record_code(self.cleaned_data["code"]))
        except Mistyped as slip:
            raise forms.ValidationError(str(slip.sentence)) from slip


class RouteForm(forms.Form):
    office = OfficeField(label=_("Office"), queryset=Organisation.objects.none())
    reason = forms.CharField(label=_("Reason"), required=False, max_length=1000,
                             widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, reasoned: bool, optional: bool = False, shut: Collection[int] = (),
                 **kwargs: Any) -> None:
        """shut: the offices that the report complains about, and what lies below them."""
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organisation.objects.filter(side="government", until=None, state="confirmed",
                                                         elsewhere=False).exclude(pk__in=shut)
            field.help_text = _("The offices that this report complains about are not offered.") if shut else ""
            field.empty_label = _("Back to the desk") if optional else None
        field.required = not optional
        self.fields["reason"].required = reasoned
        if not reasoned:
            del self.fields["reason"]


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Who works on it"), queryset=Person.objects.none(), empty_label=None)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = people


class ReasonForm(forms.Form):
    code = forms.ChoiceField(label=_("Reason"), choices=list(ARCHIVE_REASONS.items()))
    text = text_field(_("What the reporter reads"), required=False)


class IdentityForm(forms.Form):
    ground = forms.ChoiceField(label=_("Ground"), choices=list(GROUNDS.items()))
    text = text_field(_("Why it is needed"))


class DecideForm(forms.Form):
    granted = forms.TypedChoiceField(label=_("Do you agree?"), widget=forms.RadioSelect,
                                     coerce=lambda said: said == "1",
                                     choices=[("1", _("Yes, open it for a day")), ("0", _("No"))])
