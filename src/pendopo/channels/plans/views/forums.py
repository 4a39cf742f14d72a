"""The multi-stakeholder forum: who sits there, by which rules, when it met, what was said."""
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pendopo.channels.plans import rules, showing, timing
from pendopo.channels.plans.actions import meeting as meetings
from pendopo.channels.plans.bodies import Forum, Meeting, Seat
from pendopo.channels.plans.body_forms import ForumForm, MeetingForm, MinutesForm, RulesForm, SeatForm
from pendopo.channels.plans.models import Plan
from pendopo.channels.plans.queries import forums
from pendopo.channels.plans.views.shared import form_methods, here, kept_by, posted, sheet, thanks, way
from pendopo.channels.plans.words import FUNCTIONS, MEETINGS, SIDES
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.people.roles import OFFICIAL
from pendopo.core.people.sessions import named, visitor
from pendopo.kit import atom
from pendopo.kit.markdown import plain
from pendopo.kit.rules import Refused, require
from pendopo.kit.ui.dates import dated


def forum_or_404(slug: str) -> Forum:
    found = forums.forum(slug)
    if found is None:
        raise Http404
    return found


def crumbs(found: Forum | None = None) -> list[dict[str, str]]:
    first = (gettext("Forums"), reverse("plans:forums"))
    return way(first, (found.called, found.get_absolute_url())) if found else way(first)


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """All forums, each with its clock."""
    actor, today = visitor(request), timezone.localdate()
    return render(request, "plans/forums.html", {
        "cards": [card(one, today) for one in forums.forums()], "crumbs": way(),
        "founds": actor is not None and bool(actor.at(*rules.EDITORS))})


def card(one: Any, today: Any) -> dict[str, Any]:
    clock = forums.clock(one.last, today)
    return {"title": one.called, "address": one.get_absolute_url(), "over": gettext("Forum"),
            "state": timing.meeting_tag(clock), "meta": [
                ngettext("%(n)s seat of the government", "%(n)s seats of the government", one.officials) % {
                    "n": one.officials},
                ngettext("%(n)s seat of civil society", "%(n)s seats of civil society", one.others) % {
                    "n": one.others}]}


