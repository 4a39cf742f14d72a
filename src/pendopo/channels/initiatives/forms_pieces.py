"""What may be drafted in a room: one form a kind of piece, the same on the screen and in the printed kit."""
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives.forms import MOST, SHORT, OfficeField, RecordField, choice, dated, long, number
from pendopo.channels.initiatives.models import (
    Activity,
    Asset,
    Branch,
    DataRequest,
    Decision,
    Evidence,
    Initiative,
    Issue,
    Lesson,
    Meeting,
    Piece,
    Prototype,
    Solution,
    Trial,
)
from pendopo.channels.initiatives.queries.room import pieces
from pendopo.channels.initiatives.rules import PARTIES
from pendopo.channels.initiatives.words import (
    ASSETS,
    BRANCHES,
    EVIDENCE,
    LESSONS,
    MEETINGS,
    METHODS,
    REQUESTS,
    SIDES,
    WORKED,
)
from pendopo.kit.files.fields import UploadField

TWO = {name: SIDES[name] for name in PARTIES}


def titled(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=SHORT, **more)


def toned(said: dict[str, tuple[Any, str]]) -> dict[str, Any]:
    return {name: words for name, (words, _tone) in said.items()}


class OwnField(forms.ModelChoiceField[Any]):
    """Another piece of the same room, by its first words."""

    def __init__(self, model: type[Piece], label: Any, required: bool = True, **more: Any) -> None:
        self.model = model
        super().__init__(model._default_manager.none(), label=label, required=required, empty_label=_("Choose"), **more)

    def label_from_instance(self, obj: Any) -> str:
        return str(getattr(obj, "title", "") or obj.text)[:80]


class PieceForm(forms.ModelForm[Any]):
    """`instance` comes with its initiative; without one (in the printed kit) there is nothing to choose from."""
    piece: type[Piece]

    def __init__(self, *args: Any, initiative: Initiative | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, OwnField) and initiative is not None:
                found = pieces(field.model, initiative)
                field.queryset = found.exclude(pk=self.instance.pk) if name == "parent" else found


class IssueForm(PieceForm):
    title = titled(_("Issue"), help_text=_("One sentence: what goes wrong, for whom."))
    text = long(_("What happens, where, since when"))
    data_helps = choice(_("Can data help to solve it?"), {"yes": _("Yes"), "no": _("No"), "": _("Not known yet")},
                        required=False)
    data_reason = long(_("Why"), required=False, rows=3)

    class Meta:
        model = Issue
        fields = ["title", "text", "data_helps", "data_reason"]


