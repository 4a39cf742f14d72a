"""Each list of this channel names its feed, and the feed has what a visitor reads on the page."""
import html
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from pendopo.channels.plans.cycles import Contribution
from tests.channels.plans import test_promises as promises
from tests.channels.plans.making import asking, said
from tests.channels.plans.test_bodies import founded, met

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def told(client, page):
    """Titles and words of the feed that the page names in its head and shows as a link."""
    drawn = client.get(page).content.decode()
    named = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"', drawn)[1]
    assert drawn.count(f'href="{named}"') == 2
    answer = client.get(html.unescape(named))
    assert answer["Content-Type"].startswith("application/atom+xml") and not answer.cookies
    return [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary") or "")
            for entry in ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")]


def test_promises_as_they_were_narrowed_down(client, town):
    term = promises.opened(town)
    promises.promised(town, promises.asked(term).commitment)
    promises.asked(term, text="Kapan pasar dibuka?")
    page = reverse("plans:promises")
    assert len(told(client, page)) == 2
    assert [title for title, _ in told(client, f"{page}?jenis=dialogue")] == [
        title for title, _ in told(client, page)]


def test_contributions_without_what_waits_and_without_words_that_are_gone(client, town):
    plan = asking(town)
    texts = {"received": "Terbitkan jadwal dokter.", "held": "Beli obat.", "hidden": "Kata kasar.",
             "withdrawn": "Saya tarik."}
    for state, text in texts.items():
        Contribution.objects.filter(pk=said(plan, text).contribution.pk).update(state=state)
    found = told(client, reverse("plans:contributions", args=[plan.code]))
    assert len(found) == 3
    read = " ".join(" ".join(row) for row in found)
    assert [text in read for text in texts.values()] == [True, False, False, False]


def test_meetings_of_one_forum_and_of_all(client, town):
    forum = founded(town)
    met(town, forum, date(2026, 3, 10))
    met(town, forum, date(2026, 8, 10), minutes="")
    for page in (reverse("plans:forums"), reverse("plans:forum", args=[forum.slug])):
        found = told(client, page)
        assert sorted(words.partition(". ")[2] for _, words in found) == ["Disepakati.", "Kemajuan"]
