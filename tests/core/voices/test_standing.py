"""Supporting and following: once a person, counted in the open, named to nobody."""
import pytest

from pendopo.core.ledger.models import Line
from pendopo.core.notices.actions import tell
from pendopo.core.notices.models import Notice
from pendopo.core.people.actors import ReceiptHolder
from pendopo.core.records.models import Event
from pendopo.core.voices.actions.speech import comment
from pendopo.core.voices.actions.standing import follow, support, unfollow, unsupport
from pendopo.core.voices.models import Comment, Follow, Support
from pendopo.core.voices.queries import discussion, followers, standing
from tests.core.hall import office, person, record, refused

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_support_counts_once_and_can_be_taken_back():
    road, sari = record(), person()
    support(actor=sari, record=road), support(actor=sari, record=road), support(actor=person(), record=road)
    assert standing(road, sari) == {"supports": 2, "followers": 0, "supported": True, "volume": ""}
    unsupport(actor=sari, record=road), unsupport(actor=sari, record=road)
    assert standing(road, sari)["supports"] == 1
    lines = Line.objects.filter(facts__contains="support")
    assert sorted(line.visibility for line in lines) == ["public"] * 3 and lines.count() == 3
    assert all(line.words_visibility == "private" and sari.alias not in line.facts for line in lines)
    assert not Event.objects.filter(verb__contains="support").exists(), "no row on a timeline names who supports"


def test_a_comment_is_supported_on_its_own():
    road, sari = record(), person()
    said = comment(actor=person(), record=road, text="Setuju?")
    support(actor=sari, record=road, comment=said), support(actor=sari, record=road, comment=said)
    found = discussion(road, sari)
    assert found.supports == 0 and found.threads[0].comment.supports == 1 and found.threads[0].comment.supported
    unsupport(actor=sari, record=road, comment=said)
    assert Comment.objects.get().supports == 0 and not Support.objects.exists()


def test_facilitators_auditors_receipts_and_visitors_do_not_support():
    road, place = record(), office()
    guest = ReceiptHolder(person(sort="guest", email=None), road.pk)
    for actor in (person(at=place, role="facilitator"), person(at=place, role="auditor"), guest):
        with refused():
            support(actor=actor, record=road)


@pytest.mark.database
def test_a_volume_is_changed_not_added():
    road, sari = record(), person()
    for volume in ("normal", "loud", "quiet"):
        follow(actor=sari, record=road, volume=volume)
    assert Follow.objects.get().volume == "quiet" and standing(road, sari)["volume"] == "quiet"
    with pytest.raises(ValueError, match="volume"):
        follow(actor=sari, record=road, volume="deafening")
    unfollow(actor=sari, record=road)
    assert not Follow.objects.exists()
    assert set(Line.objects.filter(facts__contains="follow").values_list("visibility", flat=True)) == {"private"}


def test_followers_bring_their_way_with_them():
    road, market = record(), record("Pasar")
    people = {volume: person(volume) for volume in ("loud", "normal", "quiet", "mute")}
    for volume, one in people.items():
        follow(actor=one, record=road, volume=volume)
        follow(actor=one, record=market, volume="mute")
    assert {one.name: one.way for one in followers(road)} == {"loud": "now", "normal": "digest", "quiet": "here"}
    tell(followers(road), "voices.commented", road)
    ways = dict(Notice.objects.values_list("person__name", "way"))
    assert ways == {"loud": "now", "normal": "digest", "quiet": "here"}
    assert not followers(market).exists()


def test_what_one_may_not_see_one_can_neither_follow_nor_support():
    sealed = record(visibility="sealed")
    for act in (follow, support):
        with refused():
            act(actor=person(), record=sealed)
