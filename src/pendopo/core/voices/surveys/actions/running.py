"""A survey opens, takes answers, closes. An answer writes no row of its own anywhere: it lies sealed, without time and
name, among the others, until all are opened together."""
import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.leaves import canonical
from pendopo.analysis.suppression import LEAST
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Person
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.core.voices.queries import followers
from pendopo.core.voices.surveys import queries, rules
from pendopo.core.voices.surveys.actions.drafting import ABOUT
from pendopo.core.voices.surveys.asking import kept, wording
from pendopo.core.voices.surveys.instrument import SIDES
from pendopo.core.voices.surveys.models import Paper, Pending, Question, Reply, Survey, Taken, Token, Writing
from pendopo.core.voices.surveys.release import release
from pendopo.kit.limits.actions import Budget, spend
from pendopo.kit.rules import Refused, require
from pendopo.kit.seal.actions import shred
from pendopo.kit.seal.addressed import seal_to
from pendopo.kit.seal.boxes import Box
from pendopo.kit.whole import whole

ANSWER = Budget("surveys.answer", 30, 3600)       # from one address of the network: a village hall shares one
BATCH = 500
ON_ITS_WAY, TEXTS = "answer", "texts"             # drawers of the survey's box
CHANCE = secrets.SystemRandom()


def open_survey(*, actor: Actor, survey: Survey) -> Survey:
    """From now on people can answer, and no question changes: the fingerprint of all stands on the timeline."""
    with whole():
        survey = records.lock(survey)
        require(rules.open_survey, actor, survey)
        found = queries.questions(survey)
        if not found:
            raise Hindrance(_("There is no question yet."))
        if survey.sort == "climate" and survey.public_key is None:
            raise Hindrance(_("The facilitator has to make a key first: free words are sealed to it."))
        if survey.closes is not None and survey.closes < timezone.localdate():
            raise Hindrance(_("The last day is over. Choose a later one first."))
        survey.wording, survey.visibility = wording(found), "public"
        survey.published = survey.published or timezone.now()
        survey.due = survey.closes
        survey.save(update_fields=["wording", "visibility", "published", "due"])
        records.index([survey])
        records.move(survey, "open", by=actor, office=survey.office, facts={
            "wording": survey.wording, "questions": len(found), "closes": str(survey.closes or ""),
            "title": survey.title})
        if survey.about is not None:
            records.link(survey, survey.about, by=actor, sort=ABOUT)
    return survey


def answer(*, actor: Actor | None, survey: Survey, values: Mapping[str, Any], key: str) -> None:
    """Somebody answers, with or without an account. `key`: of the limit, the address of the network."""
    with whole():
        spend(ANSWER, key)
        survey = records.lock(survey)                # it may be closing at this moment
        require(rules.answer, actor, survey)
        if survey.who != "anyone":
            person = actor.person if actor is not None else None
            if not isinstance(person, Person) or not Taken.objects.get_or_create(survey=survey, person=person)[1]:
                raise Hindrance(_("You have answered this survey already."))
        drop_in(survey, "", values)


def answer_invited(*, actor: Actor | None, token: Token, values: Mapping[str, Any], key: str) -> None:
    """Somebody answers with an invitation, which is destroyed by it. Nothing ties the two."""
    with whole():
        spend(ANSWER, key)
        survey = records.lock(token.survey)
        require(rules.answer_invited, actor, survey)
        if not Token.objects.filter(pk=token.pk).delete()[0]:
            raise Refused(rules.answer_invited)
        drop_in(survey, token.side, values)


def drop_in(survey: Survey, side: str, values: Mapping[str, Any], writings: Mapping[str, str] | None = None) -> None:
    """Into the box, with what was written in free words sealed to the facilitator before."""
    found = queries.questions(survey, side)
    plain, sealed = parted(survey, side, found, kept(found, values))
    body = queries.box(survey).seal_words({"values": plain, "writings": {**sealed, **(writings or {})}}, ON_ITS_WAY)
    Pending.objects.create(survey=survey, side=side, body=body)


def parted(survey: Survey, side: str, found: Sequence[Question],
           values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """(answers, free words of a climate survey as only the facilitator can open them)."""
    if survey.public_key is None:
        return dict(values), {}
    free = {question.code for question in found if question.sort == "text"}
    sealed = {code: base64.b64encode(seal_to(bytes(survey.public_key), str(values[code]).encode(),
                                             drawer(survey, side, code))).decode()
              for code in free if values.get(code)}
    return {code: value for code, value in values.items() if code not in free}, sealed


def drawer(survey: Survey, side: str, code: str) -> str:
    return f"{survey.code} {side} {code}"


def close_survey(*, actor: Actor, survey: Survey) -> Survey:
    """All answers are opened, shuffled and counted; the results of all come out together, and what tied anybody to
    anything is destroyed: invitations, who has answered, papers, and of a climate survey the single answers."""
    with whole():
        survey = records.lock(survey)
        require(rules.close_survey, actor, survey)
        box = queries.box(survey)
        came: dict[str, list[dict[str, Any]]] = {side: [] for side in sides(survey)}
        for one in Pending.objects.filter(survey=survey).iterator(chunk_size=BATCH):
            came[one.side].append(box.open_words(one.body, ON_ITS_WAY))
        for answers in came.values():
            CHANCE.shuffle(answers)
        survey.release = {side: release(queries.questions(survey, side), [one["values"] for one in answers])
                          for side, answers in came.items()}
        survey.answered = {side: len(answers) if len(answers) >= LEAST else 0 for side, answers in came.items()}
        survey.save(update_fields=["release", "answered"])
        left = Paper.objects.filter(survey=survey).exclude(state="done").count()
        keep_what_may_stay(survey, box, came)
        records.move(survey, "close", by=actor, office=survey.office, facts={
            "answers": sum(survey.answered.values()), "papers_left": left,
            "release": hashlib.sha256(canonical(survey.release)).hexdigest()})
        tell(followers(Record.objects.get(pk=survey.pk)).exclude(pk=actor.person.pk), "surveys.closed", survey)
    return survey


def sides(survey: Survey) -> tuple[str, ...]:
    return SIDES if survey.sort == "climate" else ("",)


def keep_what_may_stay(survey: Survey, box: Box, came: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    for table in (Pending, Token, Taken, Paper):
        table._default_manager.filter(survey=survey).delete()
    if survey.sort == "open":
        free = {question.code for question in queries.questions(survey) if question.sort == "text"}
        rows = [reply(survey, box, one["values"], free) for one in came[""]]
        Reply.objects.bulk_create(sorted(rows, key=lambda row: row.id), batch_size=BATCH)
        return
    words = [Writing(survey=survey, side=side, code=code, body=base64.b64decode(body))
            for side, answers in came.items() for one in answers for code, body in one["writings"].items()]
    Writing.objects.bulk_create(sorted(words, key=lambda one: one.id), batch_size=BATCH)
    if survey.key_id is not None:
        shred([survey.key_id])
        survey.key = None


def reply(survey: Survey, box: Box, values: Mapping[str, Any], free: set[str]) -> Reply:
    words = {code: value for code, value in values.items() if code in free}
    return Reply(survey=survey, values={code: value for code, value in values.items() if code not in free},
                 texts=box.seal_words(words, TEXTS) if words else None)


def close_due() -> int:
    """Those whose last day is over."""
    due = Survey.objects.filter(state="open", closes__lt=timezone.localdate()).order_by("pk")
    for survey in due:
        close_survey(actor=system("surveys"), survey=survey)
    return len(due)
