"""The voices on a record as its page draws them: plain rows, every address and sentence made once."""
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.core.records.paging import OLDER, Key
from pendopo.core.voices import rules
from pendopo.core.voices.models import VOLUMES, WINDOW, Case, Comment
from pendopo.core.voices.queries import Discussion, Said, Thread, discussion
from pendopo.core.voices.reasons import REASONS
from pendopo.kit.country import spoken

STATE_SIDES = ("government", "council")
EMPTY = Markup()
WAYS = {"balas": _("Reply"), "dukung": _("Support"), "lepas": _("Take support back"), "laporkan": _("Report"),
        "sembunyikan": _("Hide"), "ubah": _("Correct"), "tarik": _("Take back"), "banding": _("Object")}


def discussion_context(request: HttpRequest, record: Record, actor: Actor | None) -> dict[str, Any]:
    """What "voices/actions.html" and "voices/comments.html" need: one key, `voices`. One query."""
    found = discussion(record, actor, Key.read(request.GET.get(OLDER, "")) if "voices" in request.GET else None)
    return {"voices": told(found, record, actor)}


def told(found: Discussion, record: Record, actor: Actor | None) -> dict[str, Any]:
    """The discussion for this reader. A visitor gets links only: whoever needs a form finds it on a page of its own."""
    kind, code = kinds.get(record.kind), record.code
    takes = kind.comments == "open" and record.visibility in ("public", "members", "sealed")
    here = Reader(actor, record, takes and (actor is None or rules.comment.allows(actor, record)))
    address = settings.SITE + record.get_absolute_url()
    return {
        "threads": [here.thread(thread) for thread in found.threads], "count": found.count, "closed": not takes,
        "passages": Counter(thread.comment.passage for thread in found.threads if thread.comment.passage),
        "older": found.older and f"{reverse('voices:discussion', args=[code])}?{urlencode({OLDER: found.older})}",
        "write": reverse("voices:write", args=[code]) if here.writes else "",
        "supports": found.supports, "supported": found.supported,
        "support": reverse("voices:support", args=[code]) if may(rules.support, actor, record) else "",
        "followers": found.followers, "volume": found.volume, "volume_text": dict(VOLUMES).get(found.volume, ""),
        "follow": reverse("voices:follow", args=[code]) if kind.follow and may(rules.follow, actor, record) else "",
        "named": isinstance(actor, Person), "address": address, "title": record.title,
        "share": urlencode({"text": f"{record.title} {address}"}),
        "ties": reverse("records:ties", args=[code]), "ask": ask(actor, record),
        "feed": reverse("voices:feed", args=[code]) if record.visibility == "public" else "",
        "conduct": reverse("voices:conduct"), "queue": reverse("voices:queue") if here.moderates else ""}


def may(rule: Any, actor: Actor | None, record: Record) -> bool:
    """A visitor is shown the way, too: it leads through the door."""
    return record.visibility == "public" if actor is None else bool(rule.allows(actor, record))


def ask(actor: Actor | None, record: Record) -> str:
    """Where those who work for an office or an organisation begin a survey about this record."""
    makes = record.visibility == "public" and isinstance(actor, Person) and actor.at(*rules.ASKERS)
    return f"{reverse('surveys:new')}?{urlencode({'tentang': record.code})}" if makes else ""


def moderates(actor: Actor | None, record: Record) -> bool:
    """Whether the way to hide is shown; the rule asks again, comment by comment."""
    return actor is not None and bool(actor.at("moderator")) and record.office_id not in actor.office_ids


