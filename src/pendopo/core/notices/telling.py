"""News as people read them: the record above, one line for each sort of news below, the newest first."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, pgettext

from pendopo.core.notices.models import Notice
from pendopo.core.notices.wordings import Wording, wordings
from pendopo.core.records import kinds
from pendopo.core.records.models import Record
from pendopo.core.records.paging import Key

GONE = ("erased", "hidden")


@dataclass
class Group:
    """All news on one record; without a record, all that is about the person's own account."""
    record: Record | None
    title: str
    address: str
    newest: datetime
    unread: int = 0
    key: int = 0                     # any of its notices: opening it opens the record
    lines: list[dict[str, Any]] = field(default_factory=list)

    @property
    def upto(self) -> str:
        """Which record, and up to when, for "mark as read"."""
        return str(Key(self.newest, self.key))


def grouped(notices: Iterable[Notice], open_to: Callable[[Record], bool], *, signed_in: bool = False) -> list[Group]:
    """From notices newest first, each with its record. A record that is gone is left out with all its news.

    A record that is not `open_to` the reader or the way of carrying says that there is news and nothing else: neither
    title nor code nor what happened.
    """
    unsaid = gettext("Open it to read what is new.") if signed_in else gettext("Sign in to read what is new.")
    groups: dict[int | None, Group] = {}
    for notice in notices:
        record = notice.record
        if record is not None and record.visibility in GONE:
            continue
        shown = record is None or open_to(record)
        group = groups.setdefault(notice.record_id, head(notice, shown))
        group.unread += notice.seen is None
        line = {"text": said(notice), "moment": notice.made, "icon": wording_of(notice).icon}
        if shown or not group.lines:
            group.lines.append(line if shown else line | {"text": unsaid, "icon": "private"})
    return list(groups.values())


def head(notice: Notice, shown: bool) -> Group:
    record = notice.record
    if record is None:
        return Group(None, gettext("Your account"), "", notice.made, key=notice.pk)
    if not shown:
        return Group(record, gettext("A record that is not public"), "", notice.made, key=notice.pk)
    return Group(record, record.title, record.get_absolute_url(), notice.made, key=notice.pk)


def said(notice: Notice) -> str:
    """The sentence in the language of the moment."""
    return str(wording_of(notice).sentence % values(notice))


def subject(notice: Notice) -> str:
    return str(wording_of(notice).subject % values(notice))


def wording_of(notice: Notice) -> Wording:
    """A room that was removed leaves news behind that only says that there was some."""
    return wordings().get(notice.template) or Wording(gettext("News on a record"), gettext("There is news."))


def values(notice: Notice) -> dict[str, Any]:
    record, facts = notice.record, dict(notice.facts)
    if record is not None and "state" in facts:
        facts["state"] = state_label(record, str(facts["state"]))
    wanted = wording_of(notice).facts
    unknown = dict.fromkeys(wanted, pgettext("a fact that is not there", "…"))
    return unknown | facts | {"title": record.title if record else "", "code": record.code if record else "",
                              "count": notice.count}


class Left(dict[str, Any]):
    """What the name of a piece of news leaves out."""

    def __missing__(self, key: str) -> str:
        return "…"


def told(template: str) -> str:
    """What kind of news it was, without what it was about."""
    wording = wordings().get(template)
    return (str(wording.subject) % Left(count=1)).removesuffix(": …") if wording else template


def state_label(record: Record, name: str) -> str:
    states = {state.name: state.label for state in kinds.get(record.kind).workflow.states}
    return gettext(states[name]) if name in states else name
