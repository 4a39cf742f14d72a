"""What the city does when somebody writes to its number, and what it writes of its own accord."""
import time
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pendopo.analysis.messages_in import Media, Message
from pendopo.channels.reports.actions.carrying import carried
from pendopo.channels.reports.queries.contact import about, knocks, letter
from pendopo.core.people.queries import system
from pendopo.gateways.sms import arriving, queries
from pendopo.gateways.sms.answering import answer
from pendopo.gateways.sms.models import Arrived, Stopped, Talk
from pendopo.gateways.sms.queries import BOUND, DRAWER, mark
from pendopo.gateways.sms.ways import Closed, Later, Rejected, Way, WhatsApp, fetched, way_of
from pendopo.kit.files.checks import Checked, accept
from pendopo.kit.files.kinds import DOCUMENTS, PICTURES, SOUNDS
from pendopo.kit.files.sentences import NotTaken
from pendopo.kit.post import actions as outbox
from pendopo.kit.post.models import ORDINARY, Letter
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box, Shut
from pendopo.kit.whole import whole
from pendopo.kit.work.passages import dropped, failed, passed

BATCH, ENOUGH = 20, 4.0              # messages at once; seconds of one run: the worker has other work
WAYS = {"sms": "sms", "whatsapp": "wa"}
PATIENCE = (0, 60, 300, 1800, 7200, 21600)       # seconds before each try of a knock
REMEMBERED = ("question", "answer", "done", "closed", "arrived")
TOO_LONG = timedelta(days=2)         # after it a message that nobody can carry is given up


def hear() -> int:
    """What came in is understood and answered. Returns how many messages."""
    until, done = time.monotonic() + ENOUGH, 0
    for one in queries.due(BATCH):
        if time.monotonic() > until:
            break
        arriving.claim(one)
        try:
            with translation.override(settings.LANGUAGE_CODE):
                hear_one(one)
        except Exception as error:                        # one odd message must not hold up those behind it
            arriving.troubled(one, type(error).__name__)
            failed("sms.in", type(error).__name__)
        else:
            arriving.understood(one)
            done += 1
    return done


def hear_one(arrived: Arrived) -> None:
    message = arriving.opened(arrived)
    files, missed = enclosed(arrived.way, message)
    told = answer(arrived.way, message, files, form_key=arrived.mark)
    if told.talk:
        remember(message.sender, told.talk)
    elif told.talk is None:
        leave(message.sender)
    if told.stop is not None:
        settle(message.sender, told.stop)
    text = " ".join([told.text, *([_("A file could not be taken.")] if missed and told.text else [])])
    if text:
        outbox.post(channel=arrived.way, to=message.sender, subject="", text=text, urgent=True, sealed=True,
                    about=about(told.report) if told.report else "")


def enclosed(way: str, message: Message) -> tuple[list[Checked], int]:
    """Photos and voice notes, checked and stripped; and how many could not be taken."""
    files, missed = [], 0
    for number, one in enumerate(message.media, 1):
        try:
            files.append(accept(ContentFile(content(way, one), name=f"lampiran-{number}"),
                                PICTURES | SOUNDS | DOCUMENTS))
        except (NotTaken, Rejected):
            missed += 1
    return files, missed


def content(way: str, one: Media) -> bytes:
    carrier = way_of(way)
    if one.id and isinstance(carrier, WhatsApp):
        return carrier.media(one.id)
    return fetched(one.url) if one.url else b""


def remember(phone: str, code: str) -> None:
    """A bare YES from this telephone is about this report."""
    box = Box()
    with whole():
        row, _new = Talk.objects.select_for_update().get_or_create(mark=mark(phone), defaults={"at": timezone.now()})
        before = row.key_id
        row.key, row.body, row.at = keep(box, BOUND), box.seal_words({"code": code}, DRAWER), timezone.now()
        row.save(update_fields=["key", "body", "at"])
        if before is not None:
            shred([before])


def leave(phone: str) -> None:
    """A bare word from this telephone is about no report any more."""
    with whole():
        keys = list(Talk.objects.filter(mark=mark(phone)).values_list("key", flat=True))
        Talk.objects.filter(mark=mark(phone)).delete()
        shred([key for key in keys if key is not None])


def settle(phone: str, stop: bool) -> None:
    """Whether this telephone wants news."""
    if stop:
        Stopped.objects.get_or_create(mark=mark(phone), defaults={"at": timezone.now()})
    else:
        Stopped.objects.filter(mark=mark(phone)).delete()


def carry() -> int:
    """News of reports into the sealed outbox, then the outbox to the gateways. Returns how many messages left."""
    take_knocks()
    return sum(drain(channel) for channel in WAYS.values())


def take_knocks() -> int:
    """The address is opened here and lies sealed until it is on its way."""
    me, taken, now = system("sms"), 0, timezone.now()
    for knock in knocks():
        if (now - knock.made).total_seconds() < PATIENCE[min(knock.tries, len(PATIENCE) - 1)]:
            continue
        try:
            found = letter(knock)
        except Shut:                                     # gateways/mail counts the try
            continue
        if found is None or found.way not in WAYS:       # somebody else's, or nobody's: gateways/mail
            continue
        with whole():
            if queries.stopped(found.address):
                dropped("sms.out")
            else:
                outbox.post(channel=WAYS[found.way], to=found.address, subject="", text=found.text,
                            language=found.language, sealed=True, about=about(knock.report_id))
                if knock.template in REMEMBERED and not knock.report.secret:
                    remember(found.address, knock.report.code)
            carried(actor=me, knock=knock, done=True)
        taken += 1
    return taken


def drain(channel: str) -> int:
    """What waits for this way."""
    carrier = way_of(channel)
    if carrier is None:
        return give_up(channel)
    until, sent = time.monotonic() + ENOUGH, 0
    letters = outbox.claim(BATCH, channel)
    try:
        while letters and time.monotonic() < until:
            sent += deliver(carrier, letters[0])
            letters = letters[1:]
        outbox.put_back(letters)
    except Closed as closed:
        outbox.put_back(letters, str(closed), rest=outbox.REST)
        failed("sms.out", str(closed))
    passed("sms.out", sent)
    return sent


def deliver(carrier: Way, one: Letter) -> bool:
    """One message, noted at once: a crash repeats at most the one that was under way. Raises Closed. News that nobody
    waits for do not go to a telephone that said STOP."""
    if one.rank == ORDINARY and queries.stopped(one.to):
        outbox.refused(one, "Stopped", final=True)
        dropped("sms.out")
        return False
    try:
        carrier.send(one.to, one.text)
    except (Later, Rejected) as error:
        outbox.refused(one, str(error), final=isinstance(error, Rejected))
        failed("sms.out", str(error))
        return False
    outbox.delivered(one, keep=settings.DEMO)
    return True


def give_up(channel: str) -> int:
    """Without a gateway messages wait for a while: one may be set up. The demo's page shows them meanwhile."""
    if not settings.DEMO:
        for one in outbox.claim(BATCH, channel):
            if timezone.now() - one.made > TOO_LONG:
                outbox.refused(one, "NoGateway", final=True)
            else:
                outbox.put_back([one], "NoGateway", rest=outbox.HOLD)
    return 0