class Reader:
    """Turns comments into what the macro `comments` takes, for one reader. Words are translated and addresses put
    together once: a hundred comments have four hundred of them."""

    def __init__(self, actor: Actor | None, record: Record, writes: bool) -> None:
        self.own, self.writes = rules.own_keys(actor, record.pk), writes
        self.moderates = moderates(actor, record)
        self.language, self.fresh = spoken(), timezone.now() - WINDOW
        self.base = reverse("voices:comment", args=[0])[:-2]
        self.reply = f"{reverse('voices:write', args=[record.code])}?ke="
        self.log = {"text": gettext("Moderation log"), "address": reverse("voices:log")}
        self.words = {way: str(text) for way, text in WAYS.items()}

    def thread(self, thread: Thread) -> dict[str, Any]:
        """For everybody who has said nothing themselves it looks the same: with a key, so that it is drawn once."""
        key = None if self.own else (self.language, self.writes, self.moderates, self.reply, thread.comment,
                                     *thread.replies)
        return self.item(thread.comment) | {"key": key, "replies": [self.item(reply) for reply in thread.replies]}

    def item(self, said: Said) -> dict[str, Any]:
        at, mine = f"{self.base}{said.pk}/", said.author in self.own
        found: dict[str, Any] = {"id": f"c{said.pk}", "moment": said.at, "address": at}
        if said.state == "withdrawn":
            return found | {"author": gettext("A comment that is gone"), "body": gone(said)}
        if said.state == "hidden":
            object_ = [{"text": self.words["banding"], "address": f"{at}banding/"}] if mine else []
            return found | {"author": gettext("A hidden comment"), "body": why(said), "links": [self.log, *object_]}
        body: SafeString | Markup = SafeString(said.html)
        if said.state == "held":
            body = aside(gettext("Only you see this: a moderator will look at it first."), body)
        if said.quoted:
            body = Markup("<blockquote><p>{}</p></blockquote>{}").format(said.quoted, body)
        return found | {
            "author": called(said.name, said.office, said.office_en, self.language), "body": body,
            "official": said.rank == "official", "side": side(said.side), "edited": said.edited,
            "supports": said.supports or None, "lang": said.language if said.language != self.language else "",
            "links": [{"text": self.words[way], "address": self.address(way, said.pk, at)}
                      for way in self.ways(said, mine)]}

    def address(self, way: str, key: int, at: str) -> str:
        if way == "balas":
            return f"{self.reply}{key}"
        return f"{at}dukung/" if way == "lepas" else f"{at}{way}/"

    def ways(self, said: Said, mine: bool) -> list[str]:
        """What this reader can do with it, by the words of the addresses."""
        ways = []
        if said.state == "shown":
            ways = ["balas"] if self.writes else []
            ways.append("lepas" if said.supported else "dukung")
            ways += [] if mine else ["sembunyikan"] if self.moderates else ["laporkan"]
        if mine and said.at >= self.fresh:
            ways.append("ubah")
        if mine and said.rank == "ordinary":
            ways.append("tarik")
        return ways


def called(name: str | None, office: str | None, office_en: str | None, language: str) -> str:
    """The office where somebody spoke for one; else the name that the person chose, if they are still there."""
    if office:
        return office_en if office_en and language == "en" else office
    return gettext("Somebody") if name is None else name or gettext("A resident")


def author(comment: Comment) -> str:
    office, person = comment.office, comment.author
    return called(person.name if person else None, office.name if office else None, office.name_en if office else None,
                  spoken())


def side(name: str | None) -> str:
    if not name:
        return ""
    return "government" if name in STATE_SIDES else "society"


def why(said: Said) -> Markup:
    """The rule that it broke, in place of its words."""
    reason = REASONS.get(said.reason)
    return aside(gettext("Hidden by moderation: %(reason)s") % {
        "reason": reason.title if reason else gettext("a rule of the conversation")})


def gone(said: Said) -> Markup:
    return aside(gettext("Withdrawn by its author.") if said.author else
                 gettext("Removed together with its author's account."))


def aside(words: str, body: SafeString | Markup = EMPTY) -> Markup:
    return Markup("{}<p><em>{}</em></p>").format(body, words)


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
    ways = [{"text": gettext("See it there"), "address": at}]
    if comment.case_state == "hidden":
        ways.append({"text": gettext("Object"), "address": f"{at}banding/"})
    if comment.rank == "ordinary":
        ways.append({"text": gettext("Take back"), "address": f"{at}tarik/"})
    return {"record": comment.record.title, "body": SafeString(comment.html), "at": comment.at,
            "state": state, "ways": ways, "lang": comment.language}
