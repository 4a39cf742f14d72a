"""Saying something on a record, and how one stands to it. Every form has an address of its own, so that the record's
page stays the same for everybody; what a visitor typed is there again after signing in."""
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from pendopo.core.people.actions.receipts import give_receipt
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person, Receipt
from pendopo.core.people.sessions import at, visitor
from pendopo.core.records.models import Record
from pendopo.core.records.paging import OLDER, Key
from pendopo.core.records.queries import detail
from pendopo.core.records.rules import see
from pendopo.core.voices import panels, queries, rules
from pendopo.core.voices.actions import moderation, speech, standing
from pendopo.core.voices.forms import CommentForm, FlagForm, VolumeForm, too_often
from pendopo.core.voices.models import WINDOW, Comment
from pendopo.kit import atom
from pendopo.kit.codes import in_address
from pendopo.kit.limits.actions import TooOften
from pendopo.kit.markdown import plain
from pendopo.kit.rules import require

DRAFT = "voices.draft"          # in the visitor's own session, until they have signed in and sent it


def found(request: HttpRequest, code: str) -> tuple[Record, Actor | None]:
    """The record and who asks; whether it exists is not told to somebody who may not see it, not by the number of
    questions to the database either."""
    read = in_address(code)
    if read is None:
        raise Http404
    key = Record.objects.filter(code=str(read)).values_list("pk", flat=True).first()
    actor = at(request, key or 0)
    record = detail(str(read), actor)
    if record is None:
        raise Http404
    return record, actor


def spoken(request: HttpRequest, number: int) -> tuple[Comment, Actor | None]:
    """The comment and who asks, under the same rule as on its record's page."""
    comment = get_object_or_404(Comment.objects.select_related("record__office", "author", "office"), pk=number)
    actor = at(request, comment.record_id)
    if not rules.read.allows(actor, comment) or comment.traceless:
        raise Http404
    return comment, actor


