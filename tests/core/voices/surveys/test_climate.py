"""The climate survey: who leads it, what each side can learn of the other, and what lies in the database."""
import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.queries import system
from pendopo.core.people.roles import SIDES
from pendopo.core.records.holds import hold, lift, standing
from pendopo.core.voices.surveys import asking, instrument, queries, rules
from pendopo.core.voices.surveys.actions import climate, drafting, erasure, inviting, paper, running
from pendopo.core.voices.surveys.models import Pending, Reply, Survey, Token, Writing
from pendopo.kit.seal.addressed import open_with
from pendopo.kit.seal.models import DataKey
from tests.attacks.walk import names_in, patterns
from tests.core.hall import office, person, refused
from tests.core.voices.surveys.bureau import Pair

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = {"government": "burungmaleo menunggu", "society": "sungaibarito meluap"}


def test_the_instrument_asks_both_directions_in_both_languages():
    told = instrument.instrument()
    pair = Pair()
    forms = {side: queries.questions(pair.survey, side) for side in instrument.SIDES}
    for side, form in forms.items():
        scales = [one for one in form if one.sort == "scale"]
        assert len(scales) == 14 and len({one.text for one in scales}) == 14 == len({one.text_en for one in scales})
        assert all(told["sides"][side]["them"] in one.text and told["sides"][side]["them_en"] in one.text_en
                   for one in scales)
        assert not any("{" in one.text + one.text_en for one in scales)
    assert [one.code for one in forms["government"]] == [one.code for one in forms["society"]]
    pair.named()
    with refused():
        drafting.mend(actor=pair.fajar, question=forms["society"][0], to=drafting.Asking("text", "Lain?"))


def test_the_facilitator_is_the_one_whom_both_sides_named():
    pair = Pair()
    other = person("Lain Contoh", at=pair.government, role="facilitator")
    climate.name_facilitator(actor=pair.ratna, survey=pair.survey, person=pair.fajar)
    pair.survey.refresh_from_db()
    assert pair.survey.facilitator is None
    climate.name_facilitator(actor=pair.lestari, survey=pair.survey, person=other)
    pair.survey.refresh_from_db()
    assert pair.survey.facilitator is None, "each named another one"
    with refused():
        climate.make_key(actor=pair.fajar, survey=pair.survey)
    with refused(Hindrance, match="role of a facilitator"):
        climate.name_facilitator(actor=pair.ratna, survey=pair.survey, person=pair.lestari)
    with refused():
        climate.name_facilitator(actor=person(), survey=pair.survey, person=pair.fajar)
    assert pair.named().survey.facilitator == pair.fajar
    with refused(Hindrance, match="key first"):
        running.open_survey(actor=pair.fajar, survey=pair.survey)
    for one in (pair.ratna, pair.lestari):
        with refused():
            climate.make_key(actor=one, survey=pair.survey)


def test_only_civil_society_names_the_facilitator_for_civil_society():
    """A company, a university or a funder does not choose who reads what civil society wrote."""
    pair = Pair()
    assert rules.name_facilitator.allows(pair.lestari, pair.survey)
    for side in set(SIDES) - {"government", "council", "cso"}:
        other = person("Lain Contoh", at=office("Lembaga Lain", side), role="administrator")
        assert not rules.name_facilitator.allows(other, pair.survey), side
        with refused():
            climate.name_facilitator(actor=other, survey=pair.survey, person=pair.fajar)


def test_nobody_but_the_facilitator_runs_it():
    pair = Pair().opened()
    for one in (pair.ratna, pair.lestari, person(at=pair.government, role="head"), person()):
        for rule in (rules.close_survey, rules.invite, rules.key_in):
            assert not rule.allows(one, pair.survey)
    with refused():
        climate.name_facilitator(actor=pair.ratna, survey=pair.survey, person=pair.fajar)


def test_who_leads_it_answers_for_nobody(client, monkeypatch):
    """The facilitator hands out the invitations of both sides and holds the key to the free words."""
    pair = Pair().opened()
    texts = inviting.invite(actor=pair.fajar, survey=pair.survey, side="society", many=2)
    with refused():
        running.answer_invited(actor=pair.fajar, token=queries.token(texts[0]), values={"hormat": 3}, key="10.0.0.3")
    address = reverse("surveys:invited", args=[texts[0]])
    monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
    client.force_login(pair.fajar)
    assert client.get(address).status_code == 403, "told before anything is typed"
    client.force_login(pair.lestari)
    assert client.get(address).status_code == 200
    running.answer_invited(actor=pair.lestari, token=queries.token(texts[1]), values={"hormat": 3}, key="10.0.0.3")
    assert Pending.objects.count() == 1


