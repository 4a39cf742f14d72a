"""Writing letters, handing them to a carrier, and noting what became of them.

The outbox is a table of the city's own database: a letter is written in the transaction of the action that causes it,
and a mail server that is down loses nothing.
"""
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pendopo.kit.post import papers
from pendopo.kit.post.models import ORDINARY, URGENT, Letter
from pendopo.kit.post.queries import due
from pendopo.kit.seal.actions import keep, shred
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock
from pendopo.kit.whole import whole
from pendopo.kit.work.keeping import rule

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 1440))   # after the last one it is given up
HOLD = timedelta(minutes=10)       # how long a carrier may hold a letter before another one takes it
REST = timedelta(minutes=1)        # when the server itself is away; no letter is blamed for that
KEEP = rule("letters").span        # then address and words go: they are personal
COUNT = rule("letter-facts").span  # then the empty row goes too
EMPTY: dict[str, Any] = {"to": "", "subject": "", "text": "", "html": "", "headers": {}}
BOUND, DRAWER = "post.letter", "letter"


def write(*, to: str, subject: str, text: str, channel: str = "mail", html: str = "", language: str = "",
          headers: dict[str, str] | None = None, urgent: bool = False, after: datetime | None = None,
          about: str = "") -> Letter:
    """A letter that is not yet in the outbox: for those who post many at once. `after`: not before that moment.
    `about`: of what it speaks; nothing personal."""
    now = timezone.now()
    return Letter(channel=channel, to=to, subject=" ".join(subject.split())[:300], text=text, html=html,
                  language=language, headers=headers or {}, rank=URGENT if urgent else ORDINARY, made=now,
                  next_try=after or now, about=about)


def post(*, to: str, subject: str, text: str, channel: str = "mail", html: str = "", language: str = "",
         headers: dict[str, str] | None = None, urgent: bool = False, after: datetime | None = None,
         sealed: bool = False, about: str = "") -> Letter:
    """One letter into the outbox, in the transaction of the caller. `sealed`: nobody who reads the table learns to
    whom it goes or what it says (the demo's page of outgoing mail shows invented people, so there it stays plain)."""
    letter = write(to=to, subject=subject, text=text, channel=channel, html=html, language=language, headers=headers,
                   urgent=urgent, after=after, about=about)
    if sealed:
        enclosed(letter)
    letter.save(force_insert=True)
    return letter


def enclosed(letter: Letter) -> Letter:
    """The same letter under seal, not yet in the outbox; in the transaction of the caller."""
    if not settings.DEMO:
        box = Box()
        letter.body = box.seal_words({name: getattr(letter, name) for name in EMPTY}, DRAWER)
        letter.key = keep(box, BOUND)
        fill(letter, {**EMPTY, "headers": {}})
    return letter


def fill(letter: Letter, words: dict[str, Any]) -> None:
    for name in EMPTY:
        setattr(letter, name, words[name])


def post_many(letters: Iterable[Letter]) -> int:
    return len(Letter.objects.bulk_create(letters))


def claim(limit: int, channel: str = "mail") -> list[Letter]:
    """Takes letters for this carrier alone. Two carriers at once never get the same one; a dead one's come back."""
    with whole():
        taken = list(due(limit, channel).select_for_update(skip_locked=True, of=("self",)))
        Letter.objects.filter(pk__in=[letter.pk for letter in taken]).update(next_try=timezone.now() + HOLD)
    for letter in taken:
        open_letter(letter)
    return taken


def open_letter(letter: Letter) -> Letter:
    """A sealed one with its words, in the hands of the carrier only: no verb here saves it."""
    if letter.key is not None:
        fill(letter, unlock(letter.key, BOUND).open_words(letter.body, DRAWER))
    return letter


def delivered(letter: Letter, *, keep: bool = False) -> None:
    """Handed over. Codes to sign in are emptied at once, unless `keep` (the demo's page shows them)."""
    gone = {} if keep or letter.rank != URGENT else EMPTY
    done_with(letter)
    there = Letter.objects.filter(pk=letter.pk).update(state="sent", sent=timezone.now(), tries=letter.tries + 1,
                                                       next_try=None, error="", **gone)
    if not there:                      # its owner was erased while it was under way
        papers.remove([papers.paper(letter)])


def refused(letter: Letter, error: str, *, final: bool = False) -> None:
    """It did not work. Tried again later with growing patience; given up when that is used up or there is no hope."""
    over = final or letter.tries >= len(WAITS)
    if over:
        done_with(letter)
    next_try = None if over else timezone.now() + WAITS[letter.tries]
    Letter.objects.filter(pk=letter.pk).update(state="given_up" if over else "failed", tries=letter.tries + 1,
                                               next_try=next_try, error=error[:80])


def done_with(letter: Letter) -> None:
    """What was sealed is gone for good: without its key the body opens nowhere, not in a backup either."""
    if letter.key_id is not None:
        key = letter.key_id
        Letter.objects.filter(pk=letter.pk).update(body=b"", key=None)
        shred([key])


def put_back(letters: Sequence[Letter], error: str = "", rest: timedelta = timedelta()) -> None:
    """Not tried after all: the carrier had no time left, or its own way is closed. No try is counted."""
    Letter.objects.filter(pk__in=[letter.pk for letter in letters]).update(next_try=timezone.now() + rest,
                                                                           error=error[:80])


def forget(address: str | None) -> int:
    """Every letter to this address goes, sent or not, and its file: its owner asked to be erased, and it was proved to
    be theirs. Of an address that nobody proved: forget_about."""
    if not address:
        return 0
    shut = [letter.pk for letter in Letter.objects.exclude(key=None).select_related("key")
            if open_letter(letter).to.casefold() == address.casefold()]
    gone = drop(Letter.objects.filter(Q(to__iexact=address) | Q(pk__in=shut)))
    transaction.on_commit(partial(burn, address))
    return gone


def forget_about(about: str, to: str = "") -> int:
    """Every letter about this goes, sent or not, and its file; with `to`, only those to that address. Who else gets
    letters at the same address keeps them."""
    letters = Letter.objects.filter(about=about)
    if to:
        lying = papers.to_address(to)            # what has left knows its address no more, but for its file
        letters = letters.filter(pk__in=[
            one.pk for one in letters.select_related("key")
            if open_letter(one).to.casefold() == to.casefold() or papers.paper(one) in lying])
    return drop(letters) if about else 0


def drop(letters: QuerySet[Letter]) -> int:
    """Rows, keys and files; the files after the rows, or a failure would lose letters that still belong to somebody."""
    found = list(letters)
    for letter in found:
        done_with(letter)
    transaction.on_commit(partial(papers.remove, [papers.paper(letter) for letter in found]))
    return Letter.objects.filter(pk__in=[letter.pk for letter in found]).delete()[0]


def burn(address: str) -> None:
    """Files whose rows know the address no more."""
    papers.remove(papers.to_address(address))


def sweep() -> int:
    """Nightly: addresses and words of what is done go by the rule; only the fact that a letter went is kept."""
    now = timezone.now()
    papers.remove(papers.before(now - KEEP))
    Letter.objects.filter(next_try__isnull=True, made__lt=now - COUNT).delete()
    old = Letter.objects.filter(next_try__isnull=True, made__lt=now - KEEP)
    return old.exclude(to="", about="").update(**EMPTY, about="")
