"""Every address as everybody: nothing breaks, and nobody reads what is not theirs, wherever it might leak."""
import gzip
import io
import json
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from pendopo.channels.plans.cycles import Contribution
from pendopo.core.people.models import Person
from pendopo.core.records.models import Record
from pendopo.kit.files.models import StoredFile
from pendopo.web.views import broken
from tests.attacks.corners import PASSWORD, named, public
from tests.attacks.town import RECEIPT, ROLES, VISITOR, Town
from tests.attacks.walk import in_english, names_in, patterns, view_of

pytestmark = pytest.mark.django_db
FEW = [VISITOR, RECEIPT, "sari", "eko", "agus"]      # in make test, at one address of each kind; all in make test-all
INVITED = {"rahasiaundanganq7x"}
WAYS = ["head", "options", "put", "patch", "delete", "trace", "post"]
ODD = ["/akun", "/tidak-ada/", "/en/tidak-ada/", "/rencana-aksi/RA-2026-0001-Z/", "/berkas/../keys/ledger",
       "/ledger/tile/../../keys/ledger", "/suara/komentar/99999999999999999999/", "/catatan/%00/", "/%ff%fe/",
       "//evil.example/",
       "/cari/?q=%00", "/peta/titik.json?kotak=a", "/umpan/atom.xml?sebelum=9"]


@pytest.fixture(scope="module")
def addresses(town: Town) -> list[str]:
    """What links lead to, for a visitor, a citizen and an editor of plans; and a sample of all the rest."""
    found: dict[str, None] = dict.fromkeys([*town.corners.addresses, *ODD])
    for role in (VISITOR, "sari", "eko"):
        found |= dict.fromkeys(town.seen_by(role).addresses)
    known = {view_of(address) for address in found}
    for name, route in patterns():
        if name not in known:
            found[reverse(name, kwargs={one: sample(name, one, town) for one in names_in(route)})] = None
    for code in town.corners.hidden:
        found |= dict.fromkeys(reverse(name, args=[code]) for name in (
            "plans:detail", "plans:edit", "plans:assess", "voices:discussion", "voices:write", "voices:follow",
            "voices:support", "records:go", "records:timeline"))
    english = [in_english(address) for address in found if view_of(address).startswith(("web:", "plans:", "voices:"))]
    return [*found, *filter(None, english[::3])]


def sample(name: str, word: str, town: Town) -> Any:
    """Something that is there, for an address that no link leads to."""
    record, file = public()[0], StoredFile.objects.filter(visibility="public").first()
    assert file is not None
    told = Record.objects.filter(kind="reports").latest("pk").code if name.startswith(("reports:", "open311:")) else ""
    if name.startswith("initiatives:"):
        told = Record.objects.filter(kind="initiatives").latest("pk").code
    if name.startswith("surveys:"):
        told = Record.objects.filter(kind="surveys").latest("pk").code
    room = {"plans:plan": "CTH1", "regions:children": "99.99"}.get(name, told or record.code)
    there: dict[str, Any] = {
        "sha256": file.sha256,
        "name": {"web:setting": "zona"}.get(name, "plans") if name.startswith("web") else file.name,
        "number": 1, "place": "99.99",
        "path": "tile/0/000.p/1", "kind": "plans", "office": "diskominfo", "slug": "diskominfo", "code": room,
        "form": "json", "rest": "x", "word": "begin", "move": "claim", "position": 1, "token": town.corners.token,
        "table": "isu", "what": "ikrar", "deed": "maju", "key": 1, "pk": 1, "batch": "x", "clock": 1,
        "colour": "merah", "way": "naik", "side": "society", "question": "tulisan", "older": "x",
        "day": "2026-01-31", "subject": "CTH1"}
    return 0 if name.startswith("tlog") and word in ("number", "place") else there[word]


@pytest.fixture(scope="module")
def each_view(addresses: list[str]) -> list[str]:
    """One address of each kind; whether it breaks depends on the kind."""
    return list({view_of(address) or address: address for address in reversed(addresses)}.values())


def body_of(answer: Any) -> bytes:
    """As it would lie on the disk of whoever fetched it: with its head, unpacked."""
    data = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
    answer.close()
    data = gzip.decompress(data) if answer.get("Content-Encoding") == "gzip" else data
    return repr(sorted(answer.items())).encode() + bytes(data)