def test_an_invitation_works_once_and_leaves_no_row():
    pair = Pair().opened()
    [text] = inviting.invite(actor=pair.fajar, survey=pair.survey, side="society", many=1)
    token = queries.token(text.lower())
    assert token is not None and Token.objects.count() == 1
    running.answer_invited(actor=None, token=token, values={"hormat": 3}, key="10.0.0.3")
    assert queries.token(text) is None and not Token.objects.exists()
    with refused():
        running.answer_invited(actor=None, token=token, values={"hormat": 3}, key="10.0.0.3")
    assert Pending.objects.count() == 1
    with pytest.raises(ValueError, match="one side"):
        inviting.invite(actor=pair.fajar, survey=pair.survey, many=1)


def test_at_the_close_only_what_is_published_is_left():
    pair = Pair().opened()
    pair.answered("government", [5, 4, 4, 3, 3, 2, 2, 1, 1, 5, 5, 4])
    pair.answered("society", [1, 2, 2, 1], ["Tulisan satu"])
    key = pair.survey.key_id
    made = pair.closed()
    assert made.answered == {"government": 12, "society": 0}
    assert not Pending.objects.exists() and not Token.objects.exists() and not Reply.objects.exists()
    assert made.key is None and not DataKey.objects.filter(pk=key).exists(), "what was sealed on its way is lost"
    levels = {side: {row["cells"][0]["level"] for row in made.release[side] if row["code"] != "tulisan"}
              for side in made.release}
    assert levels == {"government": {"groups"}, "society": {"nothing"}}
    assert made.release["society"][0]["cells"][0]["people"] == 0, "not even how many"
    with refused(Hindrance, match="Fewer than five"):
        climate.paraphrase(actor=pair.fajar, survey=made, side="society", code="tulisan", text="Intinya")


def test_each_rule_of_release_with_a_wave_before():
    first = Pair().opened()
    first.answered("government", [4, 4, 5, 4, 3, 4, 5])
    first.answered("society", [2] * 6 + [4] * 6 + [3] * 5)
    before = first.closed()
    second = Pair(before=before).opened()
    assert [asking.wording([one]) for one in queries.questions(before)] == [
        asking.wording([one]) for one in queries.questions(second.survey)]
    second.answered("government", [1] * 6 + [2] * 6 + [3] * 6 + [4] * 6 + [5] * 8)
    second.answered("society", [5] * 13)
    after = second.closed()
    cells = {wave: {side: one.release[side][0]["cells"][0] for side in instrument.SIDES}
             for wave, one in ((1, before), (2, after))}
    assert cells[1]["government"]["level"] == "bands" and cells[1]["government"]["band"] == "high"
    assert cells[1]["society"]["level"] == "groups" and cells[1]["society"]["counts"] == [6, 5, 6, 0]
    assert cells[2]["government"]["level"] == "answers" and cells[2]["government"]["counts"] == [6, 6, 6, 6, 8, 0]
    assert cells[2]["society"]["level"] == "nearly_all"
    page = Client().get(after.get_absolute_url()).text
    assert "nearly all chose" in page and "32 people answered" in page
    earlier = Client().get(before.get_absolute_url()).text
    assert "upper part of the scale" in earlier


def test_the_other_wave_must_be_closed():
    pair = Pair().opened()
    with refused(Hindrance, match="closed first"):
        Pair(before=pair.survey)


def test_what_is_left_can_be_told_in_other_words():
    pair = Pair().opened()
    pair.answered("society", [3, 4, 2, 5, 4, 3], [f"{WORDS['society']} {at}" for at in range(6)])
    made = pair.closed()
    told = [open_with(pair.secret, one.body, running.drawer(made, "society", "tulisan")).decode()
            for one in queries.writings(made)]
    assert sorted(told) == [f"{WORDS['society']} {at}" for at in range(6)]
    climate.paraphrase(actor=pair.fajar, survey=made, side="society", code="tulisan", text="Rapat terlalu malam.")
    assert "Rapat terlalu malam." in Client().get(made.get_absolute_url()).text


