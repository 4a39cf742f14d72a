"""One case: what came, what was said, its clocks, who looked, and what can be done with it."""
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pendopo.channels.reports import desk_case, rules, showing
from pendopo.channels.reports.actions import grouping, identity
from pendopo.channels.reports.actions.reading import Opened, look, look_file
from pendopo.channels.reports.models import Report
from pendopo.channels.reports.queries import desk, pages
from pendopo.channels.reports.queries.outside import asked
from pendopo.channels.reports.views.letters import letter
from pendopo.channels.reports.views.shared import computed, hand_out, legal
from pendopo.channels.reports.words import INSIDE
from pendopo.channels.reports.workflow import WITH_OFFICE
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.sessions import named
from pendopo.core.records import queries as records
from pendopo.core.records.telling import told
from pendopo.kit.rules import holds

LOOKS = 20                                       # of the latest looks, on the page of a case
MAIN = ("tanda-tangan", "kembalikan", "tulis", "verifikasi", "kirim", "mulai", "jawab", "tanya", "beres",
        "periksa-bukti", "putus-identitas")                       # as buttons
ACTS = (     # word of the address, rule, label
    ("tulis", rules.transcribe, gettext_noop("Type what was said")),
    ("verifikasi", rules.verify, gettext_noop("Verify")), ("kirim", rules.route, gettext_noop("Send to an office")),
    ("tanda-tangan", rules.sign, gettext_noop("Sign and send")),
    ("kembalikan", rules.send_back, gettext_noop("Give back to be changed")),
    ("mulai", rules.begin, gettext_noop("Begin")), ("jawab", rules.answer, gettext_noop("Answer")),
    ("tanya", rules.ask, gettext_noop("Ask the reporter")),
    ("beres", rules.finish, gettext_noop("Report done")),
    ("bukan-kami", rules.not_ours, gettext_noop("Not our authority")),
    ("alihkan", rules.reroute, gettext_noop("Send to another office")),
    ("terbit", rules.publish, gettext_noop("Text for the public")),
    ("tarik", rules.recall, gettext_noop("Take back")),
    ("jawab-semua", rules.answer_group, gettext_noop("One answer to all of this matter")),
    ("keluar", rules.ungather, gettext_noop("Take out of the group")),
    ("pisah", rules.split, gettext_noop("Make a second report of it")),
    ("luar", rules.forward_outside, gettext_noop("Ask somebody outside")),
    ("tunjuk", rules.name_officer, gettext_noop("Name another officer")),
    ("lepas", rules.release_officer, gettext_noop("Release an officer")),
    ("tugaskan", rules.assign, gettext_noop("Who works on it")), ("catat", rules.note, gettext_noop("Internal note")),
    ("jenis", rules.reclassify, gettext_noop("Change the kind")),
    ("periksa-bukti", rules.release_proof, gettext_noop("The proof holds: release it")),
    ("tutup", rules.close_by_desk, gettext_noop("Close with a reason")),
    ("arsip", rules.archive, gettext_noop("Archive")), ("blokir", rules.block, gettext_noop("Block")),
    ("buka-blokir", rules.unblock, gettext_noop("Unblock")),
    ("pulihkan", rules.restore, gettext_noop("Take out of the archive")),
    ("tahan", rules.set_hold, gettext_noop("Legal hold")),
    ("lepas-tahan", rules.lift_hold, gettext_noop("Lift the legal hold")),
    ("minta-identitas", rules.ask_identity, gettext_noop("Ask to see who reported")),
    ("putus-identitas", rules.decide_identity, gettext_noop("Decide whether the identity is opened")),
)


def case_or_404(request: HttpRequest, code: str) -> tuple[Report, Actor]:
    """The case for somebody who works on it; for everybody else it is not here."""
    actor = named(request)
    found = pages.at_staff(code, actor)
    if found is None:
        raise Http404
    return found, actor


