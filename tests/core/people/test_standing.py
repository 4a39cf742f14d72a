"""Roles and organisations: given by others, confirmed by both sides, never losing their past."""
import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pendopo.core.ledger.models import Line
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actions.standing import appeal, appoint, end_role, propose, refuse, succeed, vouch
from pendopo.core.people.forms import Unit
from pendopo.core.people.models import Invitation, Membership, Organisation, Person, today
from pendopo.core.people.queries import names_before, organisations, system
from tests.core.people.conftest import member, organisation, person, refused, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REASON = "Kami kenal dan pernah bekerja sama."


def again(one: Person) -> Person:
    """As the next request sees this person, with the second factor shown."""
    found = Person.objects.get(pk=one.pk)
    found.strong = True
    return found


def test_a_role_counts_from_its_first_day_to_its_last():
    office, sari = organisation("Dinas Contoh"), person()
    for shift, length, counts in ((0, None, True), (1, None, False), (-2, 2, True), (-2, 1, False)):
        Membership.objects.all().delete()
        since = today() + timedelta(days=shift)
        appoint(actor=system("test"), person=sari, organisation=office, role="officer", since=since,
                until=None if length is None else since + timedelta(days=length))
        assert bool(again(sari).roles) is counts, (shift, length)
        assert not Person.objects.get(pk=sari.pk).roles          # without the second factor: a resident


def test_nobody_gives_a_role_to_themselves(sides):
    ratna, _ = sides
    with refused():
        appoint(actor=ratna, person=ratna, organisation=organisation("Dinas Contoh"), role="head")


def test_a_secretariat_appoints_on_its_own_side_only(sides):
    ratna, lestari = sides
    sari, office = person(), organisation("Dinas Contoh")
    appoint(actor=ratna, person=sari, organisation=office, role="officer")
    with refused():
        appoint(actor=lestari, person=sari, organisation=office, role="head")


def test_an_administrator_gives_small_roles_at_home_only():
    forum, other = organisation("Forum Contoh", "cso"), organisation("Jaringan Contoh", "cso")
    joko, sari = member(forum, "administrator", "Joko Contoh"), person()
    appoint(actor=joko, person=sari, organisation=forum, role="member")
    for where, role in ((forum, "secretariat"), (other, "member")):
        with refused():
            appoint(actor=joko, person=sari, organisation=where, role=role)


def test_an_auditor_needs_a_last_day():
    office, sari = organisation("Inspektorat Contoh"), person()
    for until in (None, today() + timedelta(days=400), today() - timedelta(days=1)):
        with refused(Hindrance):
            appoint(actor=system("test"), person=sari, organisation=office, role="auditor", until=until)


def test_an_ended_role_ends_now_and_stays_on_the_record(sides):
    ratna, _ = sides
    sari = member(organisation("Dinas Contoh"), "officer", "Sari Contoh")
    end_role(actor=ratna, membership=sari.memberships.get())
    assert not again(sari).roles
    assert json.loads(Line.objects.latest("pk").facts)["role"] == "officer"


def test_the_ledger_names_the_office_and_never_the_person(sides):
    ratna, _ = sides
    sari = person()
    appoint(actor=ratna, person=sari, organisation=organisation("Dinas Contoh"), role="officer")
    line = Line.objects.latest("pk")
    assert "dinas-contoh" in line.facts and "Sari" not in line.facts + line.words
    assert sari.alias in line.words and (line.visibility, line.words_visibility) == ("public", "private")


def test_one_member_of_each_side_confirms(sides):
    sari = person()
    made = propose(actor=sari, name="Warga  Peduli\nContoh", side="cso", about="Kami ada.")
    assert made.name == "Warga Peduli Contoh"
    for which, state in zip(sides, ("proposed", "confirmed"), strict=True):
        assert vouch(actor=which, organisation=made, reason=REASON).state == state
    assert again(sari).at("administrator") == {made.pk}


