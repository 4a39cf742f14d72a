"""The voices on a record as its page draws them: plain rows, every address and sentence made once."""
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.core.records.paging import OLDER, Key
from pendopo.core.voices import rules
from pendopo.core.voices.models import VOLUMES, WINDOW, Case, Comment
from pendopo.core.voices.queries import Discussion, Thread, discussion
from pendopo.core.voices.reasons import REASONS
from pendopo.kit.rules import holds

STATE_SIDES = ("government", "council")


def discussion_context(request: HttpRequest, record: Record, actor: Actor | None) -> dict[str, Any]:
    """What "voices/actions.html" and "voices/comments.html" need: one key, `voices`. Two queries."""
    found = discussion(record, actor, Key.read(request.GET.get(OLDER, "")) if "voices" in request.GET else None)
    return {"voices": told(found, record, actor)}


def told(found: Discussion, record: Record, actor: Actor | None) -> dict[str, Any]:
    """The discussion for this reader. A visitor gets links only: whoever needs a form finds it on a page of its own."""
    kind, code = kinds.get(record.kind), record.code
    takes = kind.comments == "open" and record.visibility in ("public", "members", "sealed")
    here = Reader(actor, code, takes and (actor is None or rules.comment.allows(actor, record)))
    address = settings.SITE + record.get_absolute_url()
    return {
        "threads": [here.thread(thread) for thread in found.threads], "count": found.count, "closed": not takes,
        "older": found.older and f"{reverse('voices:discussion', args=[code])}?{urlencode({OLDER: found.older})}",
        "write": reverse("voices:write", args=[code]) if here.writes else "",
        "supports": found.supports, "supported": found.supported,
        "support": reverse("voices:support", args=[code]) if may(rules.support, actor, record) else "",
        "followers": found.followers, "volume": found.volume, "volume_text": dict(VOLUMES).get(found.volume, ""),
        "follow": reverse("voices:follow", args=[code]) if kind.follow and may(rules.follow, actor, record) else "",
        "named": isinstance(actor, Person), "address": address, "title": record.title,
        "share": urlencode({"text": f"{record.title} {address}"}),
        "conduct": reverse("voices:conduct"), "log": reverse("voices:log")}


def may(rule: Any, actor: Actor | None, record: Record) -> bool:
    """A visitor is shown the way, too: it leads through the door."""
    return record.visibility == "public" if actor is None else bool(rule.allows(actor, record))


class Reader:
    """Turns comments into what the macro `comments` takes, for one reader. Addresses are put together, not reversed:
    a hundred comments have four hundred of them."""

    def __init__(self, actor: Actor | None, code: str, writes: bool) -> None:
        self.writes = writes
        self.language, self.now = get_language() or "id", timezone.now()
        self.own = rules.own(actor)
        self.base = reverse("voices:comment", args=[0])[:-2]
        self.reply = f"{reverse('voices:write', args=[code])}?ke="
        self.log = reverse("voices:log")

    def thread(self, thread: Thread) -> dict[str, Any]:
        return self.item(thread.comment) | {"replies": [self.item(reply) for reply in thread.replies]}

    def item(self, comment: Comment) -> dict[str, Any]:
        at = f"{self.base}{comment.pk}/"
        found: dict[str, Any] = {
            "id": f"c{comment.pk}", "author": author(comment), "moment": comment.at, "address": at,
            "body": SafeString(comment.html), "official": comment.rank == "official",
            "side": side(comment), "edited": comment.edited if comment.state == "shown" else None,
            "lang": comment.language if comment.language != self.language else ""}
        mine = holds(self.own, comment)
        if comment.state == "withdrawn":
            return found | {"author": gettext("A comment that is gone"), "body": gone(comment), "lang": ""}
        if comment.state == "hidden":
            return found | {"hidden": self.why(comment, at if mine else "")}
        if comment.state == "held":
            found["body"] = Markup("{}<p><em>{}</em></p>").format(
                found["body"], gettext("Only you see this: a moderator will look at it first."))
        return found | {"links": self.links(comment, at, mine)} | (
            {"supports": comment.supports} if comment.supports else {})

    def links(self, comment: Comment, at: str, mine: bool) -> list[dict[str, str]]:
        ways = []
        if comment.state == "shown":
            if self.writes:
                ways.append({"text": gettext("Reply"), "address": f"{self.reply}{comment.pk}"})
            supported = getattr(comment, "supported", False)
            ways.append({"text": gettext("Take support back") if supported else gettext("Support"),
                         "address": f"{at}dukung/"})
            if not mine:
                ways.append({"text": gettext("Report"), "address": f"{at}laporkan/"})
        if mine and self.now - comment.at <= WINDOW:
            ways.append({"text": gettext("Correct"), "address": f"{at}ubah/"})
        if mine and comment.rank == "ordinary":
            ways.append({"text": gettext("Take back"), "address": f"{at}tarik/"})
        return ways

    def why(self, comment: Comment, mine: str) -> Markup:
        """The rule it broke, and where the decision stands; its author finds the way to object beside it."""
        reason = REASONS.get(comment.reason)
        ways = [(self.log, gettext("Moderation log"))] + ([(f"{mine}banding/", gettext("Object"))] if mine else [])
        links = Markup(" · ").join(Markup('<a href="{}">{}</a>').format(*way) for way in ways)
        return Markup("{} ({})").format(reason.title if reason else gettext("a rule of the house"), links)