def sign_in(request: HttpRequest) -> HttpResponse:
    """Through the door and back to this very page."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def back_to(comment: Comment) -> str:
    return f"{comment.record.get_absolute_url()}#c{comment.pk}"


@require_safe
def everything(request: HttpRequest, code: str) -> HttpResponse:
    """All comments of a record, a page of threads at a time."""
    record, actor = found(request, code)
    discussion = queries.discussion(record, actor, Key.read(request.GET.get(OLDER, "")))
    return render(request, "voices/discussion.html", {
        "record": record, "voices": panels.told(discussion, record, actor)})


@require_safe
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest comments on a public record as Atom, whoever asks: nothing that waits, is hidden or was taken back."""
    read = in_address(code)
    record = detail(str(read), None) if read else None
    if record is None or record.visibility != "public":
        raise Http404
    newest = Comment.objects.filter(record=record.pk, state="shown").select_related("author", "office").order_by("-pk")
    return atom.feed(
        request, f"{gettext('Comments')}: {record.title}", reverse("voices:discussion", args=[record.code]),
        [atom.Row(panels.author(one), reverse("voices:comment", args=[one.pk]), one.edited or one.at,
                  plain(one.text, 500), panels.author(one)) for one in newest[:atom.NEWEST]])


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The form for a comment or a reply. Whoever is not signed in writes first and signs in then."""
    record, actor = found(request, code)
    if actor is not None:
        require(rules.comment, actor, record)
    parent = replied_to(record, actor, request.GET.get("ke", ""))
    passage = request.GET.get("bagian", "")[:40] if parent is None else ""
    about = queries.passages(record).get(passage, "") if passage else ""
    kept = request.session.get(DRAFT, {}) if actor is not None else {}
    kept = kept if kept.get("code") == record.code else {}
    form = CommentForm(request.POST or None, initial={"text": kept.get("text", "")}, offices=offices(actor))
    if request.method == "POST" and form.is_valid():
        if actor is None:
            request.session[DRAFT] = {"code": record.code, "text": form.cleaned_data["text"]}
            return sign_in(request)
        if done := send(request, actor, record, form, parent, passage if about else ""):
            return done
    return render(request, "voices/write.html", {
        "record": record, "form": form, "parent": parent and panels.author(parent), "draft": bool(kept),
        "quote": plain(parent.text, 160) if parent else about, "visitor": actor is None})


def replied_to(record: Record, actor: Actor | None, number: str) -> Comment | None:
    if not number.isdecimal() or len(number) > 18:
        return None
    return Comment.objects.filter(rules.flag.q(actor), record=record.pk, pk=int(number)).select_related(
        "author", "office").first()


def offices(actor: Actor | None) -> list[Organisation]:
    """For whom this person may speak; nobody is asked who speaks only for themselves."""
    held = actor.at(*rules.SPEAKERS) if actor is not None else frozenset()
    return list(Organisation.objects.filter(pk__in=held)) if held else []


def send(request: HttpRequest, actor: Actor, record: Record, form: CommentForm,
         parent: Comment | None, passage: str) -> HttpResponse | None:
    """None when it was too much in too short a time: the form says so and keeps the text."""
    chosen = form.cleaned_data.get("office")
    office = Organisation.objects.get(pk=chosen) if chosen else None
    try:
        said = speech.comment(actor=actor, record=record, text=form.cleaned_data["text"], parent=parent, office=office,
                              passage=passage)
    except TooOften as error:
        form.add_error(None, too_often(error))
        return None
    request.session.pop(DRAFT, None) if DRAFT in request.session else None
    messages.success(request, gettext("Thank you. A moderator looks at your comment before everybody sees it.")
                     if said.state == "held" else gettext("Thank you. Your comment stands on the record."))
    address = f"{record.get_absolute_url()}#c{said.pk}"
    if code := at_the_counter(actor, record):
        answer = render(request, "voices/handed.html", {"record": record, "receipt": code, "back": address})
        answer["Cache-Control"] = "no-store"
        return answer
    return redirect(address)


def at_the_counter(actor: Actor, record: Record) -> str:
    """Whom an officer helps has no account: the first words on a record come with its receipt, to correct them and to
    take them back. Empty for everybody else, and for whoever has one."""
    if not isinstance(actor, Person) or actor.helper is None or actor.sort != "guest":
        return ""
    if Receipt.objects.filter(person=actor.pk, record=record.pk, ended=None).exists():
        return ""
    return give_receipt(actor=actor, record_id=record.pk, address=record.get_absolute_url().removeprefix("/en"))


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One comment with its thread: where links to it lead."""
    comment, actor = spoken(request, number)
    thread = queries.thread_of(comment, actor)
    if thread is None:
        raise Http404
    reader = panels.Reader(actor, comment.record, actor is None or rules.comment.allows(actor, comment.record))
    return render(request, "voices/comment.html", {
        "record": comment.record, "thread": reader.thread(thread), "author": panels.author(comment)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    comment, actor = spoken(request, number)
    require(rules.edit, actor, comment)
    form = CommentForm(request.POST or None, initial={"text": comment.text})
    if request.method == "POST" and form.is_valid() and actor is not None:
        try:
            speech.edit(actor=actor, comment=comment, text=form.cleaned_data["text"])
        except TooOften as error:
            form.add_error(None, too_often(error))
        else:
            messages.success(request, gettext("Your comment is corrected."))
            return redirect(back_to(comment))
    return render(request, "voices/edit.html", {
        "record": comment.record, "form": form, "until": comment.at + WINDOW, "back": back_to(comment)})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    comment, actor = spoken(request, number)
    require(rules.withdraw, actor, comment)
    if request.method == "POST" and actor is not None:
        speech.withdraw(actor=actor, comment=comment)
        messages.success(request, gettext("Your comment is taken back."))
        return redirect(comment.record)
    return render(request, "voices/confirm.html", {
        "record": comment.record, "title": gettext("Take this comment back?"), "quote": plain(comment.text, 300),
        "text": gettext("Your words are deleted. After a quarter of an hour the page says that there was a comment "
                        "which its author took back."),
        "yes": gettext("Yes, take it back"), "kind": "danger", "back": back_to(comment)})


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Report a comment. No account is needed; five an hour from one account or one address of the network."""
    comment, actor = spoken(request, number)
    require(rules.flag, actor, comment)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        key = str(actor.person.pk) if actor else request.META.get("REMOTE_ADDR", "")
        try:
            moderation.flag(actor=actor, comment=comment, key=key, **form.cleaned_data)
        except TooOften as error:
            form.add_error(None, too_often(error))
        else:
            return render(request, "voices/flagged.html", {"record": comment.record, "back": back_to(comment)})
    return render(request, "voices/flag.html", {
        "record": comment.record, "form": form, "author": panels.author(comment), "quote": plain(comment.text, 300),
        "back": back_to(comment)})


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """How loudly one wants to be told, or no more. One button on the record's page sends the usual volume here."""
    record, actor = found(request, code)
    if not isinstance(actor, Person):
        return sign_in(request)
    require(rules.follow, actor, record)
    volume = queries.standing(record, actor)["volume"]
    form = VolumeForm(request.POST or None, initial={"volume": volume or "normal"})
    if request.method == "POST" and ("stop" in request.POST or form.is_valid()):
        return stand(request, record, lambda: standing.unfollow(actor=actor, record=record) if "stop" in request.POST
                     else standing.follow(actor=actor, record=record, volume=form.cleaned_data["volume"]),
                     gettext("You no longer follow this.") if "stop" in request.POST else gettext("You follow this."))
    return render(request, "voices/follow.html", {"record": record, "form": form, "volume": volume})


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, code: str) -> HttpResponse:
    record, actor = found(request, code)
    if not isinstance(actor, Person):
        return sign_in(request)
    return supporting(request, actor, record, None, queries.standing(record, actor)["supported"])


@require_http_methods(["GET", "HEAD", "POST"])
def support_comment(request: HttpRequest, number: int) -> HttpResponse:
    comment, actor = spoken(request, number)
    if not isinstance(actor, Person):
        return sign_in(request)
    return supporting(request, actor, comment.record, comment,
                      comment.supporters.filter(person=actor.pk).exists())


def supporting(request: HttpRequest, actor: Person, record: Record, comment: Comment | None,
               now: bool) -> HttpResponse:
    """A page that asks once; from a button that already stands behind it, straight to the deed."""
    require(rules.unsupport if now else rules.support, actor, record)
    do = standing.unsupport if now else standing.support
    if request.method == "POST":
        return stand(request, record, lambda: do(actor=actor, record=record, comment=comment),
                     gettext("Your support is taken back.") if now else gettext("You support this."), comment)
    return render(request, "voices/confirm.html", {
        "record": record, "kind": "main", "back": back_to(comment) if comment else record.get_absolute_url(),
        "title": gettext("Take your support back?") if now else gettext("Do you support this?"),
        "quote": plain(comment.text, 300) if comment else record.title,
        "text": gettext("Everybody sees how many support it; nobody sees who."),
        "yes": gettext("Yes, take it back") if now else gettext("Yes, I support it")})


def stand(request: HttpRequest, record: Record, do: Any, said: str, comment: Comment | None = None) -> HttpResponse:
    try:
        do()
    except TooOften as error:
        messages.error(request, too_often(error))
    else:
        messages.success(request, said)
    return redirect(back_to(comment) if comment else record.get_absolute_url())


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I said, with what became of it, and what I follow."""
    actor = visitor(request)
    if actor is None:
        return sign_in(request)
    older = Key.read(request.GET.get(OLDER, ""))
    rows = queries.of_person(actor, older)
    more = rows[19:20] if len(rows) > 20 else []
    follows = [row for row in queries.followed(actor.person) if see.allows(actor, row.record)] if older is None else []
    return render(request, "voices/mine.html", {
        "comments": [panels.own_row(row) for row in rows[:20]], "follows": follows, "first": older is None,
        "moderator": bool(actor.at("moderator")),
        "older": f"{reverse('voices:mine')}?{urlencode({OLDER: str(Key(more[0].at, more[0].pk))})}" if more else ""})
