"""The forms of the desk and the offices, each on an address of its own."""
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as N_
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pendopo.channels.reports import showing
from pendopo.channels.reports.actions import (
    grouping,
    handling,
    holding,
    identity,
    listening,
    routing,
    signing,
    verifying,
)
from pendopo.channels.reports.actions.reading import Opened, opened
from pendopo.channels.reports.forms import AssignForm, DecideForm, IdentityForm, ReasonForm, RouteForm, WordsForm
from pendopo.channels.reports.forms_desk import HoldForm, SplitForm
from pendopo.channels.reports.forms_public import AnswerForm, FinishForm, GiveBackForm, SignForm, VerifyForm
from pendopo.channels.reports.models import Category, Report
from pendopo.channels.reports.queries import desk_phrases, outside, pages, redacting
from pendopo.channels.reports.queries.lists import categories
from pendopo.channels.reports.queries.officers import colleagues, releasable
from pendopo.channels.reports.queries.opening import MESSAGE, below, unlocked, words
from pendopo.channels.reports.queries.proposals import propose
from pendopo.channels.reports.views.shared import draw, in_memory
from pendopo.channels.reports.views.staff import ACTS, case_or_404
from pendopo.channels.reports.words import DOUBTS, REPEATED
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records.paging import with_words
from pendopo.core.workflow.table import NotFromHere
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.rules import require


@dataclass
class Here:
    """What a form of a case needs."""
    request: HttpRequest
    report: Report
    actor: Actor

    @property
    def sent(self) -> tuple[Any, Any]:
        post = self.request.method == "POST"
        return (self.request.POST, self.request.FILES) if post else (None, None)

    def opened(self) -> Opened:
        return opened(self.report, inside=True)

    def known(self) -> list[str]:
        """Whom no word for everybody may name."""
        return redacting.known(self.report)


def verify_form(here: Here) -> Any:
    found = here.opened().told
    proposed = propose(found.words, None, here.report.category)
    first = proposed.categories[0][0].pk if proposed.categories else ""
    title, text = ("", "") if here.report.secret else redacting.proposal(here.report, found.words)
    return VerifyForm(here.sent[0], categories=categories(), secret=here.report.secret, known=here.known, initial={
        "classification": here.report.classification, "category": first, "title": title, "text": text})


def kind_form(here: Here) -> Any:
    return VerifyForm(here.sent[0], categories=categories(), secret=True, initial={
        "classification": here.report.classification, "category": here.report.category_id})


def category_of(told: dict[str, Any]) -> Category | None:
    return Category.objects.filter(pk=told["category"]).first() if told["category"] else None


def verify(here: Here, told: dict[str, Any]) -> None:
    sure = told.get("sure")
    verifying.verify(actor=here.actor, report=here.report, classification=told["classification"],
                     category=category_of(told), title=told["title"] if sure else "", text=told["text"] if sure else "")


def reclassify(here: Here, told: dict[str, Any]) -> None:
    verifying.reclassify(actor=here.actor, report=here.report, classification=told["classification"],
                         category=category_of(told))


def route_form(reasoned: bool, optional: bool = False) -> Callable[[Here], Any]:
    def made(here: Here) -> Any:
        found = here.opened().told
        shut = below(found.about)
        offices = propose(found.words, None, here.report.category, shut).offices
        first = next((one.office.pk for one in offices if one.office.pk != here.report.office_id), None)
        return RouteForm(here.sent[0], reasoned=reasoned, optional=optional, shut=shut,
                         initial={"office": None if optional and not offices else first})
    return made


def route(here: Here, told: dict[str, Any]) -> None:
    proposed = propose(here.opened().told.words, None, here.report.category)
    hit = next((one for one in proposed.offices if one.office.pk == told["office"].pk), None)
    routing.route(actor=here.actor, report=here.report, office=told["office"],
                  proposed=proposed.by if hit else "person", sure=hit.confidence if hit else None)


