"""My data: seen, taken along, erased. And auditors, whose looks are all listed."""
import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pendopo.analysis.leaves import commit
from pendopo.core.ledger.models import Line
from pendopo.core.people import dossier, queries
from pendopo.core.people.actions.invitations import accept_invitation, invite
from pendopo.core.people.actions.persons import change_language, change_name, erase, guest, look
from pendopo.core.people.actions.receipts import assist, claim_receipt, give_receipt
from pendopo.core.people.actions.standing import propose
from pendopo.core.people.dossier import pack
from pendopo.core.people.models import Look, Person, Trace, today
from pendopo.core.people.personal import Holding
from pendopo.core.people.queries import everything_about, holdings, invitation_from, looks, receipt_from, system
from pendopo.kit.post.actions import post
from pendopo.kit.post.models import Letter
from tests.core.people.conftest import PASSWORD, member, organisation, person, refused, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.database]
INVENTED = ["Kirana Rekaan", "kirana@rekaan.example", "+6281234567890", "Lembaga Rekaan Kirana", "Cerita Kirana",
            "Setuju lisan Kirana"]


def test_name_and_language(client, sign_in):
    sari = person()
    sign_in(sari)
    client.post(reverse("people:change_name"), {"name": "  Sari\tBaru  Contoh "})
    client.post(reverse("people:change_language"), {"language": "en"})
    sari = Person.objects.get(pk=sari.pk)
    assert (sari.name, sari.language) == ("Sari Baru Contoh", "en")
    too_long = client.post(reverse("people:change_name"), {"name": "x" * 61})
    assert too_long.status_code == 200 and "x" * 61 in too_long.content.decode()


def test_only_the_person_changes_their_name():
    sari, budi = person(), person("Budi Contoh", "budi@contoh.example")
    sari.helper = budi
    with refused():
        change_name(actor=sari, name="Lain")


def test_the_copy_holds_everything(client, sign_in):
    sari = person()
    sign_in(sari)
    answer = client.post(reverse("people:export"))
    assert answer["Content-Disposition"].startswith('attachment; filename="data-saya-')
    bundle = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))
    data = json.loads(bundle.read("data.json"))
    assert set(data["holdings"]) == {held.name for held in holdings()}
    assert data["holdings"]["people.person:pk"][0]["email"] == sari.email
    page = bundle.read("data.html").decode()
    assert "Sari Contoh" in page and "<script" not in page


def test_the_copy_proves_its_own_lines():
    """Whoever has their copy can recompute the leaves that speak of them."""
    sari = person()
    change_language(actor=sari, language="en")
    rows = everything_about(sari)["people.trace:person"]
    line = Line.objects.latest("pk")
    opened = json.loads(rows[-1]["line__words"])
    assert opened["by"] == sari.alias
    assert commit(bytes(rows[-1]["line__words_salt"]), opened) == bytes(line.words_hash)


def test_files_come_along(sari_with_a_file):
    with pack(sari_with_a_file) as copy:
        assert "files/catatan.txt" in zipfile.ZipFile(copy).namelist()


@pytest.fixture
def sari_with_a_file(monkeypatch):
    """A room that holds files of a person, as channels do."""
    held = [*holdings(), Holding(Look, "person", ("at",), keeps="test", files=lambda person: [
        ("catatan.txt", BytesIO(b"isi"))])]
    for module in (dossier, queries):
        monkeypatch.setattr(module, "holdings", lambda: held)
    return person()


def kirana() -> Person:
    """Somebody who has left traces in every table of this room."""
    one = person(INVENTED[0], INVENTED[1])
    one.phone = INVENTED[2]
    one.save()
    with_app(one)
    propose(actor=one, name=INVENTED[3], side="cso", about=f"{INVENTED[4]}.")
    somebody = guest(name=INVENTED[0])
    claim_receipt(actor=one, receipt=receipt_from(give_receipt(actor=somebody, record_id=1, address="/x/")))
    office = organisation("Dinas Contoh")
    officer = member(office, "officer", "Budi Contoh")
    helped = assist(actor=officer, consent=INVENTED[5], name=INVENTED[0])
    claim_receipt(actor=one, receipt=receipt_from(give_receipt(actor=helped.person, record_id=2, address="/y/")))
    address = invite(actor=system("test"), email=INVENTED[1], organisation=office, role="officer")
    found = invitation_from(address.rstrip("/").rsplit("/", 1)[1])
    assert found is not None
    accept_invitation(actor=one, invitation=found)
    for to in (INVENTED[1], INVENTED[2]):
        post(to=to, subject=f"Untuk {INVENTED[0]}", text=INVENTED[4])
    return Person.objects.get(pk=one.pk)


