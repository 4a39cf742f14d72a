"""What those who run a survey do: open, close, invite, key in paper, read what was written."""
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.sessions import named
from pendopo.core.voices.surveys import asking, queries, rules, showing
from pendopo.core.voices.surveys.actions import climate, drafting, inviting, paper, running
from pendopo.core.voices.surveys.forms import (
    AnswerForm,
    FacilitatorForm,
    GistForm,
    InvitationForm,
    InviteForm,
    KeyForm,
    PaperForm,
    spread,
)
from pendopo.core.voices.surveys.models import Paper, Question, Survey
from pendopo.core.voices.surveys.views.answering import drawing
from pendopo.core.voices.surveys.views.found import draw, survey_or_404
from pendopo.core.voices.surveys.workflow import WORKFLOW
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.rules import require
from pendopo.kit.seal.addressed import NotAKey, open_with
from pendopo.kit.seal.boxes import Shut

form_methods = require_http_methods(["GET", "HEAD", "POST"])
MOVES: dict[str, tuple[Any, Callable[..., Survey]]] = {
    "open": (rules.open_survey, running.open_survey), "close": (rules.close_survey, running.close_survey),
    "give_up": (rules.give_up, drafting.give_up)}


@form_methods
def step(request: HttpRequest, code: str, move: str) -> HttpResponse:
    """Open, close, give up: after one more question."""
    found, actor = survey_or_404(request, code)
    if move not in MOVES:
        raise Http404
    rule, do = MOVES[move]
    require(rule, actor, found)
    if request.method == "POST":
        try:
            do(actor=actor, survey=found)
        except Hindrance as error:
            messages.error(request, str(error.sentence))
        except NotFromHere:
            messages.error(request, gettext("Somebody was faster: the survey is in another state by now."))
        else:
            messages.success(request, gettext("Done. It stands on the timeline."))
        return redirect(found)
    return draw(request, "confirm", found, title=gettext(WORKFLOW.named(move).label), text=warning(found, move),
                danger=move != "open")


def warning(survey: Survey, move: str) -> str:
    if move == "open":
        return gettext("From then on no question can be changed.")
    if move == "give_up":
        return gettext("It stays on the record that it was prepared.")
    told = gettext("%(n)s answers have come in. They are opened and counted together, and nobody can answer any more. "
                   "This cannot be taken back.") % {"n": queries.arrived(survey)}
    waiting = queries.papers(survey).count()
    return told if not waiting else told + " " + gettext(
        "%(n)s paper forms are not settled yet; their answers would be lost.") % {"n": waiting}


@never_cache
@form_methods
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """One-time invitations, shown this once, to be printed and cut."""
    found, actor = survey_or_404(request, code)
    require(rules.invite, actor, found)
    sides = list(showing.SIDE.items()) if found.sort == "climate" else []
    form = InviteForm(sides, request.POST or None)
    if form.is_valid() and actor is not None:
        side = form.cleaned_data.get("side", "")
        made = inviting.invite(actor=actor, survey=found, side=side, many=form.cleaned_data["many"])
        return draw(request, "slips", found, title=gettext("Invitations"), side=showing.SIDE.get(side, ""), slips=[
            {"code": one, "address": request.build_absolute_uri(reverse("surveys:invited", args=[one]))}
            for one in made])
    return draw(request, "form", found, form=form, title=gettext("Invitations"), send=gettext("Make them"),
                lead=gettext("Each opens the form once. They are shown once, to be printed and handed out; we keep "
                             "nothing that tells who got which."))


