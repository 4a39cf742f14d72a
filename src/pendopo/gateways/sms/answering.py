"""One message and its answer. Whoever writes is known by the number they left with a report, and by its code: unknown,
secret and erased codes, and codes of others, are answered alike."""
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.analysis.messages_in import Message
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.hearing import hear
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.queries.contact import holder
from pendopo.channels.reports.queries.news import News, held, news
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.people.queries import system
from pendopo.core.records.kinds import spoken, state_of
from pendopo.gateways.sms import queries
from pendopo.gateways.sms.understanding import Meant, understand
from pendopo.kit.files.checks import Checked
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.limits.actions import Budget, TooOften, spend

REPORTS = Budget("sms-reports", 8, 3600)         # new reports of one number
GUESSES = Budget("sms-codes", 10, 3600)          # codes that did not fit, of one number
HINTS = Budget("sms-hints", 2, 3600)             # of words that we did not understand: two robots do not talk for ever
FEWEST = 10                                      # characters of a report
MOST = 480                                       # characters of an office's words in one answer
KNOWN = {"sms": "sms", "wa": "whatsapp"}
BECAME = {
    "confirmed": gettext_lazy("Thank you. %(code)s counts as solved."),
    "objected": gettext_lazy("We have noted that %(code)s is not solved. The office goes on with it."),
    "reopened": gettext_lazy("%(code)s is open again."),
    "replied": gettext_lazy("Thank you. Your reply to %(code)s is with the office."),
    "added": gettext_lazy("Added to %(code)s."),
    "shut": gettext_lazy("%(code)s is closed. To open it again reply %(code)s OPEN and the reason."),
}


@dataclass(frozen=True)
class Told:
    """What is answered (nothing: silence), about which report the next bare word will be, whether news are wanted, and
    of which report of theirs the answer speaks."""
    text: str = ""
    talk: str = ""
    stop: bool | None = None
    report: int = 0


def answer(way: str, message: Message, files: Sequence[Checked], form_key: str) -> Told:
    meant = understand(message.text, queries.words())
    if meant.sort == "help":
        return Told(guide())
    if meant.sort in ("stop", "start"):
        stop = meant.sort == "stop"
        return Told(_("You will get no more news from us. To get it again reply START.") if stop else _(
            "You will get news again. To end it reply STOP."), stop=stop)
    if meant.sort == "report":
        return enter(way, message, meant, files, form_key)
    if meant.sort == "about":
        return about(message.sender, meant, files)
    return talk(way, message, meant, files, form_key)


def guide() -> str:
    return _("To report: REPORT, then what happened and where. For a secret report: REPORT SECRET. To look: STATUS and "
             "the code. To reply: the code and your words. To end news: STOP. %(site)s") % {"site": settings.SITE}


def enter(way: str, message: Message, meant: Meant, files: Sequence[Checked], form_key: str) -> Told:
    """A new report. Code and receipt are told here and never again."""
    if len(meant.text) < FEWEST and not files:
        return Told(_("Please write what happened and where, after the word %(word)s.") % {"word": meant.word})
    try:
        spend(REPORTS, message.sender)
        done = submit(actor=system("sms"), entry=Entry(
            text=meant.text or _("A voice note or photo; see the file."), region=queries.region_of(meant.word),
            anonymous=meant.anonymous, secret=meant.secret, files=list(files), channel=KNOWN[way], form_key=form_key,
            reporter=Reporter(phone=message.sender, way=KNOWN[way], language=settings.LANGUAGE_CODE),
            language=settings.LANGUAGE_CODE))
    except TooOften:
        return Told()
    except (Hindrance, NotTaken) as wrong:
        return Told(str(getattr(wrong, "sentence", "") or " ".join(getattr(wrong, "messages", []))))
    facts = {"code": done.report.code, "receipt": done.receipt}
    if meant.secret:
        return Told(_("It has come in. Code %(code)s, receipt %(receipt)s. Note both down, then delete this and your "
                      "own message. We shall only write: there is news.") % facts, report=done.report.pk)
    return Told(_("Your report has come in. Code: %(code)s. Receipt for replying on our site: %(receipt)s. We tell it "
                  "only once, so keep it. To add something reply %(code)s and your words.") % facts, talk=facts["code"],
                report=done.report.pk)


def about(phone: str, meant: Meant, files: Sequence[Checked]) -> Told:
    """A code alone asks for news; a code with words says something."""
    proved = holder(meant.code, phone=phone) if meant.code else None
    if proved is None:
        return stranger(phone, meant)
    return say(proved, meant, files)


def stranger(phone: str, meant: Meant) -> Told:
    """What is published may be known to everybody; everything else is the same one sentence."""
    try:
        spend(GUESSES, phone)
    except TooOften:
        return Told()
    found = pages.report(meant.code, None) if meant.code and not meant.text else None
    if found is not None:
        return Told(_("%(code)s: %(state)s. %(site)s/laporan/%(code)s/") % {
            "code": found.code, "state": spoken(state_of(found)), "site": settings.SITE})
    return Told(_("We do not know this code together with this number. Please look at the code once more, or reply "
                  "HELP."))


def say(proved: ReceiptHolder, meant: Meant, files: Sequence[Checked]) -> Told:
    report = held(proved)
    if report is None:
        return Told()
    remembered = "" if report.secret else report.code
    if not meant.text and not files:
        return Told(sentence(news(report)), talk=remembered, report=report.pk)
    became = hear(by=proved, report=report, text=meant.text or _("A voice note or photo; see the file."), files=files)
    return Told(str(BECAME[became]) % {"code": report.code}, talk=remembered, report=report.pk)


def sentence(found: News) -> str:
    """State, and the last words of an office. Whoever shares the telephone is told to delete it."""
    said = " ".join(found.said.split())
    parts = [_("%(code)s: %(state)s.") % {"code": found.code, "state": found.state}]
    if said:
        parts.append(said if len(said) <= MOST else f"{said[:MOST].rstrip()} …")
    if found.asks:
        parts.append(_("To reply: %(code)s and your words (YES or NO, if you are asked whether it is solved).") % {
            "code": found.code})
    if found.secret:
        parts.append(_("Delete this message after reading."))
    return " ".join(parts)


def talk(way: str, message: Message, meant: Meant, files: Sequence[Checked], form_key: str) -> Told:
    """No keyword and no code: about the report of which we last spoke; a voice note by itself is a report."""
    code = queries.talk(message.sender)
    proved = holder(code, phone=message.sender) if code else None
    if proved is not None and (meant.text or files):
        return say(proved, meant, files)
    if files:
        return enter(way, message, meant, files, form_key)
    try:
        spend(HINTS, message.sender)
    except TooOften:
        return Told()
    return Told(guide())