class EvidenceForm(PieceForm):
    issue = OwnField(Issue, _("Issue"))
    sort = choice(_("Where it is known from"), EVIDENCE)
    title = titled(_("What it shows"))
    text = long(_("In more words"), required=False)
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")
    upload = UploadField(label=_("File"), required=False, help_text=_("PDF, picture, table or text."))
    checked = forms.BooleanField(label=_("No number in the file tells of fewer than five people"), required=False)
    record = RecordField(_("Code of a record of the city"), required=False, help_text=_(
        "A problem that many reported, a dataset, a promise: what the city has on record already."))

    class Meta:
        model = Evidence
        fields = ["issue", "sort", "title", "text", "url", "checked", "record"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.record_id:
            self.initial["record"] = self.instance.record.code


class SolutionForm(PieceForm):
    issue = OwnField(Issue, _("Issue"))
    title = titled(_("What could help"))
    text = long(_("In more words"), required=False)

    class Meta:
        model = Solution
        fields = ["issue", "title", "text"]


class DecisionForm(PieceForm):
    question = titled(_("What is to be decided"))
    method = choice(_("How"), METHODS, initial="consent", help_text=_(
        "Consent asks everybody whether they can go along; dots and score choose among the issues on the list."))

    class Meta:
        model = Decision
        fields = ["question", "method"]


class BranchForm(PieceForm):
    sort = choice(_("Kind of line"), BRANCHES)
    text = long(_("In one or two sentences"), rows=3)
    parent = OwnField(Branch, _("Hangs below"), required=False, help_text=_(
        "A cause of a cause, an implication of an implication. Leave it empty for a line of its own."))
    side = choice(_("Of which side"), {**TWO, "": _("Of both, or of nobody")}, required=False)
    position = number(_("Order"), help_text=_("A smaller number stands further up."))

    class Meta:
        model = Branch
        fields = ["sort", "text", "parent", "side", "position"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        above, told["position"] = told.get("parent"), told.get("position") or 0
        if above is not None and above.sort != told.get("sort"):
            self.add_error("parent", _("Only lines of the same kind hang below one another."))
        while above is not None:
            if above.pk == self.instance.pk:
                self.add_error("parent", _("A line cannot hang below itself."))
                break
            above = above.parent
        if told.get("sort") == "role" and not told.get("side"):
            self.add_error("side", _("Say whose role it is."))
        return told


class AssetForm(PieceForm):
    title = titled(_("Which data are needed"))
    purpose = long(_("What for"), required=False, rows=3)
    status = choice(_("How it stands"), toned(ASSETS))
    holder = OfficeField(_("Who holds them"), required=False)
    holder_name = forms.CharField(label=_("Who holds them, if not on the list"), max_length=200, required=False)

    class Meta:
        model = Asset
        fields = ["title", "purpose", "status", "holder", "holder_name"]


class MeetingForm(PieceForm):
    sort = choice(_("What it was"), MEETINGS)
    title = titled(_("About what"))
    day = dated(_("Day"))
    side = choice(_("Of a learning session: who met"), {**TWO, "": _("Both sides")}, required=False)
    government, cso = number(_("People of the government")), number(_("People of civil society"))
    other = number(_("Others"))
    who = forms.CharField(label=_("Who came, by unit and function"), max_length=500, required=False, help_text=_(
        "For example: data staff of the health office, volunteers of five health centres. No names of people."))
    text = long(_("What was done and decided"), required=False)

    class Meta:
        model = Meeting
        fields = ["sort", "title", "day", "side", "government", "cso", "other", "who", "text"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for name in SIDES:
            told[name] = told.get(name) or 0
        if told.get("sort") == "learning":
            if told.get("side") not in PARTIES:
                self.add_error("side", _("Learning sessions are held apart: say which side met."))
            elif any(told[name] for name in PARTIES if name != told["side"]):
                self.add_error(told["side"], _("The other side was not there: its number is 0."))
        return told


class ActivityForm(PieceForm):
    title = titled(_("Activity or milestone"))
    parent = OwnField(Activity, _("Milestone of"), required=False, help_text=_("Leave it empty for an activity."))
    text = long(_("What is done, and what is there to see at the end"), required=False)
    responsible = OfficeField(_("Who is responsible"), required=False)
    due = dated(_("Until when"), required=False)
    done = dated(_("Done on"), required=False)
    result = long(_("What came of it"), required=False)

    class Meta:
        model = Activity
        fields = ["title", "parent", "text", "responsible", "due", "done", "result"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        above = told.get("parent")
        if above is not None and above.parent_id is not None:
            self.add_error("parent", _("A milestone belongs to an activity, not to another milestone."))
        if above is not None and not told.get("due"):
            self.add_error("due", _("A milestone has a day."))
        return told


class PrototypeForm(PieceForm):
    title = titled(_("What is tried"))
    text = long(_("What it does, for whom"))
    url = forms.URLField(label=_("Address on the web"), required=False, max_length=1000, assume_scheme="https")

    class Meta:
        model = Prototype
        fields = ["title", "text", "url"]


class TrialForm(PieceForm):
    prototype = OwnField(Prototype, _("What was tried"))
    day = dated(_("Day"))
    people = forms.IntegerField(label=_("How many people tried it"), min_value=0, max_value=MOST * 100, initial=0)
    worked = choice(_("Result"), toned(WORKED))
    text = long(_("What was seen"))

    class Meta:
        model = Trial
        fields = ["prototype", "day", "people", "worked", "text"]


class DataRequestForm(PieceForm):
    title = titled(_("Which data are asked for"))
    asset = OwnField(Asset, _("On the list of data needed"), required=False)
    holder = OfficeField(_("Who is asked"), required=False)
    day = dated(_("Asked on"))
    state = choice(_("Answer"), toned(REQUESTS), initial="open")
    answer = long(_("What was said"), required=False, rows=3)
    answered = dated(_("Answered on"), required=False)

    class Meta:
        model = DataRequest
        fields = ["title", "asset", "holder", "day", "state", "answer", "answered"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        asked, answered = told.get("day"), told.get("answered")
        if asked and answered and answered < asked:
            self.add_error("answered", _("The answer lies before the question."))
        return told


class LessonForm(PieceForm):
    sort = choice(_("About what"), LESSONS)
    text = long(_("In one or two sentences"), rows=3)

    class Meta:
        model = Lesson
        fields = ["sort", "text"]


# By the words of the address: the form, and the sentence over it.
TABLES: dict[str, tuple[type[PieceForm], Any]] = {
    "isu": (IssueForm, _("Candidate issue")), "bukti": (EvidenceForm, _("Evidence")),
    "solusi": (SolutionForm, _("Candidate solution")), "keputusan": (DecisionForm, _("Decision")),
    "pohon": (BranchForm, _("Line of the problem sheet")), "data": (AssetForm, _("Data that are needed")),
    "pertemuan": (MeetingForm, _("Meeting")), "kegiatan": (ActivityForm, _("Activity or milestone")),
    "purwarupa": (PrototypeForm, _("Prototype")), "uji": (TrialForm, _("Trial")),
    "permintaan": (DataRequestForm, _("Data request")), "pelajaran": (LessonForm, _("Common lesson")),
}
