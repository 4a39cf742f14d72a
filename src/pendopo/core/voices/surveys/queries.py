"""Surveys as readers find them. Writes nothing."""
from django.conf import settings
from django.db.models import Q, QuerySet

from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Membership, Organisation, Person
from pendopo.core.people.queries import current
from pendopo.core.records.models import Record
from pendopo.core.voices.surveys import rules
from pendopo.core.voices.surveys.models import Gist, Paper, Pending, Question, Survey, Token, Writing
from pendopo.kit.codes import Mistyped, in_address, receipt_hash
from pendopo.kit.seal.boxes import Box
from pendopo.kit.seal.queries import unlock


def seen(actor: Actor | None) -> QuerySet[Survey]:
    return Survey.objects.filter(rules.see.q(actor)).select_related("office", "place__region", "about").order_by(
        "-created", "-pk")


def survey(code: str, actor: Actor | None) -> Survey | None:
    read = in_address(code)
    if read is None:
        return None
    found = seen(actor) | Survey.objects.filter(facilitator__in=actor.own_ids).select_related(
        "office", "place__region", "about") if actor is not None else seen(actor)
    return found.filter(code=str(read)).first()


def closed() -> QuerySet[Survey]:
    """Those with results that everybody reads, newest first."""
    return seen(None).filter(state="closed")


def about(record: Record, actor: Actor | None) -> QuerySet[Survey]:
    """The surveys on a record, newest first."""
    return seen(actor).filter(about=record.pk)


def waves(record: Record) -> list[Survey]:
    """The climate surveys on a record, the first wave first."""
    return list(Survey.objects.filter(about=record.pk, sort="climate").exclude(state="given_up").order_by("wave", "pk"))


def questions(survey: Survey, side: str | None = None) -> list[Question]:
    found = Question.objects.filter(survey=survey.pk)
    return list(found if side is None else found.filter(side=side))


def box(survey: Survey) -> Box:
    """Where the answers lie until the close. Raises Shut, KeyFileMissing."""
    if survey.key is None:
        raise LookupError("the key of this survey was destroyed at its close")
    return unlock(survey.key, bound(survey.pk))


def bound(key: int) -> str:
    return f"survey {key}"


def hashed(token: str) -> str:
    """Raises Mistyped."""
    return receipt_hash(settings.RECEIPT_KEY, token)


def token(text: str) -> Token | None:
    """An invitation that can still be used. Whether there ever was one of this name is not told."""
    try:
        return Token.objects.select_related("survey__office").filter(hash=hashed(text), survey__state="open").first()
    except Mistyped:
        return None


def arrived(survey: Survey) -> int:
    """How many answers wait: for those who run the survey, as a number."""
    return Pending.objects.filter(survey=survey.pk).count()


def papers(survey: Survey) -> QuerySet[Paper]:
    return Paper.objects.filter(survey=survey.pk).exclude(state="done").order_by("state", "pk")


def writings(survey: Survey) -> list[Writing]:
    """In no order that tells anything: by their random names."""
    return list(Writing.objects.filter(survey=survey.pk).order_by("side", "id"))


def gists(survey: Survey) -> list[Gist]:
    return list(Gist.objects.filter(survey=survey.pk).order_by("side", "code"))


def offices(actor: Actor | None, *roles: str) -> list[Organisation]:
    """In whose name this person may ask."""
    held = actor.at(*roles) if actor is not None else frozenset()
    return list(Organisation.objects.filter(pk__in=held, state="confirmed")) if held else []


def facilitators() -> QuerySet[Person]:
    """Those whom an organisation made facilitators."""
    serving = Membership.objects.filter(current() & Q(role="facilitator")).values("person")
    return Person.objects.filter(pk__in=serving, is_active=True).order_by("name", "pk")
