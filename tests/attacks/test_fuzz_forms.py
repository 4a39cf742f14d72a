"""Every form of the city, filled in by people in a hurry, by machines and by attackers.

Nothing breaks; whoever is refused is told so in a sentence in their language, and what they typed is still there.
"""
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.attacks.corners import HALFWAY, public
from tests.attacks.pages import TYPED, Form, Reader
from tests.attacks.town import VISITOR, WEAK, Town
from tests.attacks.typed import NASTY, filled, words
from tests.attacks.walk import in_english, view_of, walk

pytestmark = pytest.mark.django_db
EVERYWHERE = (VISITOR, "sari", "eko", "maya")         # who met every corner of the city before
WHO = {         # who meets more forms, and at which corners: beginnings of names of views
    WEAK: (), "receipt": ("voices:write",), "budi": ("plans:",), "ratna": ("people:",), "lestari": ("people:",),
    "putri": ("plans:",), "rudi": ("voices:",)}
DESKS = {"rudi": "/suara/antrean/", "budi": "/akun/dampingi/", "putri": "/akun/dampingi/", WEAK: "/akun/pengaman/"}
# What everybody sees alike was walked as a visitor.
SAME = ("web:", "tlog:", "feeds", "regions:", "ui:", "records:", "files:", "ledger:")
WORD = re.compile(r"[a-z]{2,}", re.IGNORECASE)
Found = dict[tuple[str, ...], tuple[str, Form]]           # who meets the form, and where


