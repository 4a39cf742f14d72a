"""Forms on paper are keyed in by one and again by another. Where the two read the same, it is an answer; where not,
both readings are shown beside each other and somebody looks at the paper."""
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.voices.surveys import queries, rules
from pendopo.core.voices.surveys.actions.running import drop_in, parted
from pendopo.core.voices.surveys.asking import kept
from pendopo.core.voices.surveys.models import Paper, Survey, Token
from pendopo.kit.codes import Mistyped
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

READING = "reading"                   # a drawer of the survey's box


def key_in(*, actor: Actor, survey: Survey, number: str, values: Mapping[str, Any]) -> Paper:
    """The first reading of a form, or the second. Ordinary surveys: by another person than the first.

    Of a climate survey the number is the invitation that is printed on it; its free words are keyed in once, since
    they are sealed at once and cannot be compared.
    """
    with whole():
        survey = records.lock(survey)
        require(rules.key_in, actor, survey)
        token = invitation(survey, number)
        side, name = (token.side, token.hash) if token else ("", number.strip())
        paper = Paper.objects.select_for_update().filter(survey=survey, number=name).first()
        if paper is not None and paper.state == "done":
            raise Hindrance(_("This form has been keyed in twice already."))
        if paper is not None and paper.state == "differs":
            raise Hindrance(_("The two readings of this form differ. Look at the paper and decide."))
        if paper is None:
            return Paper.objects.create(survey=survey, side=side, number=name, first_by=actor.person,
                                        first=sealed(survey, side, values))
        if survey.sort == "open" and paper.first_by_id == actor.person.pk:
            raise Hindrance(_("You keyed this form in the first time. Somebody else has to read it the second time."))
        paper.second_by, paper.second = actor.person, sealed(survey, side, values)
        first, second = readings(paper)
        if first["values"] == second["values"]:
            return finish(paper, second["values"], first["writings"] | second["writings"])
        paper.state = "differs"
        paper.save(update_fields=["second", "second_by", "state"])
    return paper


def invitation(survey: Survey, number: str) -> Token | None:
    """The invitation on the form, where the survey goes by invitation."""
    if survey.who != "invited":
        return None
    try:
        found = Token.objects.filter(survey=survey, hash=queries.hashed(number)).first()
    except Mistyped as error:
        raise Hindrance(error.sentence) from None
    if found is None:
        raise Hindrance(_("This invitation was used already, or belongs to another survey."))
    return found


def sealed(survey: Survey, side: str, values: Mapping[str, Any]) -> bytes:
    found = queries.questions(survey, side)
    plain, writings = parted(survey, side, found, kept(found, values))
    return queries.box(survey).seal_words({"values": plain, "writings": writings}, READING)


def readings(paper: Paper) -> tuple[dict[str, Any], dict[str, Any]]:
    """What each of the two read."""
    box = queries.box(paper.survey)
    first, second = (box.open_words(body, READING) if body else {"values": {}, "writings": {}}
                     for body in (paper.first, paper.second))
    return first, second


def settle_paper(*, actor: Actor, paper: Paper, values: Mapping[str, Any]) -> Paper:
    """What really stands on the paper, after a look at it."""
    with whole():
        survey = records.lock(paper.survey)
        require(rules.settle_paper, actor, survey)
        paper = Paper.objects.select_for_update(of=("self",)).select_related("survey").get(pk=paper.pk)
        if paper.state != "differs":
            raise Hindrance(_("Somebody was faster: this form is settled."))
        first, second = readings(paper)
        return finish(paper, values, first["writings"] | second["writings"])


def finish(paper: Paper, values: Mapping[str, Any], writings: Mapping[str, str]) -> Paper:
    """An answer like any other; the readings are emptied."""
    drop_in(paper.survey, paper.side, values, writings)
    Token.objects.filter(survey=paper.survey, hash=paper.number).delete()
    paper.state, paper.first, paper.second = "done", None, None
    paper.save(update_fields=["state", "first", "second", "second_by"])
    return paper