def test_two_of_the_same_side_are_not_enough(sides):
    ratna, _ = sides
    other = member(organisation("Bappeda Contoh"), "coordinator", "Eko Contoh")
    made = propose(actor=person(), name="Warga Contoh", side="cso", about="Kami ada.")
    vouch(actor=ratna, organisation=made, reason=REASON)
    assert vouch(actor=other, organisation=made, reason=REASON).state == "proposed"


def test_nobody_confirms_their_own_proposal(sides):
    _, lestari = sides
    made = propose(actor=lestari, name="Warga Contoh", side="cso", about="Kami ada.")
    with refused():
        vouch(actor=lestari, organisation=made, reason=REASON)


def test_a_refusal_is_appealed_once_and_decided_by_others(sides):
    ratna, lestari = sides
    eko = member(organisation("Bappeda Contoh"), "coordinator", "Eko Contoh")
    sari = person()
    made = propose(actor=sari, name="Warga Contoh", side="cso", about="Kami ada.")
    refuse(actor=ratna, organisation=made, reason="Tidak saya kenal.")
    with refused():
        appeal(actor=lestari, organisation=Organisation.objects.get(pk=made.pk), reason="Bukan urusan saya.")
    made = appeal(actor=sari, organisation=made, reason="Kami ada sejak 2020.")
    with refused():
        vouch(actor=ratna, organisation=made, reason=REASON)      # whoever refused it has no say now
    vouch(actor=eko, organisation=made, reason=REASON)
    assert vouch(actor=lestari, organisation=made, reason=REASON).state == "confirmed"


def test_a_second_refusal_is_the_last_word(sides):
    ratna, lestari = sides
    sari = person()
    made = propose(actor=sari, name="Warga Contoh", side="cso", about="Kami ada.")
    refuse(actor=ratna, organisation=made, reason="Tidak saya kenal.")
    appeal(actor=sari, organisation=made, reason="Kami ada.")
    assert refuse(actor=lestari, organisation=made, reason="Kami juga tidak.").state == "closed"
    with refused():
        appeal(actor=sari, organisation=made, reason="Sekali lagi.")


def test_a_successor_keeps_the_past(sides):
    ratna, _ = sides
    old = organisation("Dinas Kominfo Contoh")
    budi = member(old, "officer", "Budi Contoh")
    part = organisation("UPT Contoh", parent=old)
    new = succeed(actor=ratna, organisations=[old], name="Dinas Komdigi Contoh")
    newest = succeed(actor=ratna, organisations=[new], name="Dinas Digital Contoh")
    old = Organisation.objects.get(pk=old.pk)
    assert (old.name, old.successor, old.heir) == ("Dinas Kominfo Contoh", new, newest)
    assert [one.slug for one in names_before(newest)] == [old.slug, new.slug] or {
        one.slug for one in names_before(newest)} == {old.slug, new.slug}
    assert again(budi).office_ids == {old.pk, new.pk, newest.pk}       # may carry on what was left open
    assert Organisation.objects.get(pk=part.pk).parent == newest
    assert newest in organisations(None) and old not in organisations(None)
    with refused():
        succeed(actor=ratna, organisations=[old], name="Lain Contoh")


def test_two_units_become_one(sides):
    ratna, _ = sides
    first, second = organisation("Dinas Satu Contoh"), organisation("Dinas Dua Contoh")
    budi, eko = member(first, "officer", "Budi Contoh"), member(second, "head", "Eko Contoh")
    made = succeed(actor=ratna, organisations=[first, second], name="Dinas Gabungan Contoh")
    assert again(budi).at("officer") == {made.pk, first.pk, second.pk}
    assert again(eko).at("head") == {made.pk, first.pk, second.pk}


def test_a_merged_unit_costs_the_same_question(sides, django_assert_num_queries):
    ratna, _ = sides
    old = organisation("Dinas Lama Contoh")
    budi = member(old, "officer", "Budi Contoh")
    for number in range(3):
        old = succeed(actor=ratna, organisations=[old], name=f"Dinas {number} Contoh")
    budi = again(budi)
    with django_assert_num_queries(1):
        assert len(budi.office_ids) == 4