class Secrets:
    """What must not be read, by whom."""

    def __init__(self, town: Town) -> None:
        self.seers = dict(town.corners.secrets)
        for person in Person.objects.exclude(email=None).exclude(sort="system"):
            self.seers.setdefault(str(person.email), {str(person.email).partition("@")[0]})
        told = Record.objects.filter(visibility="public").exclude(author=None).values("author")
        spoke = Contribution.objects.filter(event__visibility="public").exclude(author=None).values("author")
        unheard = Person.objects.filter(sort="guest").exclude(pk__in=told).exclude(pk__in=spoke)
        for person in unheard.select_related("claimed_by"):
            owner = str(person.claimed_by.email).partition("@")[0] if person.claimed_by else ""
            self.seers[person.alias] = {owner} - {""}       # nobody else has heard of them
        for code in (town.corners.receipt, town.corners.other_receipt):
            self.seers[code] = set()
        self.pattern = re.compile("|".join(re.escape(word) for word in self.seers))

    def read_by(self, role: str, text: str) -> set[str]:
        """With one factor staff may see what is their own, and nothing of their office."""
        name, _, weak = role.partition("-")
        return {word for word in self.pattern.findall(text)
                if name not in self.seers[word] or (weak and len(self.seers[word]) > 1)}


@pytest.fixture(scope="module")
def secrets(town: Town) -> Secrets:
    return Secrets(town)


def tour(town: Town, addresses: Iterable[str], role: str, secrets: Secrets) -> list[str]:
    """What went wrong on the way, each as one line."""
    client, wrong = town.enter(role), []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code >= 500:
            wrong.append(f"{role} {address}: {answer.status_code} {town.why()}")
        leaked = secrets.read_by(role, body_of(answer).decode(errors="replace"))
        if view_of(address) == "people:invitation":
            leaked -= INVITED                       # whoever holds the link may know to whom it was sent
        if leaked:
            wrong.append(f"{role} {address}: reads {sorted(leaked)}")
    return wrong


def heard(caplog: pytest.LogCaptureFixture, secrets: Secrets) -> set[str]:
    """Secrets in what would stand in the log, tracebacks included."""
    text = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    return set(secrets.pattern.findall(text))