def words_form(label: str, needed: bool = True) -> Callable[[Here], Any]:
    return lambda here: WordsForm(here.sent[0], label=gettext(label), needed=needed, with_files=False)


def heard_form(here: Here) -> Any:
    """With what was typed before, to be corrected."""
    return WordsForm(here.sent[0], label=gettext("What was said, word for word"), with_files=False,
                     initial={"text": here.opened().told.heard})


def plain(action: Callable[..., Any], name: str = "text") -> Callable[[Here, dict[str, Any]], None]:
    """An action that takes one text."""
    def do(here: Here, told: dict[str, Any]) -> None:
        action(actor=here.actor, report=here.report, **{name: told["text"]})
    return do


def bare(action: Callable[..., Any]) -> Callable[[Here, dict[str, Any]], None]:
    """An action that takes nothing but a yes."""
    def do(here: Here, _told: dict[str, Any]) -> None:
        action(actor=here.actor, report=here.report)
    return do


def answer_form(here: Here) -> Any:
    """With a template, or with what somebody outside answered, already in it."""
    text, key = "", here.request.GET.get("kalimat", "")
    phrase = desk_phrases.phrase(here.actor, key)
    if phrase is not None:
        text = desk_phrases.filled(phrase.text, here.report)
    elif (given := outside.answered(here.report, here.request.GET.get("dari-luar", ""))) is not None:
        text = words(given, unlocked(here.report))
    return AnswerForm(here.sent[0], public=here.report.visibility == "public", known=here.known,
                      initial={"text": text})


def answer(here: Here, told: dict[str, Any]) -> None:
    message = handling.answer(actor=here.actor, report=here.report, text=told["text"], public=told.get("public", ""))
    if message.waits:
        messages.info(here.request, gettext(UNSIGNED))


def sign_form(here: Here) -> Any:
    """What waits, to be signed as it stands or in better words."""
    message = pages.unsigned(here.report).first()
    words = {**unlocked(here.report).open_words(message.body, MESSAGE), "message": message.pk} if message else {}
    return SignForm(here.sent[0], public=here.report.visibility == "public", known=here.known, initial=words)


def sign(here: Here, told: dict[str, Any]) -> None:
    signing.sign(actor=here.actor, report=here.report, message=told["message"], text=told["text"],
                 public=told.get("public", ""))


def give_back_form(here: Here) -> Any:
    message = pages.unsigned(here.report).first()
    return GiveBackForm(here.sent[0], initial={"message": message.pk if message else None})


def give_back(here: Here, told: dict[str, Any]) -> None:
    signing.send_back(actor=here.actor, report=here.report, message=told["message"], text=told["text"])


def finish_form(here: Here) -> Any:
    category = here.report.category
    return FinishForm(*here.sent, public=here.report.visibility == "public", known=here.known,
                      physical=category is not None and category.physical)


def finish(here: Here, told: dict[str, Any]) -> None:
    closing = handling.finish(actor=here.actor, report=here.report, text=told["text"], public=told.get("public", ""),
                              photo=told.get("shown"))
    if closing.message.waits:
        messages.info(here.request, gettext(UNSIGNED))
    if closing.held:
        messages.warning(here.request, str(DOUBTS.get(closing.held, REPEATED)))


def release(here: Here, told: dict[str, Any]) -> None:
    closing = pages.held(here.report)
    if closing is not None:
        handling.release_proof(actor=here.actor, closing=closing, reason=told["text"])


def decide(here: Here, told: dict[str, Any]) -> None:
    asked = here.report.openings.filter(granted=None).exclude(asked_by=here.actor.person.pk).order_by("pk").first()
    if asked is not None:
        identity.decide_identity(actor=here.actor, opening=asked, granted=told["granted"])


