"""The demo city has one initiative in every step, and one of another place with the facts of its guide alone."""
import pytest

from pendopo.channels.initiatives import demo
from pendopo.channels.initiatives.demo_stories import STORIES
from pendopo.channels.initiatives.models import Initiative, Note, Pledge, Sheet
from pendopo.channels.initiatives.queries.gates import missing
from pendopo.channels.initiatives.workflow import STEPS
from pendopo.core.people import demo as people
from pendopo.core.places import demo as places

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_one_in_every_step_and_a_finished_one_told_from_its_source(client, keys):
    people.load()
    places.load()
    for _ in range(2):
        demo.load()
        assert set(Initiative.objects.values_list("state", flat=True)) == {*STEPS, "finished"}
        assert Initiative.objects.count() == len(STORIES) + 1
    assert all(missing(one) for one in Initiative.objects.exclude(state="finished"))
    assert set(Pledge.objects.values_list("state", flat=True)) == {"asked", "signed", "declined"}
    past = Initiative.objects.get(state="finished")
    assert past.source and past.created.year == 2015 and past.closed.year == 2016
    assert [one.name for one in Sheet.objects.filter(initiative=past, shown_version=1)] == ["lessons"]
    assert Note.objects.count() == 2
    for one in Initiative.objects.all():
        for prefix in ("", "/en"):
            assert client.get(f"{prefix}/inisiatif/{one.code}/").status_code == 200
            assert client.get(f"{prefix}/inisiatif/{one.code}/dossier/").status_code == 200