def everybody(town: Town, roles: list[str], addresses: list[str], secrets: Secrets,
              caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    wrong = [line for role in roles for line in tour(town, addresses, role, secrets)]
    assert not wrong, "\n".join(wrong)
    assert not heard(caplog, secrets)


def test_nobody_reads_what_is_not_theirs(town: Town, addresses: list[str], each_view: list[str], secrets: Secrets,
                                         caplog: pytest.LogCaptureFixture) -> None:
    """One address of each kind, and all that lead to what is hidden, held, sealed or somebody's own."""
    assert len(addresses) > 150
    private = [address for address in addresses if set(address.split("/")) & {*town.corners.hidden, "komentar"}]
    everybody(town, FEW, [*dict.fromkeys([*each_view, *town.corners.addresses, *private])], secrets, caplog)


@pytest.mark.slow
def test_nor_does_anybody_anywhere(town: Town, addresses: list[str], secrets: Secrets,
                                   caplog: pytest.LogCaptureFixture) -> None:
    everybody(town, ROLES, addresses, secrets, caplog)


def test_who_may_see_it_sees_it(town: Town, secrets: Secrets) -> None:
    """The search for leaks would pass on an empty city: the secrets are there, for whom they are meant."""
    sari, maya = town.enter("sari"), town.enter("maya")
    own = sari.get(reverse("voices:mine")).content.decode() + sari.get(public()[0].get_absolute_url()).content.decode()
    assert "rahasiatertahanq7x" in own and "rahasiatersembunyiq7x" in own
    waiting = maya.get(reverse("voices:queue")).content.decode()
    assert "rahasiatertahanq7x" in waiting and "rahasialaporanq7x" in waiting
    closed = reverse("plans:detail", args=[town.corners.hidden[0]])
    assert "rahasiacatatanq7x" in town.enter("eko").get(closed).content.decode()
    assert town.enter(VISITOR).get(closed).status_code == town.enter("wahyu").get(closed).status_code == 404


def test_no_method_breaks_an_address(town: Town, each_view: list[str]) -> None:
    """HEAD says what GET says, without a body; what a page does not do it refuses in an orderly way."""
    wrong = [line for way in WAYS for role in (("sari", "maya") if way == "post" else ("sari",))
             for line in asked_by(town, role, way, each_view)]
    town.again()
    assert not wrong, "\n".join(wrong)


def asked_by(town: Town, role: str, way: str, addresses: list[str]) -> Iterator[str]:
    client = town.enter(role)
    ask: Callable[..., Any] = getattr(client, way)
    for address in addresses:
        if way == "post":
            town.again()
        answer = ask(address)
        if answer.status_code >= 500:
            yield f"{role} {way} {address}: {answer.status_code} {town.why()}"
        if way == "head" and answer.status_code < 300 and not answer.streaming and answer.content:
            yield f"{role} {way} {address}: has a body"
        answer.close()


@pytest.mark.parametrize("words", ["rahasia", "rahasiatersembunyiq7x", "rahasiacatatanq7x", "sari@contoh.example"])
def test_search_finds_nothing_that_is_not_public(town: Town, secrets: Secrets, words: str) -> None:
    for address in (reverse("web:search"), reverse("web:download"), reverse("feeds:json"), reverse("feeds:records"),
                    reverse("web:points"), reverse("web:ical"), reverse("web:map"), reverse("plans:list"),
                    reverse("plans:data"), reverse("plans:table")):
        answer = town.enter(VISITOR).get(address, {"q": words})
        text = body_of(answer).decode().replace(words, "")
        assert answer.status_code == 200 and not secrets.read_by(VISITOR, text), address


def test_my_data_holds_mine_and_nobody_elses(town: Town, secrets: Secrets) -> None:
    """The ZIP of Sari has her hidden and held words and her number, and nothing of Wahyu, Budi or the guests."""
    answer = town.enter("sari").post(reverse("people:export"))
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as archive:
        text = "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    assert "rahasiatertahanq7x" in text and "81200099001" in text
    assert not secrets.read_by("sari", text) - {"rahasialaporanq7x"}
    assert "rahasialaporanq7x" not in text, "the author of a comment is not told what somebody reported about it"


def test_the_rows_of_the_ledger_open_nothing_private(town: Town, secrets: Secrets) -> None:
    """Every row of the export, line by line: no opening of a private row, no hidden word, no name, no address."""
    visitor = town.enter(VISITOR)
    rows = body_of(visitor.get(reverse("tlog:rows", args=[0]))).decode()
    assert rows.count('"private":true') > 10 and '"private_words":true' in rows
    assert not secrets.read_by(VISITOR, rows)
    for line in rows.split("\n")[:-1]:
        told = json.loads(line[line.index("{"):])
        assert "name" not in told.get("p", {}), told


def test_the_page_that_says_we_are_broken_knows_nothing() -> None:
    text = broken(RequestFactory().get("/")).content.decode()
    assert "Traceback" not in text and "@" not in text and "</html>" in text


def test_what_is_typed_at_the_door_stands_in_no_log(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    """Passwords, codes, addresses and receipts, right or wrong."""
    caplog.set_level(logging.DEBUG)
    client = Client(raise_request_exception=False)
    typed = [("account_login", {"login": "sari@contoh.example", "password": "kata-sandi-salah-q7x"}),
             ("account_login", {"login": "sari@contoh.example", "password": PASSWORD}),
             ("account_signup", {"email": "orang-baru-q7x@contoh.example", "name": "Nama Q7X"}),
             ("account_signup_by_phone", {"phone": "081200099777", "name": "Nama Q7X"}),
             ("people:receipt", {"code": town.corners.receipt}),
             ("people:receipt", {"code": "AAAA-BBBB-CCCC-DDDD-EEEE"})]
    for name, fields in typed:
        assert client.post(reverse(name), fields).status_code in (200, 302), name
    text = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    for word in ("q7x", "Q7X", "sari@", "81200099777", PASSWORD, town.corners.receipt, named("sari").alias):
        assert word not in text
    town.again()