WORDS: dict[str, tuple[Callable[[Here], Any], Callable[[Here, dict[str, Any]], None]]] = {
    "verifikasi": (verify_form, verify),
    "jenis": (kind_form, reclassify),
    "kirim": (route_form(reasoned=False), route),
    "alihkan": (route_form(reasoned=True), lambda here, told: _go(here, told, routing.reroute)),
    "bukan-kami": (route_form(reasoned=True, optional=True), lambda here, told: _go(here, told, routing.not_ours)),
    "tugaskan": (lambda here: AssignForm(here.sent[0], people=colleagues(here.report.office)),
                 lambda here, told: _assign(here, told)),
    "tarik": (words_form(N_("Note"), needed=False), bare(routing.recall)),
    "keluar": (words_form(N_("Note"), needed=False), bare(grouping.ungather)),
    "jawab-semua": (lambda here: AnswerForm(here.sent[0], public=True, known=here.known),
                    lambda here, told: _answer_all(here, told)),
    "pisah": (lambda here: SplitForm(here.sent[0], categories=categories()), lambda here, told: _split(here, told)),
    "tunjuk": (lambda here: AssignForm(here.sent[0], people=_nameable(here.report)),
               lambda here, told: _name(here, told)),
    "lepas": (lambda here: AssignForm(here.sent[0], people=releasable(here.actor, here.report)),
              lambda here, told: _release(here, told)),
    "tulis": (heard_form, plain(listening.transcribe)),
    "mulai": (words_form(N_("Note"), needed=False), bare(handling.begin)),
    "tanya": (words_form(N_("Your question")), plain(handling.ask)),
    "catat": (words_form(N_("Note")), plain(handling.note)),
    "jawab": (answer_form, answer),
    "tanda-tangan": (sign_form, sign),
    "kembalikan": (give_back_form, give_back),
    "beres": (finish_form, finish),
    "periksa-bukti": (words_form(N_("What you saw")), release),
    "tutup": (words_form(N_("What the reporter reads")), plain(handling.close_by_desk, "reason")),
    "arsip": (lambda here: ReasonForm(here.sent[0]), lambda here, told: _archive(here, told)),
    "blokir": (words_form(N_("Why")), plain(verifying.block, "reason")),
    "buka-blokir": (words_form(N_("Note"), needed=False), bare(verifying.unblock)),
    "pulihkan": (words_form(N_("Note"), needed=False), bare(verifying.restore)),
    "minta-identitas": (lambda here: IdentityForm(here.sent[0]), lambda here, told: _ask(here, told)),
    "tahan": (lambda here: HoldForm(here.sent[0]), lambda here, told: _hold(here, told)),
    "lepas-tahan": (words_form(N_("Note"), needed=False), bare(holding.lift_hold)),
    "putus-identitas": (lambda here: DecideForm(here.sent[0]), decide),
}
UNSIGNED = N_("It goes to the reporter when the head of the office has signed it. No clock stops for that.")
TEMPLATES = ("jawab", "jawab-semua", "tutup")            # where an answer template helps
SAID = {"bukan-kami": N_("It goes there at once; no clock stops for it."),
        "tahan": N_("While it stands nothing of this report is erased, not even when the reporter asks, and their name "
                    "and contact stay. They read the ground and the letter on their page."),
        "lepas-tahan": N_("If the account of the reporter was erased meanwhile, the report follows now.")}
WITHOUT_WORDS = ("lepas-tahan", "mulai", "tarik", "keluar", "buka-blokir", "pulihkan")     # a yes is enough


def _go(here: Here, told: dict[str, Any], action: Callable[..., Any]) -> None:
    action(actor=here.actor, report=here.report, office=told["office"], reason=told["reason"])


def _answer_all(here: Here, told: dict[str, Any]) -> None:
    if here.report.group is not None:
        grouping.answer_group(actor=here.actor, group=here.report.group, text=told["text"], public=told["public"])


def _split(here: Here, told: dict[str, Any]) -> None:
    part = grouping.split(actor=here.actor, report=here.report, text=told["text"],
                          classification=told["classification"], category=category_of(told))
    messages.info(here.request, gettext("The second matter is now %(code)s.") % {"code": part.code})