@never_cache
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """One case with its text; that it was opened is listed."""
    report, actor = case_or_404(request, code)
    found = look(actor=actor, report=report)
    beside = pages.beside(report)
    readings = list(report.readings.select_related("person").order_by("pk"))
    outside = list(asked(report)) if beside.outside else []
    prefetch_related_objects([said.message for said in found.thread if said.message.sort in INSIDE], "by")
    offered, dari = ways(report, actor, found, beside), request.GET.get("dari", "")
    answer = render(request, "reports/staff/case.html", {
        "record": report, "title": showing.title(report), "state": showing.standing(report),
        "text": showing.body(found.told.text), "heard": showing.body(found.told.heard),
        "where": found.told.place, "facts": facts(report, found),
        "files": showing.first_files(found, "reports:case_file", report.code),
        **desk_case.threads(found, report, outside), "clocks": desk_case.clocks(report, records.clocks(report)),
        "unconfirmed": showing.unconfirmed(report), "ways": [one for one in offered if one["main"]],
        "more": [one for one in offered if not one["main"]],
        "timeline": told(inside(report), True), "known": beside.identity,
        "names": beside.identity and rules.look_identity.allows(actor, report), "looks": pages.looked(readings),
        "looked": readings[:-LOOKS - 1:-1],
        "readers": list(report.readers.filter(until=None).select_related("person", "office")) if report.secret else [],
        "held": desk_case.held(pages.held(report) if beside.proof else None, report), "letter": beside.letter,
        **desk_case.proposal(report, actor, found.told),
        **desk_case.family(report, actor, found.told.words, beside.part),
        "legal": legal(report) if beside.hold else {},
        "asked": desk_case.outside(outside, report), "open": report.closed is None,
        "dari": dari, "queue": f"{reverse('reports:desk')}?{dari}".rstrip("?")})
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_POST
def together(request: HttpRequest, code: str) -> HttpResponse:
    """This report and the ticked ones are about one matter."""
    report, actor = case_or_404(request, code)
    others = [one for one in desk.chosen(actor, request.POST.getlist("laporan")) if not one.secret]
    if others:
        try:
            grouping.gather(actor=actor, reports=[report, *others])
        except Hindrance as hindrance:
            messages.warning(request, str(hindrance.sentence))
        else:
            messages.success(request, gettext("They stand together now. One answer can go to all of them."))
    return redirect("reports:case", report.code)


def inside(report: Report) -> Any:
    """The whole timeline, with the rows that only those who work on it see."""
    return report.timeline.select_related("line", "actor", "office").order_by("pk")


def facts(report: Report, found: Any) -> list[tuple[str, Any]]:
    more = [(gettext("Returned"), gettext("%(times)s times “not our authority”") % {"times": report.returned}
             if report.returned else ""),
            (gettext("Works on it"), report.handler.shown if report.handler else ""),
            (gettext("Point"), point(report, found)), (gettext("Score"), report.score)]
    return [*showing.facts(report), *((term, value) for term, value in more if value)]


def point(report: Report, found: Any) -> str:
    """Coordinates, of a secret report from inside its seal."""
    place = found.told if report.secret else report.place
    return f"{place.lat:.5f}, {place.lng:.5f}" if place is not None and place.lat is not None else ""


def ways(report: Report, actor: Actor, found: Opened, beside: pages.Beside) -> list[dict[str, Any]]:
    """The buttons, each by the rule of its action."""
    hidden = set() if beside.proof else {"periksa-bukti"}
    hidden |= set() if beside.unsigned and report.state in WITH_OFFICE else {"tanda-tangan", "kembalikan"}
    hidden |= {"tahan"} if beside.hold else {"lepas-tahan"}
    hidden |= set() if beside.opening else {"putus-identitas"}
    if not showing.sounds(found):
        hidden |= {"tulis"}
    if not beside.identity or not (report.anonymous or report.secret):
        hidden |= {"minta-identitas"}                # nothing was left, or it can be looked at plainly
    if report.state != "verified":
        hidden |= set() if report.state in ("routed", "working", "replied", "reopened") else {"alihkan"}
    if report.group_id is None:
        hidden |= {"jawab-semua", "keluar"}
    known: dict[str, Callable[[Any], Q]] = {"tahan": rules.holders}          # that none stands is known here
    return [{"text": gettext(label), "address": reverse("reports:case_act", args=[report.code, word]),
             "main": word in MAIN} for word, rule, label in ACTS
            if word not in hidden and holds(known.get(word, rule.q)(actor), report)]


@never_cache
@require_safe
def clock(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """How a day of this case was computed."""
    report, _actor = case_or_404(request, code)
    return computed(request, report, key, reverse("reports:case", args=[report.code]))


@never_cache
@require_safe
def file(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A sealed file of a case; the look is listed."""
    report, actor = case_or_404(request, code)
    found = pages.enclosure(report, key)
    if found is None:
        raise Http404
    return hand_out(*look_file(actor=actor, enclosure=found))


@never_cache
@require_POST
def who(request: HttpRequest, code: str) -> HttpResponse:
    """Name and contact of the reporter, for this one page; the look is listed."""
    report, actor = case_or_404(request, code)
    found = identity.look_identity(actor=actor, report=report)
    if found is None:
        return redirect("reports:case", report.code)
    answer = render(request, "reports/staff/who.html", {
        "record": report, "title": showing.title(report), "facts": [
            (term, value) for term, value in (
                (gettext("Name"), found.name), (gettext("Telephone number"), found.phone),
                (gettext("E-mail"), found.email), (gettext("Address"), found.address)) if value]})
    answer["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_safe
def ombudsman(request: HttpRequest, code: str) -> HttpResponse:
    """The letter, ready to print: who, what, when, and what was asked before."""
    report, _actor = case_or_404(request, code)
    return letter(request, report, rows=told(inside(report), True), own=False)
