"""Who is told what, on the page of news and about it; how somebody chooses to be told. Letters: test_digest.py."""
import re
from datetime import time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from pendopo.core.notices import actions
from pendopo.core.notices.actions import at_once, digest, tell
from pendopo.core.notices.models import Delivery, Notice
from pendopo.core.notices.queries import stop_address, unread
from pendopo.core.notices.telling import said, subject
from pendopo.core.notices.wordings import wordings
from pendopo.core.people.actions.persons import erase
from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.core.voices.actions.standing import follow
from pendopo.core.voices.queries import followers
from pendopo.kit.post.models import Letter
from tests.core.hall import again, person, record
from tests.core.notices.week import MONDAY, THURSDAY, crowd, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday")]


@pytest.mark.database
def test_the_same_news_again_is_counted_not_repeated():
    sari, road = person(), record()
    for _ in range(3):
        tell([sari], "voices.commented", road)
    tell([sari], "voices.answered", road)
    assert sorted(Notice.objects.values_list("template", "count")) == [("voices.answered", 1), ("voices.commented", 3)]
    actions.read(actor=sari, upto=timezone.now(), record=Record.objects.get(pk=road.pk))
    tell([sari], "voices.commented", road)
    assert sorted(Notice.objects.values_list("count", flat=True)) == [1, 1, 3], "what was seen is over"


@pytest.mark.database
def test_a_crowd_is_told_in_one_statement():
    road, people = record(), crowd(500)
    assert queries_of(lambda: tell(Person.objects.filter(alias__startswith="crowd"), "voices.commented", road)) == 1
    assert Notice.objects.count() == len(people)
    assert tell(Person.objects.none(), "voices.commented", road) == 0
    assert tell([], "voices.commented", road) == 0


def test_whoever_cannot_sign_in_is_not_told():
    road = record()
    guest, gone, bot = person(sort="guest", email=None), person(is_active=False), person(sort="system", email=None)
    assert tell([guest, gone, bot], "voices.commented", road) == 0


def test_a_template_that_nobody_knows_or_facts_that_it_does_not_list_are_refused():
    with pytest.raises(KeyError):
        tell([person()], "voices.unknown", record())
    with pytest.raises(ValueError, match="told with"):
        tell([person()], "voices.commented", record(), name="Sari Contoh")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_wording_reads_in_both_languages(language):
    road = record()
    sari = person(language=language)
    for template, wording in wordings().items():
        one = Notice(person=sari, record=road, template=template, facts=dict.fromkeys(wording.facts, "open"))
        with translation.override(language):
            for many in (1, 3):
                one.count = many
                for text in (said(one), subject(one)):
                    assert text and not re.search(r"%\(|\{|\}", text), (template, text)
        with translation.override("id"):
            indonesian = said(one), subject(one)
        with translation.override("en"):
            assert (said(one), subject(one)) != indonesian, f"{template} is not translated"


def test_the_page_groups_by_record_newest_first(client):
    sari, road, market = person(), record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road)
    tell([sari], "voices.commented", market)
    tell([sari], "voices.answered", road)
    client.force_login(sari)
    with translation.override("en"):
        text = client.get(reverse("notices:mine")).text
    assert text.index("Jalan desa") < text.index("official answer") < text.index("new comment")
    assert text.index("new comment") < text.index("Pasar baru")
    assert unread(sari) == 3


def test_marking_as_read_leaves_what_came_meanwhile(client):
    sari, road, market = person(), record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road), tell([sari], "voices.commented", market)
    client.force_login(sari)
    page = client.get(reverse("notices:mine")).text
    tell([sari], "voices.answered", market)
    newest = re.search(r'name="upto" value="([\d.]+)"', page)[1]
    client.post(reverse("notices:mine"), {"upto": newest, "all": "1"})
    assert list(Notice.objects.filter(seen=None).values_list("template", flat=True)) == ["voices.answered"]
    assert client.post(reverse("notices:mine"), {"upto": "x", "all": "1"}).status_code == 302
    assert unread(sari) == 1