def author(comment: Comment) -> str:
    """The office where somebody spoke for one; else the name that the person chose."""
    if comment.office is not None:
        return comment.office.called
    return comment.author.shown if comment.author else gettext("Somebody")


def side(comment: Comment) -> str:
    if comment.office is None:
        return ""
    return "government" if comment.office.side in STATE_SIDES else "society"


def gone(comment: Comment) -> Markup:
    words = (gettext("Withdrawn by its author.") if comment.author_id else
             gettext("Removed together with its author's account."))
    return Markup("<p><em>{}</em></p>").format(words)


# The moderators' desk, the log, and one's own words.

OUTCOMES = {
    "open": (_("Waits for a moderator"), "waiting"), "kept": (_("Kept"), "good"), "hidden": (_("Hidden"), "bad"),
    "appealed": (_("Hidden, the author objects"), "late"), "upheld": (_("Stays hidden after an objection"), "bad"),
    "restored": (_("Shown again after an objection"), "good"),
}
STATES = {"shown": (_("Shown"), "good"), "held": OUTCOMES["open"], "hidden": OUTCOMES["hidden"]}
CAUSES = {"spam": _("Looks like advertising"), "flag": _("Reported"), "own": _("Seen by a moderator")}


def tag(states: dict[str, Any], name: str) -> dict[str, Any]:
    text, tone = states[name]
    return {"text": text, "tone": tone}


def case_row(case: Case) -> dict[str, Any]:
    """A comment that waits at the moderators' desk, with what was reported about it (never by whom)."""
    comment = case.comment
    return {"pk": comment.pk, "number": case.pk, "author": author(comment), "at": comment.at,
            "body": SafeString(comment.html), "language": comment.language, "score": comment.score,
            "record": {"title": comment.record.title, "address": comment.record.get_absolute_url()},
            "cause": CAUSES[case.cause], "appealed": case.state == "appealed",
            "reports": [{"reason": REASONS[flag.reason].title, "words": flag.words}
                        for flag in comment.flags.all() if flag.reason in REASONS]}


def queue_filters(state: str, cause: str, kind: str) -> dict[str, Any]:
    """The choice of the queue as the macro `filters` takes it: it stands in the address."""
    every = gettext("All")
    return {
        "address": reverse("voices:queue"), "clear": reverse("voices:queue"),
        "active": sum(bool(one) for one in (state != "open", cause, kind)),
        "selects": [
            {"name": "state", "label": gettext("What waits"), "value": state,
             "choices": [("open", gettext("New")), ("appealed", gettext("Objections"))]},
            {"name": "cause", "label": gettext("Why"), "value": cause,
             "choices": [("", every), ("flag", CAUSES["flag"]), ("spam", CAUSES["spam"])]},
            {"name": "kind", "label": gettext("Where"), "value": kind,
             "choices": [("", every), *((one.name, one.label) for one in kinds.all())]}]}


def log_row(case: Case) -> dict[str, Any]:
    """A decision as everybody may read it: where, which rule, by which office; never the hidden words themselves."""
    record, reason = case.comment.record, REASONS.get(case.reason)
    return {"address": reverse("voices:case", args=[case.pk]), "record": record.title, "code": record.code,
            "record_address": record.get_absolute_url(), "outcome": tag(OUTCOMES, case.state), "lang": record.language,
            "cause": CAUSES[case.cause], "rule": reason and reason.title, "rule_text": reason and reason.rule,
            "words": case.words, "decided": case.decided, "office": case.office and case.office.called,
            "appealed": case.appealed, "verdict": case.verdict, "judged": case.judged,
            "judge_office": case.judge_office and case.judge_office.called}


def own_row(comment: Any) -> dict[str, Any]:
    """One of my comments, with what became of it and what I can do."""
    at = reverse("voices:comment", args=[comment.pk])
    state = tag(OUTCOMES, comment.case_state) if comment.case_state else tag(STATES, comment.state)
    ways = [{"text": gettext("Object"), "address": f"{at}banding/"}] if comment.case_state == "hidden" else []
    if comment.rank == "ordinary":
        ways.append({"text": gettext("Take back"), "address": f"{at}tarik/"})
    return {"address": at, "record": comment.record.title, "body": SafeString(comment.html), "at": comment.at,
            "state": state, "ways": ways, "lang": comment.language}