def quick(examples: int, *, long: bool = False) -> Callable[[Any], Any]:
    """The same examples at every `make test`; others at every `make test-all`."""
    return settings(max_examples=examples, deadline=None, database=None, derandomize=not long,
                    phases=[Phase.generate, Phase.shrink] if long else [Phase.generate],
                    suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def forms(town: Town) -> Found:
    """Each form once, by who meets it first; those behind a half-open door too."""
    found: Found = {}
    for role in EVERYWHERE:
        for key, form in town.seen_by(role).forms.items():
            found.setdefault(key, (role, form))
    records = [record.get_absolute_url() for record in public()[:3]]
    for role, corners in WHO.items():
        starts = [one for one in (*town.corners.addresses, *records) if view_of(one).startswith(corners)]
        starts = ["/akun/", *([DESKS[role]] if role in DESKS else []), *starts]
        for key, form in walk(town.enter(role), starts, skip=SAME).forms.items():
            found.setdefault(key, (role, form))
    for way, role in HALFWAY.items():
        client = town.enter(role)
        for key, form in walk(client, [way(client)], skip=SAME).forms.items():
            found.setdefault((way.__name__, *key), (role, form))
    town.again()
    return found


def entered(town: Town, key: tuple[str, ...], role: str) -> Client:
    """A fresh browser before the form, with everything as it was."""
    town.again()
    client = town.enter(role)
    for way in HALFWAY:
        if way.__name__ == key[0]:
            way(client)
    return client


def send(client: Client, form: Form, typed: dict[str, Any], address: str = "") -> Any:
    """With a token, as a browser does (whether it is looked at, test_headers asks)."""
    return client.post(address or form.target, {"csrfmiddlewaretoken": "x", **typed})


def page_of(answer: Any, address: str) -> Reader | None:
    """The page, if it is one."""
    if not answer.get("Content-Type", "").startswith("text/html"):
        return None
    return Reader(answer.content.decode(), address)


def wrong_with(client: Client, form: Form, typed: dict[str, Any]) -> Iterator[str]:
    """What a person would complain about after sending the form."""
    answer = send(client, form, typed)
    if answer.status_code >= 500:
        yield f"answered {answer.status_code}"
    elif answer.status_code not in (301, 302, 303, 405):
        yield from refused_badly(client, form, typed, answer)
    answer.close()


def refused_badly(client: Client, form: Form, typed: dict[str, Any], answer: Any) -> Iterator[str]:
    page = page_of(answer, form.target)
    if page is None:
        if answer.status_code != 200:
            yield f"answered {answer.status_code} as {answer.get('Content-Type')}"
        return
    if page.language != "id":
        yield f"speaks {page.language}"
    same = next((one for one in page.forms if set(one.named()) == set(form.named()) and one.method == "post"), None)
    by_hand = any(fields[0].kind in TYPED and not typed.get(name) for name, fields in form.named().items())
    if same is None or not form.named() or by_hand:         # a browser leaves no text field out
        return
    if not page.problems:
        if not by_machine(form, typed):
            yield "does not say what must be mended"
        return
    yield from lost(same, form, typed)
    yield from untranslated(client, form, typed, page)


STEPS = {"reports:enter", "reports:type_in", "reports:case_publish", "surveys:answer", "surveys:preview"}


def by_machine(form: Form, typed: dict[str, Any]) -> bool:
    """In a form of several steps, a hidden word that the page never held, or none of its buttons: nobody can mend that,
    and the step is shown again."""
    return view_of(form.target) in STEPS and any(not typed.get(name) or set(typed[name]) - {one.value for one in fields}
               for name, fields in form.named().items() if fields[0].kind in ("hidden", "button"))


def lost(after: Form, before: Form, typed: dict[str, Any]) -> Iterator[str]:
    """Typed words that are not in the form any more."""
    now = {name: fields[0] for name, fields in after.named().items()}
    for name, fields in before.named().items():
        values = typed.get(name, [])
        if not values:
            continue
        chosen = [one.value for one in after.named()[name] if one.chosen]
        if fields[0].kind in TYPED and tidy(now[name].value) != tidy(values[-1]):
            yield f"{name} lost {values[-1][:60]!r}, shows {now[name].value[:60]!r}"
        if fields[0].kind in ("radio", "select") and values[-1] in offered(fields) and values[-1] not in chosen:
            yield f"{name} lost the choice {values[-1]!r}"


def offered(fields: list[Any]) -> list[str]:
    return fields[0].choices if fields[0].kind == "select" else [one.value for one in fields]


def tidy(value: str) -> str:
    """A browser sends and shows line ends its own way; a NUL cannot be shown."""
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()


def untranslated(client: Client, form: Form, typed: dict[str, Any], page: Reader) -> Iterator[str]:
    """The same in English must sound different: a sentence that is equal in both was never translated."""
    twin = in_english(form.target.partition("?")[0])
    for files in typed.values():
        for file in files:
            if isinstance(file, SimpleUploadedFile):
                file.seek(0)
    answer = send(client, form, typed, twin) if twin else None
    english = page_of(answer, twin) if answer is not None and answer.status_code < 500 else None
    if english is not None and english.problems:
        both = {after_label(one) for one in page.problems} & {after_label(one) for one in english.problems}
        if any(len(WORD.findall(one)) > 2 for one in both):
            yield f"says in both languages {sorted(both)}"


def after_label(sentence: str) -> str:
    return sentence.partition(": ")[2] or sentence


def shake(town: Town, key: tuple[str, ...], role: str, form: Form, examples: int, long: bool = False) -> list[str]:
    """So many tries of one form; each try finds the city as it was."""
    wrong: dict[str, str] = {}

    @quick(examples, long=long)
    @given(filled(form))
    def once(typed: dict[str, Any]) -> None:
        client = entered(town, key, role)
        for complaint in wrong_with(client, form, typed):
            said = f"{role} {form.target} {complaint} {town.why()}"
            wrong.setdefault(re.sub(r"['\"].*", "", complaint), f"{said}\n      typed {str(typed)[:300]}")

    once()
    return list(wrong.values())


def shaken(town: Town, forms: Found, examples: int, long: bool = False) -> None:
    complaints = [line for key, (role, form) in forms.items() for line in shake(town, key, role, form, examples, long)]
    town.again()
    assert not complaints, f"{len(complaints)}:\n" + "\n".join(complaints)


def met(forms: Found) -> None:
    """The walk reaches what there is: a form that is no longer found would pass every test below."""
    views = {part for key in forms for part in key}
    assert len(forms) > 55
    assert views >= {"voices:write", "voices:flag", "voices:appeal", "voices:queue", "voices:case", "plans:report",
                     "plans:evidence",
                     "plans:assess", "plans:edit", "plans:step", "people:propose", "people:vouch", "people:invitation",
                     "people:assist", "people:receipt", "people:staff", "account_login", "account_confirm_login_code",
                     "mfa_authenticate", "mfa_activate_totp", "ledger:check", "notices:prefer"}


@pytest.mark.database
def test_forms_are_filled_in_by_anybody(town: Town, forms: Found) -> None:
    met(forms)
    shaken(town, forms, 4 if connection.vendor == "sqlite" else 2)


@pytest.mark.slow
def test_forms_are_filled_in_by_anybody_for_a_long_time(town: Town, forms: Found) -> None:
    shaken(town, forms, 100 if connection.vendor == "sqlite" else 15, long=True)


LISTS = ["/", "/cari/", "/cari/unduh.csv", "/peta/", "/peta/titik.json", "/kalender/", "/kalender.ics", "/statistik/",
         "/rencana-aksi/",
         "/rencana-aksi/ekspor.csv", "/rencana-aksi/ekspor.json", "/rencana-aksi/atom.xml", "/umpan/atom.xml",
         "/umpan/records.json",
         "/umpan/jenis/plans/atom.xml", "/wilayah/cari", "/wilayah/dekat", "/suara/moderasi/", "/suara/antrean/",
         "/suara/saya/",
         "/kabar-saya/", "/akun/lembaga/", "/akun/pemeriksaan/", "/akun/masuk/", "/akun/faktor-kedua/", "/galeri/",
         "/lembaga/diskominfo/"]
WORDS = ["q", "jenis", "wilayah", "lembaga", "status", "tahun", "bulan", "kotak", "sebelum", "sesudah", "tanggal",
         "rencana", "sisi", "bentuk",
         "level", "within", "lat", "lng", "ke", "next", "state", "cause", "kind", "batch", "pihak", "voices", "upto"]
KEYS = ["1795312800000000.42", "9" * 18 + "." + "9" * 18, "-1.1", "0.0", "١.٢", "1.", ".1", "110.0,-8.0,111.0,-6.0",
        "nan,nan,nan,nan",
        "1e999,0,1,1", "//evil.example", "https://evil.example/", "/\\evil.example", "2026-13", "0000-01", "9999-12",
        "lewat", "plans"]
queries = st.lists(st.tuples(st.sampled_from(WORDS), st.one_of(st.sampled_from(KEYS), words)), max_size=4)


def asked(town: Town, examples: int, long: bool = False) -> None:
    wrong = set()
    addresses = [*LISTS, *(record.get_absolute_url() for record in public()[:1])]
    browsers = [(role, town.enter(role)) for role in (VISITOR, "maya")]

    @quick(examples * len(addresses), long=long)
    @given(st.sampled_from(addresses), queries)
    def once(address: str, query: list[tuple[str, str]]) -> None:
        words_: dict[str, list[str]] = {}
        for name, value in query:
            words_.setdefault(name, []).append(value)
        for role, client in browsers:
            answer = client.get(address, words_)
            if answer.status_code >= 500:
                wrong.add(f"{role} {address} {query!r:.300} {town.why()}")
            if answer.status_code in (301, 302) and "evil.example" in answer["Location"].partition("?")[0]:
                wrong.add(f"{role} {address} {query!r:.300} leads away to {answer['Location']}")
            answer.close()

    once()
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.database
def test_anything_may_stand_behind_a_question_mark(town: Town) -> None:
    asked(town, 3 if connection.vendor == "sqlite" else 2)


@pytest.mark.slow
def test_anything_may_stand_behind_a_question_mark_for_a_long_time(town: Town) -> None:
    asked(town, 100 if connection.vendor == "sqlite" else 50, long=True)


def test_the_list_of_nasty_things_holds_what_databases_fear() -> None:
    assert "\0" in NASTY and any(len(one) > 300 and one.isdigit() for one in NASTY) and "\U0010ffff" in NASTY