def test_a_form_on_paper_is_keyed_in_by_the_facilitator():
    pair = Pair().opened()
    [text] = inviting.invite(actor=pair.fajar, survey=pair.survey, side="society", many=1)
    first = paper.key_in(actor=pair.fajar, survey=pair.survey, number=text, values={
        "hormat": 2, "tulisan": WORDS["society"]})
    assert first.state == "once" and queries.token(text) is not None
    assert WORDS["society"].encode() not in bytes(first.first or b"")
    assert paper.key_in(actor=pair.fajar, survey=pair.survey, number=text, values={"hormat": 2}).state == "done"
    assert queries.token(text) is None and Pending.objects.count() == 1
    with refused(Hindrance):
        paper.key_in(actor=pair.fajar, survey=pair.survey, number=text, values={"hormat": 2})
    assert pair.closed().state == "closed" and Writing.objects.count() == 1


# Nobody reads the words of the other side: by no address, no export, no dump.

@pytest.fixture
def written():
    pair = Pair().opened()
    for side in instrument.SIDES:
        pair.answered(side, [3, 4, 2, 5, 4, 3], [WORDS[side]] * 6)
    return pair


def dumped():
    """Everything that lies in the database, column by column, as a thief or an administrator has it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()


def everywhere(made):
    """Each address of the house, with this survey in it."""
    samples = {"code": made.code, "number": "1", "way": "naik", "move": "close", "side": "society",
               "question": "tulisan", "token": "AAAA-BBBB", "kind": "surveys"}
    for name, route in patterns():
        wanted = {one: samples.get(one, "1") for one in names_in(route)}
        try:
            yield reverse(name, kwargs=wanted)
        except Exception:                                              # an address that takes something else
            continue


@pytest.mark.parametrize("closed", [False, True])
def test_the_dump_of_the_database_tells_no_word_and_no_answer(written, closed):
    made = written.closed() if closed else written.survey
    found = list(dumped())
    for words in WORDS.values():
        for part in (words, words.split()[0], json.dumps(words)):
            assert not [cell for cell in found if part.encode() in cell]
    assert written.secret.encode() not in b"".join(found)
    if not closed:
        assert not [cell for cell in found if re.search(rb'"hormat_oleh": ?[1-5]', cell)]
    assert made.key_id is None or not closed


@pytest.mark.parametrize(("who", "closed"), [("government", False), ("government", True), ("society", True),
                                             ("facilitator", True), ("auditor", True), ("visitor", False)])
def test_no_address_gives_them_away(written, who, closed, monkeypatch):
    made = written.closed() if closed else written.survey
    reader = {"government": written.ratna, "society": written.lestari, "facilitator": written.fajar,
              "auditor": person("Agus Contoh", at=office("Inspektorat"), role="auditor"), "visitor": None}[who]
    monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
    client = Client(raise_request_exception=False)
    if reader is not None:
        client.force_login(reader)
    seen = 0
    for address in everywhere(made):
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        seen += answer.status_code == 200
        for words in WORDS.values():
            assert words.split()[0].encode() not in body, address
    assert seen > 30
    assert client.get(reverse("surveys:export", args=[made.code])).status_code == 403


def test_only_the_key_on_paper_opens_the_page_of_writings(written, monkeypatch):
    made = written.closed()
    monkeypatch.setattr("pendopo.core.people.second_factor.proved", lambda request: True)
    address = reverse("surveys:writings", args=[made.code])
    client = Client()
    for one in (written.ratna, written.lestari):
        client.force_login(one)
        assert client.post(address, {"secret": written.secret}).status_code == 403
    client.force_login(written.fajar)
    assert client.post(address, {"secret": "AAAA"}).status_code == 422
    other = Pair().named()
    assert client.post(address, {"secret": climate.make_key(actor=other.fajar, survey=other.survey)}).status_code == 422
    opened = client.post(address, {"secret": written.secret})
    assert opened.status_code == 200 and all(words in opened.text for words in WORDS.values())
    assert "no-store" in opened["Cache-Control"] or "max-age=0" in opened["Cache-Control"]


def test_the_page_says_what_the_operator_could_see(written):
    text = Client().get(written.survey.get_absolute_url()).text
    assert "whoever runs this server" in text and "answer on paper" in text
    assert "cannot tell who used an invitation" in text and "If yours was used already, tell both sides" in text
    assert Survey.objects.count() == 1


def test_who_was_named_stays_while_the_law_holds_the_survey():
    pair = Pair()
    pair.named()
    hold(pair.survey, by=system("test"), ground="court", reference="Perkara Contoh 7/2026")
    assert (erasure.release_namings(pair.fajar), erasure.release_surveys(pair.fajar)) == (0, 0)
    lift(standing(pair.survey), by=system("test"))
    assert erasure.release_namings(pair.fajar) and erasure.release_surveys(pair.fajar) == 1
