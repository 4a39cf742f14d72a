"""The story of the house, told in another country: its language, its week, its areas, its limits. Only data differs.

The country is fixed for a process, so test_another_country.py starts this file in one of its own, with PENDOPO_PACK.
"""
import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from pendopo.analysis import ogp_database
from pendopo.analysis.spam import features
from pendopo.channels.plans.actions.contributing import without_numbers
from pendopo.channels.plans.models import Commitment
from pendopo.channels.plans.packs import home
from pendopo.channels.plans.queries.database import rows_of
from pendopo.channels.reports import packs
from pendopo.channels.reports.actions.entering import submit
from pendopo.channels.reports.actions.keeping import load_categories, settle_desk
from pendopo.channels.reports.forms import PointField
from pendopo.channels.reports.queries.redacting import proposal
from pendopo.channels.reports.views.publishing import sort_words
from pendopo.channels.reports.words import Entry, Reporter
from pendopo.core.ledger.actions import seal
from pendopo.core.notices.forms import ContactForm
from pendopo.core.people.models import Organisation, Person
from pendopo.core.people.phones import e164
from pendopo.core.people.queries import by_email, system
from pendopo.core.places.queries import calendar_of, city
from pendopo.core.records.models import Clock
from pendopo.core.voices.models import Comment
from pendopo.core.voices.queries import likeness, loaded
from pendopo.core.voices.surveys.instrument import form
from pendopo.core.voices.surveys.models import Survey
from pendopo.kit.country import country, faults, own
from pendopo.kit.regions.models import Region
from pendopo.kit.work.health import GOOD, lines
from tests.core.people.conftest import app_code, code_to
from tests.web.town import enter