# Pages

def test_the_pages_of_organisations(client, sign_in, sides):
    ratna, _ = sides
    office = organisation("Dinas Contoh", parent=Organisation.objects.get(slug="sekretariat-contoh"))
    made = propose(actor=person(), name="Warga Contoh", side="cso", about="Kami ada.")
    assert client.get(reverse("people:organisations")).status_code == 200
    assert client.get(reverse("people:organisations") + "?pihak=cso").status_code == 200
    assert client.get(reverse("people:organisation", args=[office.slug])).status_code == 200
    assert client.get(reverse("people:organisation", args=[made.slug])).status_code == 404
    sign_in(with_app(ratna))
    for name, slug in (("organisation", made.slug), ("vouch", made.slug), ("refuse", made.slug),
                       ("organisation", "sekretariat-contoh"), ("staff", office.slug), ("succeed", office.slug)):
        page = client.get(reverse(f"people:{name}", args=[slug]))
        assert page.status_code == 200 and page.content.decode().count("<h1") == 1, name
    assert client.post(reverse("people:vouch", args=[made.slug]), {"reason": ""}).status_code == 200
    assert client.post(reverse("people:vouch", args=[made.slug]), {"reason": REASON}).status_code == 302
    answer = client.post(reverse("people:staff", args=[office.slug]), {
        "email": "wati@contoh.example", "role": "auditor", "until": ""})
    assert answer.status_code == 200 and 'value="wati@contoh.example"' in answer.content.decode()
    client.post(reverse("people:staff", args=[office.slug]), {
        "email": "wati@contoh.example", "role": "officer", "until": ""})
    page = client.get(reverse("people:staff", args=[office.slug])).content.decode()
    assert "wati@contoh.example" in page
    row = Invitation.objects.get()
    client.post(reverse("people:withdraw", args=[office.slug, row.pk]))
    assert Invitation.objects.get().used
    client.post(reverse("people:succeed", args=[office.slug]), {"name": "Dinas Baru Contoh", "day": str(today())})
    page = client.get(reverse("people:organisation", args=["dinas-baru-contoh"])).content.decode()
    assert "Dinas Contoh" in page


def test_a_secretariat_enters_a_unit(client, sign_in, sides):
    ratna, _ = sides
    assert "unit-baru" not in client.get(reverse("people:organisations")).content.decode()
    sign_in(with_app(ratna))
    assert reverse("people:found") in client.get(reverse("people:organisations")).content.decode()
    parent = Organisation.objects.get(slug="sekretariat-contoh")
    missing = client.post(reverse("people:found"), {"name": "Bagian Contoh", "side": "government"})
    assert missing.status_code == 200 and 'value="Bagian Contoh"' in missing.content.decode()
    client.post(reverse("people:found"), {"name": "Bagian Contoh", "side": "government", "parent": parent.pk,
                                          "source": "Perbup Contoh 1/2026"})
    made = Organisation.objects.get(slug="bagian-contoh")
    assert (made.state, made.parent, made.source) == ("confirmed", parent, "Perbup Contoh 1/2026")


def test_only_the_governments_secretariat_enters_units(client, sign_in, sides):
    _, lestari = sides
    sign_in(with_app(lestari))
    assert client.get(reverse("people:found")).status_code == 403


def test_staff_is_not_shown_to_strangers(client, sign_in, sides):
    sign_in(person())
    assert client.get(reverse("people:staff", args=["forum-contoh"])).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_organisations_costs_the_same(client, django_assert_num_queries, number):
    for which in range(number):
        member(organisation(f"Dinas {which} Contoh"), "officer", f"Budi{which} Contoh")
    with django_assert_num_queries(1):
        assert len([(one.member_count, one.unit_count, one.parent) for one in organisations(None)]) == number


