"""Carries the outbox out."""
import time
from email.errors import MessageError

from django.conf import settings

from pendopo.gateways.mail.envelope import envelope
from pendopo.gateways.mail.ways import Closed, Later, Rejected, Way, opened
from pendopo.kit.post import actions as outbox
from pendopo.kit.post import connections, papers
from pendopo.kit.post.models import Letter

BATCH = 50          # letters a connection
ENOUGH = 4.0        # seconds of one drain: the worker has other work, and a slow batch goes back before its hold ends


def drain() -> int:
    """What is due, over one connection, for a few seconds. Returns how many letters left the house."""
    until, carried = time.monotonic() + ENOUGH, 0
    if not (letters := outbox.claim(BATCH)):
        return 0
    try:
        kept = connections.mail()
        with opened(kept.url, papers.folder()) as way:
            while letters and time.monotonic() < until:
                carried += carry(way, letters[0], kept.sender)
                letters = letters[1:] or outbox.claim(BATCH)
        outbox.put_back(letters)
    except Closed as closed:
        outbox.put_back(letters, str(closed), rest=outbox.REST)
    return carried


def carry(way: Way, letter: Letter, sender: str) -> bool:
    """One letter. It is noted at once, so a crash repeats at most the one that was under way."""
    try:
        way.carry(envelope(letter, sender), papers.name_of(letter))
    except Later as error:
        outbox.refused(letter, str(error))
    except Rejected as error:
        outbox.refused(letter, str(error), final=True)
    except Closed:
        raise
    except Exception as error:                            # one odd letter must not hold up the others behind it
        hopeless = isinstance(error, ValueError | MessageError)           # what stands in "to" is no address
        outbox.refused(letter, type(error).__name__, final=hopeless)
    else:
        outbox.delivered(letter, keep=settings.DEMO)
        return True
    return False