@never_cache
@form_methods
def invitation(request: HttpRequest) -> HttpResponse:
    """Where somebody types the invitation from paper."""
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data["code"].strip()
        if queries.token(typed) is not None:
            return redirect("surveys:invited", typed)
        form.add_error("code", gettext("It was used already, or a letter of it is wrong, or its survey is not open. "
                                       "Each invitation can be used once."))
    return render(request, "surveys/invitation.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@form_methods
def papers(request: HttpRequest, code: str) -> HttpResponse:
    """The forms on paper that wait, and the number of the next one."""
    found, actor = survey_or_404(request, code)
    require(rules.key_in, actor, found)
    form = PaperForm(request.POST or None)
    if form.is_valid():
        number = form.cleaned_data["number"].strip()
        try:
            token = paper.invitation(found, number)
        except Hindrance as error:
            form.add_error("number", str(error.sentence))
        else:
            return keying(request, found, number, token.side if token else "")
    return draw(request, "papers", found, form=form, title=gettext("Key in paper forms"), rows=[
        {"pk": one.pk, "number": one.number if found.who != "invited" else gettext("form with an invitation"),
         "differs": one.state == "differs", "mine": actor is not None and one.first_by_id == actor.person.pk}
        for one in queries.papers(found)])


def keying(request: HttpRequest, found: Survey, number: str, side: str) -> HttpResponse:
    """The whole form on one page, as it lies on the desk; sent with `keyed`."""
    actor = named(request)
    questions = queries.questions(found, side)
    form = AnswerForm(questions, request.POST if "keyed" in request.POST else None, strict=False)
    if form.is_valid():
        try:
            done = paper.key_in(actor=actor, survey=found, number=number, values=form.values())
        except Hindrance as error:
            form.add_error(None, str(error.sentence))
        else:
            return keyed(request, found, done)
    return draw(request, "keying", found, form=form, title=gettext("Form %(number)s") % {"number": number},
                number=number, questions=whole_form(form, questions))


def whole_form(form: AnswerForm, questions: list[Question]) -> list[dict[str, Any]]:
    return [drawing(form, one, True) for one in questions]


def keyed(request: HttpRequest, found: Survey, done: Paper) -> HttpResponse:
    if done.state == "differs":
        messages.warning(request, gettext("The two readings differ. Please look at the paper."))
        return redirect("surveys:settle", found.code, done.pk)
    messages.success(request, gettext("Read twice and the same: the answer counts.") if done.state == "done" else
                     gettext("Read once. It counts when it has been read a second time."))
    return redirect("surveys:papers", found.code)


@never_cache
@form_methods
def settle(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Both readings beside each other, and what really stands on the paper."""
    found, actor = survey_or_404(request, code)
    require(rules.settle_paper, actor, found)
    one = queries.papers(found).filter(pk=number, state="differs").select_related("survey__key").first()
    if one is None or actor is None:
        raise Http404
    questions = queries.questions(found, one.side)
    first, second = (reading["values"] for reading in paper.readings(one))
    held: dict[str, Any] = {}
    for question in questions:
        held |= spread(question, first.get(question.code))
    form = AnswerForm(questions, request.POST or None, initial=held, strict=False)
    if form.is_valid():
        paper.settle_paper(actor=actor, paper=one, values=form.values())
        messages.success(request, gettext("Settled: the answer counts."))
        return redirect("surveys:papers", found.code)
    differing = [question for question in questions if first.get(question.code) != second.get(question.code)]
    return draw(request, "settle", found, form=form, title=gettext("Two readings of one form"), readings=[
        [asking.told(question.text, question.text_en), asking.readable(question, first.get(question.code)),
         asking.readable(question, second.get(question.code))] for question in differing],
        questions=whole_form(form, differing), others=[
            (name, value) for question in questions if question not in differing
            for name, given in spread(question, first.get(question.code)).items()
            for value in (given if isinstance(given, list) else [given])])


@form_methods
def facilitator(request: HttpRequest, code: str) -> HttpResponse:
    """One side names the facilitator of a climate survey."""
    found, actor = survey_or_404(request, code)
    require(rules.name_facilitator, actor, found)
    people = {one.pk: one for one in queries.facilitators()}
    form = FacilitatorForm([(pk, one.shown) for pk, one in people.items()], request.POST or None)
    if form.is_valid() and actor is not None:
        try:
            climate.name_facilitator(actor=actor, survey=found, person=people[int(form.cleaned_data["person"])])
        except Hindrance as error:
            form.add_error(None, str(error.sentence))
        else:
            messages.success(request, gettext("Named for your side. It is in force when both sides named the same "
                                              "person."))
            return redirect(found)
    return draw(request, "form", found, form=form, title=gettext("Name the facilitator"), send=gettext("Name"),
                lead=gettext("Somebody whom both sides trust. Free words are sealed to this person's key."))


@never_cache
@form_methods
def key(request: HttpRequest, code: str) -> HttpResponse:
    """The facilitator's key, shown this once."""
    found, actor = survey_or_404(request, code)
    require(rules.make_key, actor, found)
    if request.method == "POST":
        return draw(request, "key", found, title=gettext("Your key"),
                    secret=climate.make_key(actor=named(request), survey=found))
    return draw(request, "confirm", found, title=gettext("Make my key"), danger=False, text=gettext(
        "The key is shown once, to be printed. It opens what both sides write in free words; without it nobody can, "
        "not even whoever runs this server. If you made one before, it is replaced."))


@never_cache
@form_methods
def writings(request: HttpRequest, code: str) -> HttpResponse:
    """What people wrote. Of a climate survey only the facilitator's key opens it, in this one request."""
    found, actor = survey_or_404(request, code)
    require(rules.read_writings, actor, found)
    questions = {(one.side, one.code): one for one in queries.questions(found) if one.sort == "text"}
    form = KeyForm(request.POST or None) if found.sort == "climate" else None
    words: dict[Any, list[str]] = {key: [] for key in questions}
    opened = form is None
    if form is None:
        read_own(found, words)
    elif form.is_valid():
        try:
            for one in queries.writings(found):
                words[one.side, one.code].append(open_with(form.cleaned_data["secret"], one.body, running.drawer(
                    found, one.side, one.code)).decode())
            opened = True
        except NotAKey:
            form.add_error("secret", gettext("This is not a key, or a letter of it is wrong."))
        except Shut:
            form.add_error("secret", gettext("This is another key than the one of this survey."))
    return draw(request, "writings", found, form=form, opened=opened, title=gettext("What people wrote"), parts=[
        {"side": str(showing.SIDE.get(side, "")), "text": asking.told(one.text, one.text_en),
         "words": words[side, name], "gist": reverse("surveys:gist", args=[found.code, side or "-", name])}
        for (side, name), one in questions.items()])


def read_own(found: Survey, words: dict[Any, list[str]]) -> None:
    """Of an ordinary survey: the office that asked."""
    box = queries.box(found)
    for one in found.replies.exclude(texts=None).order_by("id"):
        for code, text in box.open_words(one.texts or b"", running.TEXTS).items():
            words["", code].append(text)


@form_methods
def gist(request: HttpRequest, code: str, side: str, question: str) -> HttpResponse:
    """What people wrote, told in other words."""
    found, actor = survey_or_404(request, code)
    require(rules.paraphrase, actor, found)
    side = "" if side == "-" else side
    asked = next((one for one in queries.questions(found, side) if one.code == question and one.sort == "text"), None)
    if asked is None or actor is None:
        raise Http404
    before = next((one.text for one in queries.gists(found) if (one.side, one.code) == (side, question)), "")
    form = GistForm(request.POST or None, initial={"text": before})
    if form.is_valid():
        try:
            climate.paraphrase(actor=actor, survey=found, side=side, code=question, text=form.cleaned_data["text"])
        except Hindrance as error:
            form.add_error(None, str(error.sentence))
        else:
            messages.success(request, gettext("Published beside the results."))
            return redirect(found)
    return draw(request, "form", found, form=form, title=gettext("Publish the gist"), send=gettext("Publish"),
                lead=asking.told(asked.text, asked.text_en))
