"""What may come in: answers to questions that somebody else wrote, and the questions themselves. Saves nothing."""
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pendopo.core.voices.surveys.asking import DONT_KNOW, SORTS, WITH_OPTIONS, Values, told, words
from pendopo.core.voices.surveys.models import Question

LONGEST = 2_000                       # characters of an answer in free words
I_DO_NOT_KNOW = _("I do not know")
ANSWER = _("Please answer this question. “I do not know” is an answer, too.")


class Several(forms.MultipleChoiceField):
    """Boxes to tick. "I do not know" stands alone."""
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> list[str] | str:
        found: list[str] = super().clean(value)
        if DONT_KNOW in found and len(found) > 1:
            raise forms.ValidationError(_("You ticked “I do not know” and an answer. Please choose."))
        return DONT_KNOW if found == [DONT_KNOW] else found


def plain(text: str) -> Decimal:
    """A number as people write it: neither NaN nor infinite, nor one of a million digits. ValueError for all others."""
    try:
        given = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not given.is_finite() or not -9 <= given.adjusted() <= 15:
        raise ValueError(text)
    return given


class Bounded(forms.CharField):
    """A number or a day between two bounds, as text that sorts and exports well."""

    def __init__(self, question: Question, **options: Any) -> None:
        self.question = question
        attrs = {"inputmode": "decimal"} if question.sort == "number" else {"type": "date"}
        super().__init__(widget=forms.TextInput(attrs), **options)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value)).strip()
        return self.within(text) if text else ""

    def within(self, text: str) -> str:
        least, most = self.question.least, self.question.most
        between = {"least": least, "most": most}
        if self.question.sort == "date":
            try:
                day = date.fromisoformat(text)
            except ValueError:
                raise forms.ValidationError(_("This is not a day. Please write it as 2026-11-22.")) from None
            if not date.fromisoformat(least) <= day <= date.fromisoformat(most):
                raise forms.ValidationError(_("Only days from %(least)s to %(most)s are possible."), params=between)
            return day.isoformat()
        try:
            given = plain(text.replace(",", "."))
        except ValueError:
            raise forms.ValidationError(_("This is not a number.")) from None
        if not Decimal(least) <= given <= Decimal(most):
            raise forms.ValidationError(_("Only numbers from %(least)s to %(most)s are possible."), params=between)
        return format(given.normalize(), "f")


