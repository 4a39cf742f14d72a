"""One message and its answer. Whoever writes is known by the number they left with a report, and by its code: unknown,
secret and erased codes, and codes of others, are answered alike."""
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from pendopo.analysis.messages_in import Message, countersigned, denied
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.hearing import hear
from pendopo.channels.reports.actions.reaching import hear_unproved, without_digits
from pendopo.channels.reports.queries import pages
from pendopo.channels.reports.queries.contact import Question, holder, question, questions
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
QUESTIONS = Budget("sms-questions", 5, 3600)     # how often one number is asked whether a report is its own
HINTS = Budget("sms-hints", 2, 3600)             # of words that we did not understand: two robots do not talk for ever
FEWEST = 10                                      # characters of a report
MOST = 480                                       # characters of an office's words in one answer
KNOWN = {"sms": "sms", "wa": "whatsapp"}
NOTED = gettext_noop("Thank you. From now on you can also answer from here.")
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
    """What is answered (nothing: silence), about which report the next bare word will be (None: about none any more),
    whether news are wanted, and of which report of theirs the answer speaks."""
    text: str = ""
    talk: str | None = ""
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
    if proved is not None:
        return say(proved, meant, files)
    asked = question(meant.code, phone=phone) if meant.code else None
    return stranger(phone, meant) if asked is None else unproved([asked], meant, files, phone)


def unproved(asked: Sequence[Question], meant: Meant, files: Sequence[Checked], phone: str) -> Told:
    """Nobody has shown that this number is the reporter's: it is asked, and nothing else it says counts. What stands
    behind the right digits does at once. `asked`: the reports that may be meant."""
    heard = [(one, *hear_unproved(by=system("sms"), asked=one, text=meant.text)) for one in asked]
    one, became, rest = next((found for found in heard if found[1] == "proved"), heard[0])
    report = one.report
    if became == "denied":
        return Told(_("Thank you. We have forgotten this number for that report and write nothing more about it."),
                    talk=None)
    if became == "proved":
        proved = holder(report.code, phone=phone)
        if proved is not None and (rest or files):
            told = say(proved, replace(meant, text=rest), files)
            return replace(told, text=_(NOTED)) if report.secret else told       # they need not have typed the code
        return Told(_(NOTED), report=report.pk, talk="" if report.secret else report.code)
    try:
        spend(QUESTIONS, phone)
    except TooOften:
        return Told()
    if report.secret:                        # its code proves a number, so no message may hold it
        return Told(_("Is it yours? Reply YES and the six digits beside your receipt. Not yours? Reply WRONG."),
                    report=report.pk)
    return Told(_("Is %(code)s your report? Reply %(code)s YES and the six digits beside your receipt, then your words "
                  "again. Not yours? Reply WRONG.") % {"code": report.code}, report=report.pk)


def bare(phone: str, meant: Meant, files: Sequence[Checked]) -> Told | None:
    """WRONG, or YES and digits, without a code: the answer to a question that is open. Digits say by themselves to
    which; WRONG is about the last one. None: nobody was asked anything."""
    no = denied(meant.text)
    asked = questions(phone) if no or countersigned(meant.text)[0] else []
    later = no and asked and queries.spoke_after(phone, asked[0].report.created)
    if later and holder(queries.talk(phone), phone=phone) is not None:
        return None                          # since then we wrote of a report that is known to be theirs
    return unproved(asked[:1] if no else asked, meant, files, phone) if asked else None


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
    text = without_digits(report, meant.text)
    if not text and not files:
        return Told(_(NOTED), talk=remembered, report=report.pk)
    became = hear(by=proved, report=report, text=text or _("A voice note or photo; see the file."), files=files)
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
    told = bare(message.sender, meant, files)
    if told is not None:
        return told
    code = queries.talk(message.sender)
    asked = question(code, phone=message.sender) if code else None
    if asked is not None and (meant.text or files):
        return unproved([asked], meant, files, message.sender)
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