def test_opening_a_piece_of_news_marks_its_record_as_read(client):
    sari, road, market = person(), record("Jalan desa"), record("Pasar baru")
    tell([sari], "voices.commented", road), tell([sari], "voices.answered", road)
    tell([sari], "voices.commented", market)
    client.force_login(sari)
    answer = client.get(reverse("notices:open", args=[Notice.objects.filter(record=road.pk).first().pk]))
    assert answer.headers["Location"] == road.get_absolute_url()
    assert list(Notice.objects.filter(seen=None).values_list("record", flat=True)) == [market.pk]


def test_news_of_somebody_else_cannot_be_opened(client):
    tell([person()], "voices.commented", record())
    client.force_login(person("Budi Contoh"))
    assert client.get(reverse("notices:open", args=[Notice.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_news_costs_the_same_for_one_and_three(client, many):
    sari = person()
    for number in range(many):
        tell([sari], "voices.commented", record(f"Catatan {number}"))
    client.force_login(sari)
    client.get(reverse("notices:mine"))
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("notices:mine"))
    own = [query["sql"] for query in caught if "notices_notice" in query["sql"]]
    assert len(own) == 3, "the groups, their lines, and the number in the header"


def test_a_long_page_of_news_goes_on(client):
    sari = person()
    for number in range(23):
        tell([sari], "voices.commented", record(f"Catatan nomor {number:02}"))
    client.force_login(sari)
    first = client.get(reverse("notices:mine")).text
    assert "nomor 22" in first and "nomor 03" in first and "nomor 02" not in first
    older = re.search(r'href="([^"]*sebelum=[^"]*)"', first)[1].replace("&amp;", "&")
    second = client.get(older).text
    assert "nomor 02" in second and "nomor 00" in second and "nomor 03" not in second


def test_one_click_ends_the_mail_without_signing_in(client):
    sari = person()
    tell([sari], "voices.commented", record())
    with time_machine.travel(THURSDAY, tick=False):
        digest()
    mail = Letter.objects.get()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = "/" + mail.headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert path in mail.text
    assert client.get(path).status_code == 200 and not Delivery.objects.exists(), "looking changes nothing"
    answer = client.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200 and not answer.cookies
    assert Delivery.objects.get().pace == "none"
    tell([sari], "voices.answered", record("Lain"), way="now")
    with time_machine.travel(MONDAY, tick=False):
        assert digest() == 0 and at_once() == 0


def test_a_link_that_is_none_of_ours_ends_nothing(client):
    sari = person()
    assert client.post(reverse("notices:stop", args=["bukan-tautan"])).status_code == 404
    assert client.post(stop_address(sari)[:-2] + "/").status_code == 404
    assert not Delivery.objects.exists()


def test_choosing_how_one_is_told(client):
    sari = person()
    client.force_login(sari)
    page = reverse("notices:prefer")
    assert client.get(page).status_code == 200
    half = client.post(page, {"pace": "instant", "quiet_from": "21:00"})
    assert half.status_code == 200 and "21:00" in half.text and not Delivery.objects.exists()
    assert client.post(page, {"pace": "instant", "quiet_from": "21:00", "quiet_until": "06:00"}).status_code == 302
    assert Delivery.objects.get().quiet_until == time(6)


def test_a_visitor_has_no_news(client):
    for name in ("mine", "prefer"):
        assert client.get(reverse(f"notices:{name}")).status_code == 302


def test_erasing_a_person_takes_news_and_letters():
    sari, budi, road = person(), person("Budi Contoh"), record()
    follow(actor=sari, record=road)
    tell(followers(road), "voices.commented", road), tell([budi], "voices.commented", road)
    actions.prefer(actor=sari, pace="daily")
    with time_machine.travel(THURSDAY, tick=False):
        assert digest() == 2
    tell([sari], "voices.answered", road)
    erase(actor=again(sari), person=again(sari))
    assert set(Notice.objects.values_list("person", flat=True)) == {budi.pk}
    assert Letter.objects.get().to == budi.email
    assert not Delivery.objects.exists()


def test_old_news_are_swept():
    sari, road = person(), record()
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        tell([sari], "voices.commented", road), tell([sari], "voices.answered", road)
        Notice.objects.filter(template="voices.answered").update(seen=timezone.now())
        clock.shift(actions.SEEN + timedelta(days=1))
        assert actions.sweep() == 1
        clock.shift(actions.UNSEEN)
        assert actions.sweep() == 1
