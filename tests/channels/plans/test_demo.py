"""The demo city keeps the real plans as other governments' plans, and has an invented one of its own."""
import pytest

from pendopo.channels.plans import demo
from pendopo.channels.plans.models import Commitment, Part, Plan, PolicyArea, Report, Snapshot
from pendopo.channels.plans.promises import Term
from pendopo.channels.plans.queries.leading import figures
from pendopo.channels.plans.queries.snapshots import differences
from pendopo.core.people import demo as people
from pendopo.core.people.models import Organisation
from pendopo.core.places import demo as places
from pendopo.core.records.models import Link
from pendopo.core.records.queries import desk

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_the_demo_loads_twice_with_the_same_result(areas):
    people.load()
    places.load()
    for _ in range(2):
        demo.load()
        assert Commitment.objects.count() == 59 + 36 + 6 and Plan.objects.count() == 11
        assert Report.objects.filter(milestone__commitment__plan__code="CTH1").count() == len(demo.SAYS)
        assert Link.objects.get(sort="evidence", source=demo.commitment("2")).target_id == demo.commitment("3").pk
        assert set(PolicyArea.objects.filter(commitment=demo.commitment("1"), value="1").values_list(
            "area", flat=True)) == {"health-nutrition", "open-data"}
        before, after = Snapshot.objects.filter(plan__code="CTH1").order_by("pk")
        assert demo.commitment("1").code in differences(before, after)
    ours = Plan.objects.get(code="CTH1")
    assert ours.owner.slug == "bappeda" and ours.monitor.slug == "lembaga-pemantau" and ours.region_id == "99.99"
    one = demo.commitment("1")
    said = one.face["milestones"][0]["reports"]
    assert [(row["side"], row["level"]) for row in said] == [("government", "complete"), ("cso", "limited")]
    assert demo.commitment("3").state == "claimed"
    assert not Plan.objects.exclude(code="CTH1").filter(owner=ours.owner).exists()
    # where things are: more than one dot on the map; and who leads them holds them
    assert set(Commitment.objects.filter(plan=ours).values_list("place__region_id", flat=True)) == {
        "99.99", "99.99.01", "99.99.02", "99.99.03", "99.99.04"}
    assert [demo.commitment(number).office.slug for number in "123456"] == [
        "dinas-kesehatan", "diskominfo", "dinas-pendidikan", "bappeda", "inspektorat", "sekretariat-daerah"]
    assert one.code in {held.code for held in desk(demo.member("dewi"))}
    assert one.code not in {held.code for held in desk(demo.member("eko"))}
    assert not any(part.organisation.elsewhere for part in Part.objects.filter(commitment__plan=ours))
    assert Organisation.objects.get(name__contains="Health and Human").elsewhere


def test_the_demo_shows_the_living_cycle(areas):
    """A plan in the making with answered and unanswered contributions, a forum that met, a leader who has left."""
    people.load()
    places.load()
    for _ in range(2):
        demo.both()
        plan = Plan.objects.get(code="CTH2")
        assert plan.cycle.state == "drafting" and plan.cycle.face["waiting"] == [3, 5]
        assert plan.forum.meetings.filter(published__isnull=False).count() == 2
        before, now = Term.objects.order_by("since")
        assert before.ended and now.predecessor == before and not now.ended
        assert before.handovers.filter(answer="").exists() and before.handovers.exclude(answer="").count() == 2
    assert not Plan.objects.filter(cycle=None).exists()
    assert figures().confirmed == 1 and figures().waiting == 2