def _nameable(report: Report) -> Any:
    return (colleagues(report.office) | colleagues(report.desk)).distinct()


def _name(here: Here, told: dict[str, Any]) -> None:
    person = told["person"]
    theirs = here.report.office if colleagues(here.report.office).filter(pk=person.pk).exists() else here.report.desk
    if theirs is not None:
        routing.name_officer(actor=here.actor, report=here.report, person=person, office=theirs)


def _release(here: Here, told: dict[str, Any]) -> None:
    routing.release_officer(actor=here.actor, report=here.report, person=told["person"])


def _assign(here: Here, told: dict[str, Any]) -> None:
    routing.assign(actor=here.actor, report=here.report, person=told["person"])


def _archive(here: Here, told: dict[str, Any]) -> None:
    verifying.archive(actor=here.actor, report=here.report, reason=told["code"], text=told["text"])


def _hold(here: Here, told: dict[str, Any]) -> None:
    holding.set_hold(actor=here.actor, report=here.report, ground=told["ground"], reference=told["reference"])


def _ask(here: Here, told: dict[str, Any]) -> None:
    identity.ask_identity(actor=here.actor, report=here.report, ground=told["ground"], reason=told["text"])


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_memory
def act(request: HttpRequest, code: str, word: str) -> HttpResponseBase:
    """One form for each thing that can be done with a case."""
    report, actor = case_or_404(request, code)
    rule, label = next(((rule, label) for known, rule, label in ACTS if known == word), (None, ""))
    if rule is None:
        raise Http404
    require(rule, actor, report)
    here = Here(request, report, actor)
    build, do = WORDS[word]
    form = build(here)
    if word in WITHOUT_WORDS:
        form.fields.clear()
    if form.is_valid() and done(do, here, form):
        messages.success(request, gettext("Done. It stands on the timeline."))
        return redirect(after(request, code, actor))
    return draw(request, "reports/staff/act.html", form, record=report, title=gettext(label), danger=word == "blokir",
                over=showing.title(report), back=back(request, code), sounds=sounds(here, word),
                said=gettext(SAID[word]) if word in SAID else "",
                phrases=phrases(request, actor) if word in TEMPLATES else [])


def sounds(here: Here, word: str) -> list[dict[str, Any]]:
    """Beside the form in which they are typed."""
    return showing.first_files(here.opened(), "reports:case_file", here.report.code) if word == "tulis" else []


def phrases(request: HttpRequest, actor: Actor) -> list[dict[str, str]]:
    """Each fills the form; the way back to the queue stays in the address."""
    dari = request.GET.get("dari", "")
    return [{"text": one.name, "address": with_words(request.path, [("kalimat", str(one.pk)), ("dari", dari)])}
            for one in desk_phrases.phrases(actor)]


def back(request: HttpRequest, code: str) -> str:
    return with_words(reverse("reports:case", args=[code]), [("dari", request.GET.get("dari", ""))])


def after(request: HttpRequest, code: str, actor: Actor) -> str:
    """To the queue, if the officer came from there; else back to the case, if it is still theirs."""
    desk = reverse("reports:desk")
    if "dari" in request.GET:
        return f"{desk}?{request.GET['dari']}".rstrip("?")
    return reverse("reports:case", args=[code]) if pages.at_staff(code, actor) else desk


def done(do: Callable[[Here, dict[str, Any]], None], here: Here, form: Any) -> bool:
    """False with a sentence in the form when it cannot be done."""
    try:
        do(here, form.cleaned_data)
    except NotFromHere:
        form.add_error(None, gettext("Somebody was faster: the report is in another state by now."))
    except Hindrance as hindrance:
        form.add_error(None, str(hindrance.sentence))
    except NotTaken as wrong:
        form.add_error("photo" if "photo" in form.fields else None, wrong)
    else:
        return True
    return False
