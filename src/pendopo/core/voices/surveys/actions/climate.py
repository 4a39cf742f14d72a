"""The climate survey: begun by one side, its facilitator named by both, its free words sealed to the facilitator."""
from datetime import date

from django.utils.translation import gettext_lazy as _

from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation, Person
from pendopo.core.records import actions as records
from pendopo.core.records.models import Record
from pendopo.core.voices.surveys import queries, rules
from pendopo.core.voices.surveys.actions.drafting import begun
from pendopo.core.voices.surveys.instrument import instrument, questions
from pendopo.core.voices.surveys.models import Gist, Naming, Question, Survey
from pendopo.kit.markdown import render
from pendopo.kit.rules import require
from pendopo.kit.seal.addressed import new_secret, public_of
from pendopo.kit.whole import whole

COPIED = [field.name for field in Question._meta.concrete_fields if field.name not in ("id", "survey")]


def begin_climate(*, actor: Actor, title: str, office: Organisation, about: Record | None = None,
                  before: Survey | None = None, summary: str = "", closes: date | None = None, title_en: str = "",
                  summary_en: str = "") -> Survey:
    """A climate survey, public from the beginning: that it is prepared, and every word that it will ask.

    `before`: the wave before; its questions are taken over word for word.
    """
    with whole():
        require(rules.begin_climate, actor, office)
        if before is not None and (before.sort != "climate" or before.state != "closed"):
            raise Hindrance(_("The wave before has to be closed first."))
        survey = begun(Survey(
            title=title, title_en=title_en, summary=summary, summary_en=summary_en, office=office, sort="climate",
            who="invited", closes=closes, about=about or (before.about if before else None), author=actor.person,
            before=before, wave=before.wave + 1 if before else 1), by=actor)
        same = queries.questions(before) if before else []
        Question.objects.bulk_create([Question(survey=survey, **{name: getattr(one, name) for name in COPIED})
                                      for one in same] or questions(survey))
        records.note(survey, "surveys.instrument", by=actor, office=office, facts={"version": instrument()["version"]})
    return survey


def side_of(by: Actor) -> str:
    """For which side somebody speaks. Nobody names the facilitator for both."""
    spoken = {rules.party_of(side) for side in by.sides(*rules.VOICES)} - {""}
    if len(spoken) != 1:
        raise Hindrance(_("You speak for both sides. Somebody who speaks for one has to name the facilitator."))
    return spoken.pop()


def name_facilitator(*, actor: Actor, survey: Survey, person: Person) -> Survey:
    """One side says whom it trusts. In force when both have named the same person; until a key is made, each side can
    still change its mind."""
    with whole():
        survey = records.lock(survey)
        require(rules.name_facilitator, actor, survey)
        if not queries.facilitators().filter(pk=person.pk).exists():
            raise Hindrance(_("Only somebody with the role of a facilitator can be named."))
        side = side_of(actor)
        Naming.objects.update_or_create(survey=survey, side=side, defaults={"facilitator": person, "by": actor.person})
        named = list(Naming.objects.filter(survey=survey).values_list("facilitator", flat=True))
        survey.facilitator = person if named == [person.pk, person.pk] else None
        survey.save(update_fields=["facilitator"])
        records.note(survey, "surveys.name", by=actor, facts={"side": side, "agreed": len(named) == 2 and
                                                               survey.facilitator is not None},
                     words={"facilitator": person.alias})
        if survey.facilitator is not None:
            tell([person], "surveys.named", survey, way="now")
    return survey


def make_key(*, actor: Actor, survey: Survey) -> str:
    """The facilitator's key for this survey, to be printed: we keep the public half and never see the other again. A
    second one replaces the first, as long as nobody has answered."""
    with whole():
        survey = records.lock(survey)
        require(rules.make_key, actor, survey)
        secret = new_secret()
        survey.public_key = public_of(secret)
        survey.save(update_fields=["public_key"])
        records.note(survey, "surveys.key", by=actor, facts={"public_key": survey.public_key.hex()})
    return secret


def paraphrase(*, actor: Actor, survey: Survey, code: str, text: str, side: str = "") -> Gist:
    """What people wrote, in other words, published beside the numbers; never where fewer than five answered."""
    with whole():
        survey = records.lock(survey)
        require(rules.paraphrase, actor, survey)
        if not survey.answered.get(side):
            raise Hindrance(_("Fewer than five answered: not even the gist of it is published."))
        made, _new = Gist.objects.update_or_create(survey=survey, side=side, code=code,
                                                   defaults={"text": text, "html": render(text)})
        records.note(survey, "surveys.gist", by=actor, office=survey.office, facts={"side": side, "question": code},
                     words={"text": text})
    return made
