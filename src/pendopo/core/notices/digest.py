"""One letter with everything that is new for one person, in their language. Mail is read by many on the way: it tells
titles of public records only, and of others no more than that there is something to read after signing in."""
from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from pendopo.core.notices.models import Notice, Reach
from pendopo.core.notices.queries import proof_address, stop_address
from pendopo.core.notices.reaching import bound, channel, opened
from pendopo.core.notices.telling import Group, grouped, subject
from pendopo.core.people.models import Person
from pendopo.kit.post.actions import write
from pendopo.kit.post.models import Letter
from pendopo.kit.post.replies import ending


def letter(person: Person, notices: Sequence[Notice], city: str) -> Letter | None:
    """None when nothing of it may be told any more: the records were hidden or erased meanwhile.

    To somebody without an account it goes where they said, by SMS as one sentence.
    """
    guest = person.sort == "guest"
    to = opened(person.reach, person) if guest and hasattr(person, "reach") else str(person.email or "")
    with override(person.language):
        groups = grouped(notices, lambda record: record.visibility == "public")
        if not groups or not to:
            return None
        stop = settings.SITE + stop_address(person)
        if channel(to) == "sms":
            return write(to=to, channel="sms", language=person.language, subject="", about=bound(person),
                         text=sentence(groups[0], city, stop))
        found = {"groups": groups, "site": settings.SITE, "city": city, "stop": stop, "language": person.language,
                 "guest": guest,
                 "mine": settings.SITE + reverse("notices:mine"), "prefer": settings.SITE + reverse("notices:prefer")}
        return write(
            to=to, language=person.language, subject=f"{topic(groups, notices)} · {city}", about=bound(person),
            text=render_to_string("notices/digest.txt", found), html=render_to_string("notices/digest.html", found),
            headers={**ending(stop), "List-Id": f"{city} <kabar.{settings.HOST or 'localhost'}>"})


def question(reach: Reach, to: str, city: str) -> Letter:
    """The first message to a contact that somebody typed: whether it is theirs. It says nothing of what was said."""
    person = reach.person
    yes, no = settings.SITE + proof_address(reach), settings.SITE + stop_address(person)
    with override(person.language):
        if channel(to) == "sms":
            return write(to=to, channel="sms", language=person.language, subject="", about=bound(person), text=gettext(
                "%(city)s: shall we tell you here what becomes of what you said? Yes: %(yes)s No: %(no)s") % {
                    "city": city, "yes": yes, "no": no})
        return write(to=to, language=person.language, about=bound(person),
                     subject=f"{gettext('Shall we write to you here?')} · {city}",
                     text=render_to_string("notices/question.txt", {"city": city, "yes": yes, "no": no}))


def sentence(group: Group, city: str, stop: str) -> str:
    """For a telephone that others may read, too: where there is news, and how to end it. The page says the rest."""
    return gettext("%(city)s: there is news on what you said: %(address)s To stop: %(stop)s") % {
        "city": city, "address": settings.SITE + group.address, "stop": stop}


def topic(groups: Sequence[Group], notices: Sequence[Notice]) -> str:
    """What the mail is about: the one thing that happened, or on how many records something did."""
    group = groups[0]
    if len(groups) > 1:
        return ngettext("News on %(count)d record", "News on %(count)d records", len(groups)) % {"count": len(groups)}
    if len(group.lines) == 1 and (group.record is None or group.record.visibility == "public"):
        return subject(next(notice for notice in notices if notice.record_id == (group.record and group.record.pk)))
    return gettext("News: %(title)s") % {"title": group.title}
