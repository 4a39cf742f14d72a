"""Two lines of the health page: files that are not as released, and advertising that somebody planted."""
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from pendopo.conf import release
from pendopo.kit.ui.dates import day
from pendopo.kit.ui.figures import number
from pendopo.kit.work import logbook
from pendopo.kit.work.health import ATTENTION, BAD, GOOD, Line, when

HOURLY, NIGHTLY = timedelta(hours=3), timedelta(days=2)


def program() -> Line:
    label, told = gettext("Files of the program"), logbook.last("release")
    if told is None:
        return Line("release", label, ATTENTION, gettext("Not looked at yet."), gettext("At once: pendopo check"))
    at = when(told)
    if told["forged"]:
        return Line("release", label, BAD, gettext(
            "The list of files is not the one that the ledger speaks of."), gettext(
            "Compare the fingerprint that you noted at the last upgrade. If nobody has restored a backup since, treat "
            "this machine as broken into: see “Defaced” in docs/operate.md."), at)
    if told["count"]:
        says = ngettext("%(count)d file is not as it was released.", "%(count)d files are not as they were released.",
                        told["count"]) % {"count": told["count"]}
        return Line("release", label, BAD, says, gettext(
            "If it was you: pendopo release --note. If not, see “Defaced” in docs/operate.md."), at, tuple(
            (file_words(how, name, planted), "") for how, name, planted in told["files"]))
    late = at is None or timezone.now() - at > HOURLY
    return Line("release", label, ATTENTION if late else GOOD, gettext(
        "As released: version %(version)s, fingerprint %(fingerprint)s.") % {
            "version": told["version"], "fingerprint": told["fingerprint"]}, gettext(
        "It is looked at every hour: is the worker at work?") if late else "", at)


def file_words(how: str, name: str, planted: list[str]) -> str:
    words = {"changed": gettext("%(file)s was changed"), "added": gettext("%(file)s was added"),
             "missing": gettext("%(file)s is gone")}[how] % {"file": name}
    if not planted:
        return words
    return gettext("%(what)s; in it: %(planted)s") % {"what": words, "planted": ", ".join(planted)}


def pages() -> Line:
    label, told = gettext("Foreign advertising"), logbook.last("defacement")
    if told is None:
        return Line("defacement", label, ATTENTION, gettext("Not looked for yet: the first time is tonight."), gettext(
            "At once: pendopo check"))
    at = when(told)
    if told["count"]:
        return Line("defacement", label, BAD if told["pages"] else ATTENTION, ngettext(
            "%(count)d place looks like planted advertising for gambling.",
            "%(count)d places look like planted advertising for gambling.", told["count"]) % {"count": told["count"]},
            gettext("Open each. A comment is hidden by a moderator; a page that leads where nobody here linked to: see "
                    "“Defaced” in docs/operate.md."), at, tuple(named(told)))
    late = at is None or timezone.now() - at > NIGHTLY
    says = gettext("None in %(count)s texts.") % {"count": number(told["texts"])}
    if told["silent"]:
        says += " " + gettext("The pages did not answer and were not read.")
    return Line("defacement", label, ATTENTION if late or told["silent"] else GOOD, says, gettext(
        "Is the site running? Try again: pendopo check") if late or told["silent"] else "", at)


def named(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, hosts in told["pages"]:
        yield gettext("The page %(path)s leads to %(hosts)s") % {"path": path, "hosts": ", ".join(hosts)}, path
    for where, key, code, hits in told["found"]:
        what = {"voices.comment": gettext("Comment"), "records.event": gettext("Timeline")}.get(where, gettext("Text"))
        place = f"{what}, {code or where}"
        address = reverse("voices:comment", args=[key]) if where == "voices.comment" else (
            reverse("records:go", args=[code]) if code else "")
        yield gettext("%(place)s: %(hits)s") % {
            "place": place, "hits": ", ".join(hits) or gettext("a link to such a site")}, address


def noted_on() -> str:
    """For the command line."""
    told = release.noted()
    return gettext("Noted on %(day)s.") % {"day": day(datetime.fromisoformat(told.at))} if told else ""
