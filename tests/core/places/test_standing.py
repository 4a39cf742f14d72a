"""Whose server this is: one row, read in one query together with the version of everything."""
import pytest

from pendopo.core.ledger.actions import Deed, sequence_all, write
from pendopo.core.ledger.queries import written
from pendopo.core.places.queries import city
from pendopo.core.places.standing import standing
from tests.web.town import town

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_an_empty_installation_has_no_city(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert standing().city() is None


def test_the_city_is_the_same_as_the_orm_reads_it(django_assert_num_queries):
    town(closed=["reports"], demo=True)
    with django_assert_num_queries(1):
        found = standing().city()
        assert found.region.full_name == "Kabupaten Contoh" and found.office.slug == "bappeda-contoh"
    known = city()
    for field in known._meta.concrete_fields:
        assert getattr(found, field.attname) == getattr(known, field.attname), field.name
    for field in known.region._meta.concrete_fields:
        assert getattr(found.region, field.attname) == getattr(known.region, field.attname), field.name
    for field in known.office._meta.concrete_fields:
        assert getattr(found.office, field.attname) == getattr(known.office, field.attname), field.name


def test_every_act_moves_the_version_on():
    before = standing().version
    write(Deed({"verb": "test.add", "at": "2026-11-22T00:00:00+00:00"}))
    after = standing().version
    assert after != before and sum(after) == sum(before) + 1 == written()
    sequence_all()
    assert standing().version not in (before, after), "a sealed row has a proof that its page names"
    assert sum(standing().version) == written()
