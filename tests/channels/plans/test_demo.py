"""The demo city keeps the real plans as other governments' plans, and has an invented one of its own."""
import pytest

from pendopo.channels.plans import demo
from pendopo.channels.plans.models import Commitment, Part, Plan, Report
from pendopo.core.people import demo as people
from pendopo.core.people.models import Organisation
from pendopo.core.places import demo as places
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