def test_a_long_list_goes_on_by_name(client):
    for number in range(55):
        organisation(f"Dinas {number:02} Contoh")
    first = client.get(reverse("people:organisations")).content.decode()
    assert "Dinas 49 Contoh" in first and "Dinas 50 Contoh" not in first
    address = re.search(r'href="([^"]+sesudah=[^"]+)"', first)
    assert address is not None
    second = client.get(address[1].replace("&amp;", "&")).content.decode()
    assert "Dinas 49 Contoh" not in second and "Dinas 54 Contoh" in second


def test_who_is_named_by_plans_of_other_places_stands_apart(client):
    organisation("Dinas Air Contoh", name_en="Water Office of Contoh")
    far = organisation("Department of Water", elsewhere=True)
    page = reverse("people:organisations")
    table = client.get(page).content.decode()
    assert "Dinas Air Contoh" in table and "Department of Water" not in table and "dari=lain" in table
    apart = client.get(page, {"dari": "lain"}).content.decode()
    assert "Department of Water" in apart and "Dinas Air Contoh" not in apart
    found = client.get(page, {"q": "water"}).content.decode()
    assert found.index("Dinas Air Contoh") < found.index('id="lain"') < found.index("Department of Water")
    assert "Dinas Air Contoh" not in client.get(page, {"q": "sekolah"}).content.decode()
    member(far, "liaison", "Amy Contoh")
    assert "Department of Water" in client.get(page).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_by_name_costs_the_same(client, django_assert_num_queries, number):
    for which in range(number):
        organisation(f"Dinas {which} Contoh")
        organisation(f"Dinas {which} Jauh", elsewhere=True)
    client.get(reverse("people:organisations"))
    with django_assert_num_queries(3):
        client.get(reverse("people:organisations"), {"q": "dinas"})


def test_a_citizen_is_known_in_two_questions(client, sign_in):
    """The session, and the person with whether they have roles."""
    client = sign_in(person())
    with CaptureQueriesContext(connection) as counted:
        client.get(reverse("people:organisations"))
    assert len(counted) <= 6, [one["sql"][:150] for one in counted.captured_queries]
    assert not any("people_membership" in one["sql"] and "organisation__side" in one["sql"] for one in counted)


def test_the_list_of_people_costs_the_same(client, sign_in, sides):
    ratna, _ = sides
    office = organisation("Dinas Contoh")
    sign_in(with_app(ratna))
    path, costs = reverse("people:staff", args=[office.slug]), []
    for number in range(3):
        member(office, "officer", f"Budi{number} Contoh")
        with CaptureQueriesContext(connection) as counted:
            assert client.get(path).status_code == 200
        costs.append(len(counted))
    assert costs[0] == costs[2] <= 8, [one["sql"][:150] for one in counted.captured_queries]


@pytest.mark.parametrize("number", ["²", "9" * 5000, "9" * 25, "٣", "-1", "1"])
def test_a_page_of_looks_that_is_none_is_no_error(sign_in, number):
    client = sign_in(with_app(member(organisation("Dinas Contoh"), "auditor", "Rudi Contoh",
                                     until=today() + timedelta(days=30))))
    assert client.get(reverse("people:looks"), {"sebelum": number}).status_code == 200


@pytest.mark.parametrize(("role", "ways"), [("officer", {"assist"}), ("auditor", {"looks"}),
                                            ("secretariat", {"assist", "looks"}), ("moderator", set())])
def test_the_account_leads_to_what_a_role_may_do(client, sign_in, role, ways):
    until = today() + timedelta(days=30) if role == "auditor" else None
    sign_in(with_app(member(organisation("Dinas Contoh"), role, "Budi Contoh", until=until)))
    page = client.get(reverse("people:account")).content.decode()
    assert {name for name in ("assist", "looks") if f'href="{reverse(f"people:{name}")}"' in page} == ways


def test_a_unit_belongs_to_an_office_of_this_city():
    near, far = organisation("Bappeda Contoh"), organisation("Department of Water", elsewhere=True)
    choices = Unit().fields["parent"].queryset
    assert near in choices and far not in choices