@require_safe
def feed(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Meetings and their minutes as Atom, of one forum or of all: what was called or published last comes first."""
    found = forum_or_404(slug) if slug else None
    return atom.feed(
        request, found.called if found else gettext("Forums"),
        found.get_absolute_url() if found else reverse("plans:forums"), [
            atom.Row(f"{row.forum.called}: {told['title']}, {told['state']['text']}", told["address"],
                     row.published or row.at, f"{dated(row.day)}. {plain(row.minutes or row.agenda, 500)}",
                     row.forum.organisation.called)
            for row in forums.latest(found)[:atom.NEWEST] for told in (meeting_card(row),)])


@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    found, actor, today = forum_or_404(slug), visitor(request), timezone.localdate()
    rows, clock = forums.seats(found), forums.clock_of(found, today)
    return render(request, "plans/forum.html", {
        "found": found, "crumbs": crumbs(), "clock": clock, "clock_tag": timing.meeting_tag(clock),
        "clock_words": timing.meeting_words(clock), "rules_html": SafeString(found.rules_html),
        "about": found.about, "files": paper_files(found.rules_file, found.rules_url, gettext("The rules")),
        "sides": [(str(SIDES[side]), [seat(row) for row in rows if row.until is None and (
            row.organisation.side in OFFICIAL) is (side == "government")]) for side in SIDES],
        "past": [seat(row) for row in rows if row.until is not None],
        "meetings": [meeting_card(row) for row in forums.meetings(found)],
        "keeps": rules.hold_meeting.allows(actor, found), "entry": showing.entry(
            found.line.seq if found.line else None)})


def seat(row: Seat) -> dict[str, Any]:
    return {"key": row.pk, "name": row.organisation.called, "function": str(FUNCTIONS[row.function]),
            "address": reverse("people:organisation", args=[row.organisation.slug]),
            "person": row.person.name if row.person else "", "since": row.since, "until": row.until}


def meeting_card(row: Meeting) -> dict[str, Any]:
    if row.published:
        state = {"text": gettext("Minutes published"), "tone": "good"}
    elif row.day > timezone.localdate():
        state = {"text": gettext("Called"), "tone": "waiting"}
    else:
        state = {"text": gettext("Minutes are missing"), "tone": "late"}
    return {"title": gettext("Meeting %(number)s") % {"number": row.number}, "address": row.get_absolute_url(),
            "over": str(MEETINGS[row.sort]), "state": state, "meta": [
                one for one in (dated(row.day), row.place, row.plan.code if row.plan else "") if one]}


def paper_files(file: Any, url: str, name: str) -> list[dict[str, Any]]:
    """For the macro file_list: a stored file, an address, or neither."""
    found = []
    if file is not None:
        found.append({"name": name, "address": file.get_absolute_url(), "kind": showing.KINDS.get(file.mime, ""),
                      "size": file.size, "digest": file.sha256})
    if url:
        found.append({"name": name, "address": url, "kind": "link", "note": url})
    return found


@require_safe
def meeting(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found, row, actor = *of(slug, number), visitor(request)
    return render(request, "plans/meeting.html", {
        "found": found, "row": row, "crumbs": crumbs(found), "state": meeting_card(row)["state"],
        "sort": MEETINGS[row.sort], "agenda": SafeString(row.agenda_html), "minutes": SafeString(row.minutes_html),
        "files": paper_files(row.minutes_file, row.minutes_url, gettext("Minutes")),
        "present": [(one.called, one.get_absolute_url() if hasattr(one, "get_absolute_url") else reverse(
            "people:organisation", args=[one.slug])) for one in row.present.order_by("name")],
        "entry": showing.entry(row.minutes_line.seq if row.minutes_line else None),
        "keeps": rules.publish_minutes.allows(actor, row)})


def of(slug: str, number: int) -> tuple[Forum, Meeting]:
    found = forum_or_404(slug)
    row = forums.meeting(found, number)
    if row is None:
        raise Http404
    return found, row


@form_methods
def found_forum(request: HttpRequest) -> HttpResponse:
    actor = named(request)
    keepers = kept_by(actor)
    if not keepers:
        raise Refused(rules.found_forum)
    form = ForumForm(keepers, posted(request)[0])
    if form.is_valid():
        try:
            made = meetings.found_forum(actor=actor, told=form.cleaned_data, plans=list(
                Plan.objects.filter(owner=form.cleaned_data["organisation"], forum=None, sort="action")))
        except Hindrance as hindrance:
            form.add_error("name", str(hindrance.sentence))
        else:
            thanks(request, gettext("The forum is on record. Publish its rules and its seats next."))
            return redirect(made)
    return sheet(request, form, title=gettext("Put a forum on record"), send=gettext("Save"),
                 back=reverse("plans:forums"), crumbs=crumbs())


def kept(slug: str, actor: Actor) -> Forum:
    found = forum_or_404(slug)
    require(rules.set_rules, actor, found)
    return found


@form_methods
def set_rules(request: HttpRequest, slug: str) -> HttpResponse:
    actor = named(request)
    found = kept(slug, actor)
    form = RulesForm(*posted(request), initial={"text": found.rules, "url": found.rules_url})
    if form.is_valid():
        told = form.cleaned_data
        meetings.set_rules(actor=actor, forum=found, text=told["text"], url=told["url"], kept=told["file"])
        thanks(request, gettext("The rules are public."), told)
        return redirect(found)
    return sheet(request, form, title=gettext("Rules of the forum"), send=gettext("Publish"),
                 back=found.get_absolute_url(), crumbs=crumbs(found))


@form_methods
def add_seat(request: HttpRequest, slug: str) -> HttpResponse:
    actor = named(request)
    found = kept(slug, actor)
    form = SeatForm(here(), posted(request)[0])
    if form.is_valid():
        meetings.seat(actor=actor, forum=found, organisation=form.cleaned_data["organisation"],
                      function=form.cleaned_data["function"])
        thanks(request, gettext("The seat is on record."))
        return redirect(found)
    return sheet(request, form, title=gettext("Add a seat"), send=gettext("Save"), back=found.get_absolute_url(),
                 crumbs=crumbs(found))


@never_cache
@form_methods
def end_seat(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    actor = named(request)
    found = kept(slug, actor)
    row = next((one for one in forums.seats(found) if one.pk == key and one.until is None), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        row.forum = found
        meetings.unseat(actor=actor, seat=row)
        thanks(request, gettext("The seat has ended; that it was there stays."))
        return redirect(found)
    return render(request, "plans/confirm.html", {
        "title": gettext("End the seat of %(name)s?") % {"name": row.organisation.called}, "kind": "danger",
        "text": gettext("The list of former members will show it."), "yes": gettext("Yes, end it"),
        "back": found.get_absolute_url(), "crumbs": crumbs(found)})


@form_methods
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """A meeting is called, or one that was held is put down."""
    actor = named(request)
    found = kept(slug, actor)
    form = MeetingForm(Plan.objects.filter(forum=found), posted(request)[0])
    if form.is_valid():
        made = meetings.hold_meeting(actor=actor, forum=found, told=form.cleaned_data)
        thanks(request, gettext("The meeting is public. Its minutes count from the day on which they are."))
        return redirect(made)
    return sheet(request, form, title=gettext("Call a meeting"), send=gettext("Publish"), crumbs=crumbs(found),
                 back=found.get_absolute_url(), lead=gettext("Or put down one that was held."))


@form_methods
def minutes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actor, (found, row) = named(request), of(slug, number)
    require(rules.publish_minutes, actor, row)
    seated = Organisation.objects.filter(forum_seats__forum=found, forum_seats__until=None).order_by("name")
    form = MinutesForm(seated, *posted(request), initial={"text": row.minutes, "url": row.minutes_url,
                                                          "people": row.people})
    if form.is_valid():
        told = form.cleaned_data
        try:
            meetings.publish_minutes(actor=actor, meeting=row, text=told["text"], url=told["url"], kept=told["file"],
                                     present=list(told["present"]), people=told["people"])
        except Hindrance as hindrance:
            form.add_error(None, str(hindrance.sentence))
        else:
            thanks(request, gettext("The minutes are public."), told)
            return redirect(row)
    return sheet(request, form, title=gettext("Minutes of meeting %(number)s") % {"number": row.number},
                 send=gettext("Publish"), back=row.get_absolute_url(), crumbs=crumbs(found))