class AnswerForm(forms.Form):
    """The questions of one page, or of a whole form on paper. `values()` is what asking.py calls values."""
    use_required_attribute = False

    def __init__(self, questions: Iterable[Question], *args: Any, strict: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions, self.strict = list(questions), strict
        for question in self.questions:
            needed = strict and question.needed
            for name, field in fields(question, needed):
                field.error_messages = {**field.error_messages, "required": ANSWER}
                self.fields[name] = field

    def clean(self) -> dict[str, Any]:
        for question in self.questions:
            if question.sort in ("number", "date"):
                unknown = self.cleaned_data.get(f"{question.code}-{DONT_KNOW}")
                given = self.cleaned_data.get(question.code)
                if given and unknown:
                    self.add_error(question.code, _("You ticked “I do not know” and an answer. Please choose."))
                elif not given and not unknown and self.asks(question):
                    self.add_error(question.code, ANSWER)
            if question.sort == "ranking":
                self.rank(question)
        return self.cleaned_data

    def asks(self, question: Question) -> bool:
        return self.strict and question.needed and question.code not in self.errors

    def rank(self, question: Question) -> None:
        """Ranks are 1, 2, 3... without a gap and each once; one may stop after the first."""
        names = [f"{question.code}-{row['code']}" for row in question.options]
        given = sorted(int(self.cleaned_data[name]) for name in names if self.cleaned_data.get(name))
        if given != list(range(1, len(given) + 1)):
            self.add_error(names[0], _("Please give each rank once: 1 for the best, then 2, then 3."))
        elif not given and self.asks(question) and not self.cleaned_data.get(f"{question.code}-{DONT_KNOW}"):
            self.add_error(names[0], ANSWER)

    def values(self) -> Values:
        found = {question.code: value(question, self.cleaned_data) for question in self.questions}
        return {code: one for code, one in found.items() if one not in (None, "", [], {})}


def value(question: Question, told: Mapping[str, Any]) -> Any:
    """What was answered to one question, put together from its fields."""
    given = told.get(question.code)
    if question.sort == "scale":
        return int(given) if given not in (None, "", DONT_KNOW) else given
    if question.sort == "matrix":
        rows = {row["code"]: told.get(f"{question.code}-{row['code']}") for row in question.rows}
        return {code: one if one == DONT_KNOW else int(one) for code, one in rows.items() if one}
    if told.get(f"{question.code}-{DONT_KNOW}"):
        return DONT_KNOW
    if question.sort == "ranking":
        ranks = {row["code"]: told.get(f"{question.code}-{row['code']}") for row in question.options}
        return [code for code, _rank in sorted(((code, int(rank)) for code, rank in ranks.items() if rank),
                                               key=lambda pair: pair[1])]
    return given


def fields(question: Question, needed: bool) -> list[tuple[str, forms.Field]]:
    """The fields of one question, by name. The text of the question is the legend of the group where there are
    several."""
    text, hint = told(question.text, question.text_en), told(question.hint, question.hint_en)
    label: dict[str, Any] = {"label": text, "help_text": hint}
    unknown = (DONT_KNOW, I_DO_NOT_KNOW)
    options = [(row["code"], words(row)) for row in question.options]
    match question.sort:
        case "single":
            return [(question.code, forms.ChoiceField(choices=[*options, unknown], widget=forms.RadioSelect,
                                                      required=needed, **label))]
        case "multiple":
            return [(question.code, Several(choices=[*options, unknown], required=needed, **label))]
        case "scale":
            return [(question.code, forms.ChoiceField(choices=[*scale(question), unknown], widget=forms.RadioSelect,
                                                      required=needed, **label))]
        case "matrix":
            return [(f"{question.code}-{row['code']}", forms.ChoiceField(
                choices=[*scale(question), unknown], widget=forms.RadioSelect, required=needed, label=words(row)))
                for row in question.rows]
        case "ranking":
            ranks = [("", "–"), *((str(at), str(at)) for at in range(1, len(options) + 1))]
            return [*((f"{question.code}-{code}", forms.ChoiceField(choices=ranks, required=False, label=name))
                      for code, name in options), (f"{question.code}-{DONT_KNOW}", tick())]
        case "text":
            area = forms.Textarea(attrs={"rows": 4})
            return [(question.code, forms.CharField(max_length=LONGEST, widget=area, required=needed, **label))]
        case _:
            return [(question.code, Bounded(question, required=False, **label)),
                    (f"{question.code}-{DONT_KNOW}", tick())]


def tick() -> forms.BooleanField:
    return forms.BooleanField(required=False, label=I_DO_NOT_KNOW)


def scale(question: Question) -> list[tuple[str, str]]:
    """1 (never), 2, 3, 4, 5 (always)."""
    ends = {1: told(question.low, question.low_en), question.points: told(question.high, question.high_en)}
    return [(str(point), f"{point} – {ends[point]}" if ends.get(point) else str(point))
            for point in range(1, question.points + 1)]


def spread(question: Question, value: Any) -> dict[str, Any]:
    """A value as the fields of its question hold it: for hidden fields, and to show what was answered before."""
    if value is None:
        return {}
    if question.sort == "matrix":
        return {f"{question.code}-{code}": str(one) for code, one in value.items()}
    if value == DONT_KNOW and question.sort in ("number", "date", "ranking"):
        return {f"{question.code}-{DONT_KNOW}": "on"}
    if question.sort == "ranking":
        return {f"{question.code}-{code}": str(at) for at, code in enumerate(value, 1)}
    if question.sort == "multiple" and value == DONT_KNOW:
        return {question.code: [DONT_KNOW]}
    return {question.code: value if isinstance(value, list) else str(value)}


# The makers' forms.

def lines(text: str) -> list[dict[str, str]]:
    """One option a line: "ya = Ya / Yes" names the code for the export, the text and its English; the code may be
    left out."""
    found = []
    for at, line in enumerate((line.strip() for line in text.splitlines() if line.strip()), 1):
        code, equals, rest = line.partition("=")
        if not equals or not re.fullmatch(r"\s*[a-z0-9_]{1,20}\s*", code):
            code, rest = f"a{at}", line
        own, _slash, english = rest.partition(" / ")
        found.append({"code": code.strip(), "text": own.strip(), "text_en": english.strip()})
    return found


def unlined(rows: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(f"{row['code']} = {row['text']}" + (f" / {row['text_en']}" if row.get("text_en") else "")
                     for row in rows)


class ClimateForm(forms.Form):
    """Its questions and who answers them are fixed."""
    """What a survey is about, and who may answer."""
    title = forms.CharField(label=_("Title"), max_length=300)
    title_en = forms.CharField(label=_("Title in English"), max_length=300, required=False)
    summary = forms.CharField(label=_("What it is for"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
                              help_text=_("Say what will be done with the answers: people answer when it matters."))
    summary_en = forms.CharField(label=_("The same in English"), widget=forms.Textarea(attrs={"rows": 4}),
                                 max_length=2000, required=False)
    closes = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
                             help_text=_("It closes by itself at the end of this day."))
    office = forms.ChoiceField(label=_("In the name of"))

    def __init__(self, offices: Iterable[tuple[int, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["office"] = forms.ChoiceField(label=_("In the name of"), choices=list(offices))

    def clean_closes(self) -> date | None:
        day: date | None = self.cleaned_data["closes"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day


class SurveyForm(ClimateForm):
    who = forms.ChoiceField(label=_("Who may answer"), widget=forms.RadioSelect, choices=[
        ("anyone", _("Anyone, without an account")), ("invited", _("Only with a one-time invitation")),
        ("government", _("Members of government units, signed in")),
        ("society", _("Members of civil society organisations, signed in"))])
    field_order = ["title", "title_en", "summary", "summary_en", "who", "closes", "office"]


class QuestionForm(forms.Form):
    """One question, in words that a maker of surveys can write without a manual."""
    sort = forms.ChoiceField(label=_("Kind of answer"), choices=list(SORTS.items()))
    text = forms.CharField(label=_("Question"), max_length=500)
    text_en = forms.CharField(label=_("Question in English"), max_length=500, required=False)
    hint = forms.CharField(label=_("Explanation"), max_length=500, required=False)
    hint_en = forms.CharField(label=_("Explanation in English"), max_length=500, required=False)
    options = forms.CharField(label=_("Answers, one a line"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
                              help_text=_("For one or several answers and rankings. With English: “Ya / Yes”. With a "
                                          "name for the table: “ya = Ya / Yes”."))
    rows = forms.CharField(label=_("Statements, one a line"), required=False,
                           widget=forms.Textarea(attrs={"rows": 5}),
                           help_text=_("For several statements on one scale."))
    points = forms.IntegerField(label=_("Steps of the scale"), min_value=2, max_value=11, initial=5, required=False)
    low = forms.CharField(label=_("Words at its lower end"), max_length=80, required=False)
    low_en = forms.CharField(label=_("Lower end in English"), max_length=80, required=False)
    high = forms.CharField(label=_("Words at its upper end"), max_length=80, required=False)
    high_en = forms.CharField(label=_("Upper end in English"), max_length=80, required=False)
    least = forms.CharField(label=_("Smallest number or first day"), max_length=20, required=False)
    most = forms.CharField(label=_("Largest number or last day"), max_length=20, required=False)
    needed = forms.BooleanField(label=_("Must be answered (“I do not know” counts)"), required=False, initial=True)
    page = forms.IntegerField(label=_("Step"), min_value=1, max_value=20, initial=1,
                              help_text=_("Questions of one step stand on one page."))
    when = forms.ChoiceField(label=_("Only ask after"), required=False)
    among = forms.CharField(label=_("if the answer is"), max_length=200, required=False,
                            help_text=_("Names of answers, parted by commas; of numbers also “18..30”."))

    def __init__(self, earlier: Iterable[Question], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.earlier = {question.code: question for question in earlier
                        if question.sort not in ("text", "matrix", "ranking")}
        self.fields["when"] = forms.ChoiceField(label=_("Only ask after"), required=False, choices=[
            ("", _("Always ask")), *((code, f"{code}: {question.text[:60]}") for code, question in
                                     self.earlier.items())])

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        sort = found.get("sort")
        for name in ("options", "rows"):
            found[name] = lines(found.get(name, ""))
            codes = [row["code"] for row in found[name]]
            if len(set(codes)) < len(codes) or DONT_KNOW in codes:
                self.add_error(name, _("Two of these have the same name. “dk” is taken: it means “I do not know”."))
        if sort in WITH_OPTIONS and len(found["options"]) < 2:
            self.add_error("options", _("Please write at least two answers, one a line."))
        if sort == "matrix" and not found["rows"]:
            self.add_error("rows", _("Please write at least one statement."))
        found["points"] = found.get("points") or 5
        if sort in ("number", "date"):
            self.bounds(sort)
        self.condition()
        return found

    def bounds(self, sort: str) -> None:
        """Needed: results are published in equal parts between them."""
        read: Any = date.fromisoformat if sort == "date" else plain
        try:
            if read(self.cleaned_data["least"]) >= read(self.cleaned_data["most"]):
                raise ValueError
        except (ValueError, KeyError):
            self.add_error("least", _("Please give both bounds, the smaller first (a day as 2026-11-22). Results are "
                                      "published in equal parts between them."))

    def condition(self) -> None:
        found = self.cleaned_data
        found["among"] = [one.strip() for one in found.get("among", "").split(",") if one.strip()]
        if found.get("when") and not found["among"]:
            self.add_error("among", _("Please say after which answers it is asked."))
        before = self.earlier.get(found.get("when", ""))
        if before is not None and before.sort in ("single", "multiple"):
            known = {DONT_KNOW, *(row["code"] for row in before.options)}
            if unknown := [one for one in found["among"] if one not in known]:
                self.add_error("among", gettext("These are no answers to that question: %(names)s. Possible: "
                                                "%(known)s.") % {"names": ", ".join(unknown),
                                                                 "known": ", ".join(sorted(known))})
        if not found.get("when"):
            found["among"] = []


class InviteForm(forms.Form):
    many = forms.IntegerField(label=_("How many invitations"), min_value=1, max_value=200)
    side = forms.ChoiceField(label=_("For which side"), required=False)

    def __init__(self, sides: Iterable[tuple[str, Any]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if sides := list(sides):
            self.fields["side"] = forms.ChoiceField(label=_("For which side"), choices=sides)
        else:
            del self.fields["side"]


class PaperForm(forms.Form):
    number = forms.CharField(label=_("Number on the form, or its invitation"), max_length=64)


class KeyForm(forms.Form):
    secret = forms.CharField(label=_("Your key, from the paper"), max_length=200,
                             widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))


class GistForm(forms.Form):
    text = forms.CharField(label=_("What people wrote, in your own words"), max_length=4000,
                           widget=forms.Textarea(attrs={"rows": 8}),
                           help_text=_("No quotation, no name, nothing by which somebody could be recognised."))


class FacilitatorForm(forms.Form):
    person = forms.ChoiceField(label=_("Facilitator"))

    def __init__(self, people: Iterable[tuple[int, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = forms.ChoiceField(label=_("Facilitator"), choices=list(people))


class InvitationForm(forms.Form):
    """What stands on the slip."""
    code = forms.CharField(label=_("Invitation"), max_length=40, widget=forms.TextInput(attrs={
        "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}))