def all_words() -> str:
    """Every row of every table of this installation, as text."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return "\n".join(lines)


def test_erasure_leaves_no_word_in_any_table(client, sign_in):
    one = kirana()
    client.post(reverse("account_login"), {"login": one.email, "password": ""})
    aliases = [one.alias, *Person.objects.filter(claimed_by=one).values_list("alias", flat=True)]
    before = all_words()
    assert all(word in before for word in [*INVENTED, *aliases])
    assert erase(actor=one, person=one) > 5
    left = all_words()
    for word in [*INVENTED, *aliases]:
        assert word not in left, [row for row in left.splitlines() if word in row]
    assert not Person.objects.get(pk=one.pk).is_active


def test_an_address_that_was_only_typed_loses_no_letter_of_its_owner():
    """Else whoever types somebody else's address and has themselves erased would keep them from signing in."""
    theirs = post(to=INVENTED[1], subject="Kode", text="1234")
    sari = person()
    EmailAddress.objects.create(user=sari, email=INVENTED[1], verified=False)
    sari.phone_asked = INVENTED[2]
    sari.save()
    also = post(to=INVENTED[2], subject="", text="1234", channel="sms")
    erase(actor=sari, person=sari)
    assert set(Letter.objects.all()) >= {theirs, also}
    assert not EmailAddress.objects.filter(email=INVENTED[1]).exists()


def test_the_ledger_says_that_an_erasure_took_place():
    one = kirana()
    erase(actor=one, person=one)
    facts = [json.loads(line.facts) for line in Line.objects.all()]
    grounds = {fact["verb"]: fact["ground"] for fact in facts if "ground" in fact}
    assert grounds == {"people.erase": "UU 27/2022 art. 8", "ledger.erase": "UU 27/2022 art. 8"}
    assert all(bytes(line.entry) for line in Line.objects.all())
    assert not Trace.objects.filter(person=one).exists()


def test_erasing_takes_two_steps_and_signs_out_everywhere(client, sign_in):
    sari = person()
    sign_in(sari)
    other = Client()
    other.post(reverse("account_login"), {"login": sari.email, "password": PASSWORD})
    assert client.get(reverse("people:erase")).status_code == 200
    assert client.post(reverse("people:erase"), {}).status_code == 200          # without the tick nothing happens
    assert Person.objects.get(pk=sari.pk).name == "Sari Contoh"
    assert client.post(reverse("people:erase"), {"sure": "on"}).status_code == 200
    for browser in (client, other):
        assert browser.get(reverse("people:account")).status_code == 302
    assert Person.objects.get(pk=sari.pk).sort == "erased"


def test_nobody_erases_somebody_else():
    sari, budi = person(), person("Budi Contoh", "budi@contoh.example")
    with refused():
        erase(actor=budi, person=sari)


def test_the_same_address_may_come_again():
    sari = person()
    erase(actor=sari, person=sari)
    assert person().pk != sari.pk


# Auditors

def auditor() -> Person:
    return with_app(member(organisation("Inspektorat Contoh"), "auditor", "Agus Contoh",
                           until=today() + timedelta(days=30)))


def test_every_look_of_an_auditor_is_listed(client, sign_in):
    agus = auditor()
    sign_in(agus)
    before = Look.objects.count()
    client.get(reverse("people:organisations") + "?pihak=cso")
    client.get(reverse("people:account"))
    assert [look.address for look in Look.objects.order_by("pk")[before:]] == [
        reverse("people:organisations") + "?pihak=cso", reverse("people:account")]
    assert Trace.objects.filter(person=agus, verb="people.look").count() == Look.objects.count()
    page = client.get(reverse("people:looks")).content.decode()
    assert "?pihak=cso" in page


def test_an_auditor_changes_nothing(client, sign_in):
    sign_in(auditor())
    assert client.post(reverse("people:change_name"), {"name": "Lain"}).status_code == 403
    assert Person.objects.get(email="agus@contoh.example").name == "Agus Contoh"
    assert client.post(reverse("account_logout")).status_code == 302


def test_the_audit_ends_by_itself(client, sign_in):
    agus = auditor()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        sign_in(agus)
        client.get(reverse("people:organisations"))
        assert Look.objects.count() == 0


def test_the_secretariats_see_all_looks_and_others_none(client, sign_in):
    agus = auditor()
    sign_in(agus)
    client.get(reverse("people:account"))
    ratna = member(organisation("Sekretariat Contoh"), "secretariat", "Ratna Contoh")
    assert looks(ratna).count() == looks(agus).count() == Look.objects.count() > 0
    assert looks(person()).count() == 0 and looks(None).count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_looks_costs_the_same(django_assert_num_queries, number):
    agus = auditor()
    for _ in range(number):
        look(actor=agus, address="/x/")
    with django_assert_num_queries(1):
        assert len([row.person.shown for row in looks(agus)]) == number
