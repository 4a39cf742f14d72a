"""What may come in about the whole of an initiative: opening, seats, votes, answers. A form never saves."""
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.models import Decision, Initiative, Issue, Seat
from pendopo.channels.initiatives.queries.room import facilitators, offices_of, pieces
from pendopo.channels.initiatives.words import INTERVALS, MARKS, RATINGS, SCALING, SECTORS, SIDES, STANCES
from pendopo.core.people import fields
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import by_email
from pendopo.core.records.models import Record
from pendopo.core.records.queries import detail
from pendopo.kit.codes import in_address

LONG, SHORT, MOST = 10_000, 300, 500          # characters; people
DOTS, TOP = 3, 5                              # points to give at most: of dots in all, of scores to each issue


def long(label: Any, required: bool = True, rows: int = 4, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=required, max_length=LONG,
                           widget=forms.Textarea(attrs={"rows": rows}), **more)


def english_title() -> forms.CharField:
    return forms.CharField(label=_("Title in English"), max_length=SHORT, required=False)


def dated(label: Any, required: bool = True, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required,
                           widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def number(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST, initial=0, **more)


def choice(label: Any, said: dict[Any, Any], required: bool = True, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, choices=list(said.items()), widget=forms.RadioSelect,
                             **more)


class OfficeField(fields.OfficeField):
    """An organisation that takes part in this city, by name."""

    def __init__(self, label: Any, required: bool = True, **more: Any) -> None:
        super().__init__(Organisation.objects.filter(state="confirmed", until=None, elsewhere=False).order_by("name"),
                         label=label, required=required, empty_label=_("Choose"), **more)


class LeaderField(forms.ModelChoiceField[Membership]):
    """Somebody with the role of a facilitator."""

    def __init__(self, label: Any, required: bool = True, **more: Any) -> None:
        super().__init__(Membership.objects.none(), label=label, required=required, empty_label=_("Choose"), **more)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Each form asks anew who holds the role today."""
        copy = super().__deepcopy__(memo)
        copy.queryset = facilitators()
        return copy

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.shown}, {obj.organisation.called}"


class PersonField(forms.EmailField):
    """Somebody with an account, by the address with which they sign in. cleaned_data is the person."""

    def clean(self, value: Any) -> Person | None:
        typed = super().clean(value)
        found = by_email(typed) if typed else None
        if typed and found is None:
            raise ValidationError(_("Nobody here signs in with this address."))
        return found


class RecordField(forms.CharField):
    """Another record by its code. cleaned_data is the record, or None."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, max_length=40, **more)

    def clean(self, value: Any) -> Record | None:
        typed = super().clean(value)
        code = in_address(typed.strip()) if typed else None
        found = detail(str(code), None) if code else None
        if typed and found is None:
            raise ValidationError(_("There is no public record with this code."))
        return found


class BeginForm(forms.Form):
    office = OfficeField(_("For which organisation you open it"))
    title = forms.CharField(label=_("What it is about"), max_length=SHORT,
                            help_text=_("A few words that everybody understands: Long queues at the health centres."))
    title_en = english_title()
    summary = long(_("In two or three sentences"), help_text=_("Everybody reads this from the first day."))
    summary_en = long(_("The same in English"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), choices=[("", _("Choose")), *SECTORS.items()])
    partner = OfficeField(_("Who is asked to join from the other side"), required=False)
    facilitator = LeaderField(_("Who leads"), required=False, help_text=_(
        "Somebody who works for no organisation that takes part. Can be named later."))
    funder = OfficeField(_("Who pays for it"), required=False)
    implementer = OfficeField(_("Who carries it out, if it is not the two sides themselves"), required=False)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [one for one in offices_of(person, *rules.SPEAKERS)
               if rules.side_of(one.side) in rules.PARTIES]
        field = self.fields["office"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organisation.objects.filter(pk__in=[one.pk for one in own]).order_by("name")
        if len(own) == 1:
            field.initial = own[0].pk

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        office, partner = told.get("office"), told.get("partner")
        if office and partner and rules.side_of(office.side) == rules.side_of(partner.side):
            self.add_error("partner", _("This organisation sits on the same side as yours."))
        return told


class EmptyForm(forms.Form):
    """Nothing to fill in: a question that is answered by a button."""


class ReasonForm(forms.Form):
    reason = long(_("Reason"), help_text=_("Everybody reads it."))


class WordsForm(forms.Form):
    """The version that was read travels along, so that nobody answers to a text that changed meanwhile."""
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = long(_("Why, in your own words"))


class AgreeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ContinueForm(forms.Form):
    record = RecordField(_("Code of the commitment"), help_text=_("For example RA-2026-0012-K. It stands on its page."))
    reason = long(_("What the commitment takes over"), required=False)


class AdoptForm(forms.Form):
    record = RecordField(_("Code of the record"), help_text=_(
        "Of a request for information among the reports, of a dataset, or of another public record. From then on its "
        "state is the state of this data request, and both pages show the way to the other."))


class FacilitatorForm(forms.Form):
    membership = LeaderField(_("Who leads"))


class SeatForm(forms.Form):
    side = choice(_("Side"), SIDES)
    organisation = OfficeField(_("Organisation"))
    person = PersonField(label=_("E-mail address of the person"), required=False, help_text=_(
        "Of somebody with an account. Leave it empty for people who only came to the meeting."))
    people = forms.IntegerField(label=_("How many people"), min_value=1, max_value=MOST, initial=1)
    function = forms.CharField(label=_("What they do there"), max_length=200, required=False,
                               help_text=_("For example: runs the queue at the counter. No names."))
    speaks = forms.BooleanField(label=_("Agrees to texts for its side"), required=False)

    def seat(self, initiative: Initiative) -> Seat:
        told = dict(self.cleaned_data)
        if told["person"] is not None:
            told["people"] = 1
        return Seat(initiative=initiative, **told)


class TaskForm(forms.Form):
    team = forms.BooleanField(label=_("In the action team"), required=False)
    function = forms.CharField(label=_("What they do there"), max_length=200, required=False)
    task = long(_("What this member makes or does with their own hands"), required=False, rows=3)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("team") and not told.get("task", "").strip():
            self.add_error("task", _("Members of the team are people who do something: say what."))
        return told


class RateForm(forms.Form):
    value = choice(_("How far could you live with this solution?"), RATINGS)


class PaperRatesForm(forms.Form):
    """Marks from paper: how many of each side gave which."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side, name in SIDES.items():
            for value, words in RATINGS.items():
                self.fields[f"{side}_{value}"] = number(_both(name, words))

    def papers(self) -> list[tuple[str, int, int]]:
        return [(side, value, self.cleaned_data.get(f"{side}_{value}") or 0) for side in SIDES for value in RATINGS]


class VoteForm(forms.Form):
    """Consent with the dissenter's own words, or points for each issue."""

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision, self.issues = decision, list(pieces(Issue, decision.initiative))
        if decision.method == "consent":
            self.fields["stance"] = choice(_("Where you stand"), STANCES)
            self.fields["words"] = long(_("Your objection, in your own words"), required=False, help_text=_(
                "Only if you object. It is published with the decision, with your side and without your name."))
        else:
            for issue in self.issues:
                self.fields[f"issue_{issue.pk}"] = forms.IntegerField(
                    label=issue.title, required=False, min_value=0, max_value=self.top(), initial=0)

    def top(self) -> int:
        return DOTS if self.decision.method == "dots" else TOP

    def points(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data.get(f"issue_{one.pk}") or 0 for one in self.issues}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("stance") == "dissent" and not told.get("words", "").strip():
            self.add_error("words", _("Say why you object, so that it can stand on the record."))
        if self.decision.method == "dots" and not self.errors and sum(self.points().values()) > DOTS:
            raise ValidationError(_("You have %(dots)d dots in all.") % {"dots": DOTS})
        return told


class PaperVotesForm(forms.Form):
    """What was said on paper: how many of each side, and what objections were written down."""

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision, self.issues = decision, list(pieces(Issue, decision.initiative))
        for side, name in SIDES.items():
            if decision.method == "consent":
                for stance, words in STANCES.items():
                    self.fields[f"{side}_{stance}"] = number(_both(name, words))
                self.fields[f"{side}_words"] = long(_both(name, _("objections, word for word")), required=False, rows=2)
            else:
                self.fields[f"{side}_people"] = number(_both(name, _("papers")))
                for issue in self.issues:
                    self.fields[f"{side}_{issue.pk}"] = forms.IntegerField(
                        label=_both(name, issue.title), required=False, min_value=0, max_value=MOST * TOP, initial=0)


class IssueField(forms.ModelChoiceField[Issue]):
    """One of the issues on the list, by its title."""

    def label_from_instance(self, obj: Issue) -> str:
        return obj.title


class CloseForm(forms.Form):
    issue = IssueField(Issue.objects.none(), label=_("The issue that was chosen"), required=False,
                       empty_label=_("No issue was chosen by this"))
    outcome = long(_("What was decided"))

    def __init__(self, initiative: Initiative, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["issue"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = pieces(Issue, initiative)


class PledgeForm(forms.Form):
    side = choice(_("Side"), {name: SIDES[name] for name in rules.PARTIES})
    organisation = OfficeField(_("Organisation"))
    leader = PersonField(label=_("E-mail address of the leader"))
    function = forms.CharField(label=_("Office that they hold"), max_length=200,
                               help_text=_("For example: Head of the health office."))


class AnswerForm(forms.Form):
    answer = choice(_("Your answer"), {"sign": _("I sign"), "decline": _("I do not sign")})
    words = long(_("Why not, in your own words"), required=False, help_text=_(
        "Only if you do not sign. It is public, with the day, and stays so."))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("answer") == "decline" and not told.get("words", "").strip():
            self.add_error("words", _("Say why you do not sign."))
        return told


class CheckInForm(forms.Form):
    progress = choice(_("How does the solution come along?"), MARKS)
    collaboration = choice(_("How is the collaboration?"), MARKS)
    text = long(_("What helps, what is in the way"), required=False, help_text=_(
        "Shown together with the words of the other side, when both have spoken."))


class NoteForm(forms.Form):
    text = long(_("Protected note"), rows=6)
    shared = forms.BooleanField(label=_("The facilitator may read it"), required=False)


class SensitiveForm(forms.Form):
    sensitive = forms.BooleanField(label=_("The topic is sensitive"), required=False, help_text=_(
        "For example the health of a group whose members neighbours could guess."))
    sensitive_why = long(_("Why"), required=False)


class ThirdForm(forms.Form):
    third_parties = long(_("Who else was thought of, and who was invited"), help_text=_(
        "Companies, residents, people with knowledge or experience of the topic; or why nobody else is needed."))


class PledgeTextForm(forms.Form):
    pledge = long(_("What the leaders of both sides sign"), rows=8)


class UntestedForm(forms.Form):
    untested = long(_("Why no prototype was tried"), required=False)


class ScalingForm(forms.Form):
    scaling = choice(_("What was decided"), {name: words for name, (words, _tone) in SCALING.items()})
    scaling_why = long(_("Reason"))


class IntervalForm(forms.Form):
    interval = forms.TypedChoiceField(
        label=_("How often both sides check in"), choices=list(INTERVALS.items()), coerce=int, widget=forms.RadioSelect,
        help_text=_("Counts from the next check-in on; the one that is due now stays due."))


class AboutForm(forms.Form):
    title = forms.CharField(label=_("What it is about"), max_length=SHORT)
    title_en = english_title()
    summary = long(_("In two or three sentences"))
    summary_en = long(_("The same in English"), required=False)
    partner = OfficeField(_("Who is asked to join from the other side"), required=False)
    funder = OfficeField(_("Who pays for it"), required=False)
    implementer = OfficeField(_("Who carries it out, if it is not the two sides themselves"), required=False)


SETTLE: dict[str, type[forms.Form]] = {
    "umum": AboutForm, "peka": SensitiveForm, "undangan": ThirdForm, "ikrar": PledgeTextForm, "belum-uji": UntestedForm,
    "skala": ScalingForm, "tinjauan": IntervalForm}


def _both(first: Any, second: Any) -> str:
    """Two words of a label; asked when the form is made, in the reader's language."""
    return f"{first}: {second}"