pytestmark = pytest.mark.django_db
NOTES = b"Notas inventadas: tr\xc3\xaas de cinco centros sem m\xc3\xa9dico.\n"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What `pendopo run` does with an empty home, and what the operator types next."""
    with django_db_blocker.unblock():
        call_command("prepare", quiet=True)
        call_command("import_plans", Path(settings.PACK) / "plans" / "commitments.csv")


@pytest.fixture(autouse=True)
def _real_outbox(settings):
    settings.EMAIL_BACKEND = "pendopo.kit.post.backend.Outbox"


def person(first: str) -> Person:
    found = by_email(f"{first}@exemplar.example")
    assert found is not None
    return found


def door(first: str) -> Client:
    """Somebody of the invented city, signed in."""
    client = Client()
    enter(client, person(first))
    return client


def promise(number: str = "1") -> Commitment:
    return Commitment.objects.get(plan__code="EXP1", number=number)


def read(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_house_stands_in_its_own_language_and_in_english():
    assert (own(), settings.LANGUAGE_CODE, settings.TIME_ZONE) == ("pt", "pt", "Asia/Dili")
    first, english = read("/"), read("/en/")
    assert '<html lang="pt"' in first and '<html lang="en"' in english
    assert "Município de Exemplar" in first and "Exemplar Municipality" in english
    assert ">English<" in first and "Português" in english and "Bahasa Indonesia" not in first + english
    for words in ("Início", "Procurar", "Mapa", "Entrar", "Um município inventado"):
        assert words in first, words
    assert read("/sitemap-halaman.xml").count('hreflang="pt"') == read("/sitemap-halaman.xml").count('hreflang="en"')


def test_whoever_prepares_it_is_told_that_all_is_there():
    assert faults(settings.PACK) == []
    told = {line.name: line for line in lines()}
    assert (told["pack"].state, told["regions"].state) == (GOOD, GOOD)
    assert "Exemplo" in told["pack"].says


def test_a_visitor_finds_a_promise_by_search_and_reads_it_in_both_languages():
    found = read("/cari/?q=horários")
    assert "<mark>Horários</mark> dos centros" in found
    assert "<mark>centros</mark>" in read("/cari/?q=centro&wilayah=99")          # Portuguese stems: centro, centros
    page, english = read(promise().get_absolute_url()), read(f"/en{promise().get_absolute_url()}")
    assert promise().title in page and "Serviço de Saúde de Exemplar" in page
    assert "Opening hours of health centres in the open" in english
    assert "junho de 2026" in page and "June 2026" in english
    assert "2026–2027" in read(reverse("plans:plan", args=["EXP1"]))
    for address, name in (("/peta/", promise().title), ("/en/peta/", "Opening hours of health centres in the open")):
        assert name in read(address) and name in read(f"{address}?wilayah=99")


def test_the_picker_knows_two_levels_and_what_people_call_them():
    assert [one["code"] for one in places("Praia Azul")] == ["10.01", "20.01"]
    assert [one["code"] for one in places("posto praia azul, vale manso")] == ["20.01"]
    assert [one["code"] for one in places("município de vale manso")] == ["20"]
    assert [one["code"] for one in places("mtn")] == ["10"]
    assert places("Praia Azul")[0]["label"] == "Posto de Praia Azul, Município de Monte Novo"
    listed = read("/wilayah/")
    assert "Município de Ilha Verde" in listed
    with override("en"):
        assert Region.objects.get(pk="30.01").full_name == "Cais Velho Post"
    near = Client().get("/wilayah/dekat?lat=-12.41&lng=125.41", headers={"accept": "application/json"}).json()
    assert near["results"][0]["code"] == "20.01"


def places(text: str):
    answer = Client().get("/wilayah/cari", {"q": text}, headers={"accept": "application/json"})
    return answer.json()["results"]


def test_somebody_signs_up_follows_and_comments():
    client = Client()
    client.post(reverse("account_signup"), {"email": "rita@exemplar.example", "name": "Rita Exemplar"})
    letter = code_to("rita@exemplar.example")
    assert client.post(reverse("account_email_verification_sent"), {"code": letter}).status_code == 302
    rita = Person.objects.get(email="rita@exemplar.example")
    assert rita.language == "pt"
    one = promise()
    assert client.post(reverse("voices:follow", args=[one.code]), {"volume": "loud"}).status_code == 302
    assert client.post(reverse("voices:write", args=[one.code]), {"text": "E ao **domingo**?"}).status_code == 302
    page = read(one.get_absolute_url())
    assert "<strong>domingo</strong>" in page and "Rita Exemplar" in page
    refused = Client().post(reverse("account_login"), {"login": "123 456 789", "password": ""}).content.decode()
    assert "NIF" in refused
    assert e164("7721 2345") == "+67077212345"


def test_both_sides_report_with_evidence_and_stand_side_by_side():
    one = promise()
    address = reverse("plans:report", args=[one.code, 1])
    parts = {part.organisation.slug: part.pk for part in one.parts.select_related("organisation")}
    office = door("bento").post(address, {
        "part": parts["saude"], "level": "complete", "text": "Os cinco horários estão publicados.",
        "title": "Página dos horários", "url": "https://exemplar.example/horarios", "retrieved": "2026-06-01"})
    notes = SimpleUploadedFile("notas.txt", NOTES, "text/plain")
    forum = door("duarte").post(address, {
        "part": parts["praca"], "level": "limited", "text": "Em três centros não havia médico.",
        "title": "Notas da visita", "file": notes})
    assert (office.status_code, forum.status_code) == (302, 302)
    page = read(one.get_absolute_url())
    for words in ("Os cinco horários", "Em três centros", "Página dos horários", "Notas da visita"):
        assert words in page
    assert "As duas partes divergem" in page and "Sociedade civil" in page
    editor = door("carla")
    assert editor.get(reverse("plans:assess", args=[one.code])).status_code == 403


def test_a_comment_is_hidden_with_a_reason_and_its_author_objects():
    one, ana, elsa, filipe = promise("2"), door("ana"), door("elsa"), door("filipe")
    ana.post(reverse("voices:write", args=[one.code]), {"text": "O chefe é um preguiçoso."})
    said = Comment.objects.latest("pk")
    assert Client().post(reverse("voices:flag", args=[said.pk]), {"reason": "insult"}).status_code in (200, 302)
    done = elsa.post(reverse("voices:hide", args=[said.pk]), {"reason": "insult", "words": "Ataca a pessoa."})
    assert done.status_code == 302
    page = read(one.get_absolute_url())
    assert "preguiçoso" not in page and "Ocultado pela moderação" in page
    assert ana.post(reverse("voices:appeal", args=[said.pk]), {"text": "Falo do trabalho."}).status_code == 302
    assert elsa.post(reverse("voices:case", args=[said.pk]), {"restore": "yes", "words": "Eu."}).status_code in (
        403, 404)                                                        # never whoever hid it
    log = read(reverse("voices:log"))
    assert "Ataca a pessoa." in log
    assert filipe.get(reverse("voices:queue") + "?state=appealed").status_code == 200


def test_a_clock_runs_over_the_weekend_and_the_holiday_of_this_country(time_machine):
    """Sunday 7 March 2027: Tuesday and Wednesday are the Day of the Square and the rest after it, Friday and Saturday
    are free. Two working days for the desk end on Thursday; Indonesia would say Tuesday, and three."""
    calendar = calendar_of("99")
    assert not calendar.is_working(date(2027, 3, 5)) and calendar.is_working(date(2027, 3, 7))
    time_machine.move_to(datetime(2027, 3, 7, 3, 0, tzinfo=UTC), tick=False)
    operator, top = system("test"), Organisation.objects.get(slug="camara")
    settle_desk(actor=operator, office=top, second=Organisation.objects.get(slug="escola"))
    load_categories(actor=operator, rows=packs.categories())
    done = submit(actor=person("ana"), entry=Entry(text="Há uma cova funda na rua do cais.", classification="complaint",
                                                   region=Region.objects.get(pk="99.01")))
    clock = Clock.objects.get(record=done.report.pk, name="verify")
    assert clock.due == date(2027, 3, 11)
    skipped = calendar.explain(date(2027, 3, 7), 2)
    assert [day.name("pt") for day in skipped] == ["Dia da Praça", "Descanso da Praça"]
    month = read("/kalender/?bulan=2027-03")
    assert "Dia da Praça" in month and "março de 2027" in month
    assert PointField().clean("-11,4021 124,4012") == (-11.4021, 124.4012)
    with pytest.raises(ValidationError, match=r"in Exemplo\. Write it like -11\.5002, 124\.5003"):
        PointField().clean("-6.9147, 107.6098")
    how = read(reverse("web:how", args=["reports"]))
    assert "Lei de Exemplo 3/2019" in how and "LAPOR!, tentang" not in how


def test_the_letter_goes_to_the_body_of_this_country():
    """What it takes up, how long, what it wants with the letter and by which law: one file of the pack."""
    report = submit(actor=None, entry=Entry(text="O balcão pediu dinheiro a mais.", anonymous=True,
                                                     classification="complaint", region=Region.objects.get(pk="99.01")))
    mine = Client()
    mine.post(reverse("people:receipt"), {"code": report.receipt})
    page = read(reverse("reports:own_letter", args=[report.report.code]), mine)
    for words in ("Provedor do Cidadão de Exemplo", "7000 0001", "Lei de Exemplo 8/2012", "O que aconteceu, por ordem",
                  "o que pede ao Provedor", "O Provedor aceita queixas sem nome"):
        assert words in page, words
    english = read(f"/en{reverse('reports:own_letter', args=[report.report.code])}", mine)
    assert "Citizens&#39; Advocate of Exemplo" in english and "Exemplo Law 8/2012" in english
    for told in (page, english):
        assert not re.search(r"\b(Ombudsman|Indonesia|UU 37|KTP|two years)\b|tele(phone|pon) 137", told)


def test_the_survey_asks_in_the_words_and_on_the_scale_of_this_country():
    first = next(one for one in form(Survey(), "society") if one.sort == "scale")
    assert (first.text, first.points, first.high) == ("Somos tratados com respeito por pessoas do governo.", 4,
                                                      "concordo totalmente")
    assert first.text_en == "We are treated with respect by the government."


def test_how_long_somebody_is_known_is_said_as_the_rule_of_this_country_says():
    told = submit(actor=None, entry=Entry(text="O candeeiro da praça não acende.", classification="complaint",
                                          region=Region.objects.get(pk="99.01"), reporter=Reporter("Ana Exemplar")))
    ana = Client()
    ana.post(reverse("people:receipt"), {"code": told.receipt})
    page = read(reverse("reports:own", args=[told.report.code]), ana)
    assert "são esquecidos aqui 3 anos depois de a queixa ser fechada" in page
    assert "forgotten here 3 years after" in read(f"/en{reverse('reports:own', args=[told.report.code])}", ana)
    asked = str(ContactForm().fields["contact"].help_text)
    assert "400 dias depois da última" in asked
    wrong = ContactForm({"contact": "telefone"})
    assert "7721 2345" in str(wrong.errors) and "0812" not in str(wrong.errors)


def test_what_tells_who_somebody_is_is_hidden_by_the_shapes_of_this_country():
    text = ("O Sr. Bento Exemplar, NIF 123 456 789, anda no carro EX-12-34; ligue 7721 2345. "
            "NIK 3201011205909001.")
    told = submit(actor=None, entry=Entry(text=text, classification="complaint",
                                          region=Region.objects.get(pk="99.01"))).report
    shown = "O Sr. [nome], NIF [NIF], anda no carro [matrícula]; ligue [telefone]. NIK 3201011205909001."
    assert proposal(told, text)[1] == shown
    assert without_numbers("Fala Rita Exemplar, 7721 2345.") == "Fala Rita Exemplar, [telefone]."
    assert (sort_words("nif"), sort_words("utente")) == ("número fiscal (NIF)", "número de utente")
    with override("en"):
        assert sort_words("nif") == "tax number (NIF)"


def test_its_plans_leave_and_come_back_as_plans_of_this_country():
    _one, row = next(rows_of(Commitment.objects.filter(plan__code="EXP1")))
    assert (row["Country/Locality"], row["Code"], row["Region"]) == (
        "Município de Exemplar, Exemplo", "XEX", "Exemplo and the Sea")
    for named, country_of in (("Município de Exemplar, Exemplo", ""), ("Exemplo", ""), ("Indonesia", "Indonesia")):
        (plan, _one), = ogp_database.read([(2, {**row, "Country/Locality": named})], home=home())[0]
        assert plan.country == country_of


def test_advertising_is_known_by_the_words_of_this_country():
    advert = likeness("Bónus no casino online, jackpot garantido, clique em https://jackpot.example")
    assert advert > 0.85 > 0.5 > likeness("A água voltou a entrar nas casas da rua e ninguém responde.")
    assert likeness("Situs gacor, maxwin bosku") == 0.5
    assert "=phone" in features("Ligue 7721 2345", loaded("").region)
    assert "=phone" not in features("Hubungi 0812 0000 0078", loaded("").region)


def test_staff_do_not_enter_without_the_second_factor():
    passwords = json.loads(settings.DEMO_SIGN_INS.read_text())
    bento, client = person("bento"), Client()
    answer = client.post(reverse("account_login"), {"login": bento.email, "password": passwords[bento.email]})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("plans:report", args=[promise().code, 1])).status_code in (302, 403)
    assert Authenticator.objects.filter(user=bento, type="totp").exists()
    assert client.post(reverse("mfa_authenticate"), {"code": app_code(bento)}).status_code == 302
    assert client.get(reverse("plans:report", args=[promise().code, 1])).status_code == 200


def test_a_proof_holds_here_and_in_the_single_file_far_away(tmp_path):
    seal()
    line = promise().timeline.order_by("pk").first().line
    proof = tmp_path / "prova.json"
    proof.write_bytes(Client().get(f"/ledger/proof/{line.seq}.json").content)
    program = tmp_path / "verifier.py"
    program.write_bytes(Client().get("/ledger/verifier.py").content)

    def far() -> "subprocess.CompletedProcess[str]":
        return subprocess.run([sys.executable, "-I", "-S", str(program), "receipt", str(proof), "--state",
                               str(tmp_path / "seen.json"), "--language", "en"], cwd=tmp_path,
                              capture_output=True, text=True, timeout=60, check=False)

    with proof.open("rb") as file:
        page = Client().post(reverse("ledger:check"), {"file": file}).content.decode()
    assert "A prova confirma-se" in page
    assert far().returncode == 0, far().stdout + far().stderr
    spoiled = json.loads(proof.read_text())
    spoiled["opening"]["f"]["at"] = "2020-01-01T00:00:00+00:00"
    proof.write_text(json.dumps(spoiled))
    assert far().returncode == 1


def test_nothing_indonesian_is_shown():
    """Neither words of its catalogue nor its names: what Portuguese lacks stands there in English."""
    strange = re.compile(r"\b(Beranda|Masuk|Cari|Komitmen|Laporan|Kabupaten|Kecamatan|Desa|Kelurahan|Rupiah|WIB|"
                         r"Tentang|Bahasa|Indonesia|Kemendagri|dan|yang|untuk|LAPOR)\b")
    pages = ["/", "/en/", "/cari/?q=horários", promise().get_absolute_url(), f"/en{promise().get_absolute_url()}",
             "/kalender/", "/peta/", "/statistik/", "/tentang/", "/privasi/", reverse("account_login"),
             reverse("plans:list"), reverse("voices:log"), reverse("ledger:page"), "/wilayah/"]
    for address in pages:
        words = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", read(address), flags=re.DOTALL)
        assert strange.findall(words) == [], address
    assert country().identity is not None and city() is not None
