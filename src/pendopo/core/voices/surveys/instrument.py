"""The climate survey: a few statements, each in both directions, in two forms. Its statements and the scale are data of
the country pack, the same in every wave; a new wording would be another instrument with a version of its own."""
from functools import cache
from typing import Any

from pendopo.core.voices.surveys.models import Question, Survey
from pendopo.kit.country import SHAPE, Malformed, data, folder

PARTS = ("version", "scale", "sides", "they", "seen", "items", "free")
SEEN = "_oleh"                       # ends the code of "how we think they see us"
SIDES = ("government", "society")


@cache
def instrument() -> dict[str, Any]:
    """Raises Malformed."""
    return data(folder("surveys", "climate.json"), *PARTS)


def questions(survey: Survey) -> list[Question]:
    """Both forms, not yet stored."""
    return [one for side in SIDES for one in form(survey, side)]


def sound() -> None:
    """Whether both forms can be made of it. Raises Malformed."""
    try:
        questions(Survey())
    except (KeyError, TypeError, AttributeError, IndexError):
        raise Malformed(folder("surveys", "climate.json"), SHAPE) from None


def form(survey: Survey, side: str) -> list[Question]:
    """How we see them, item by item; then how we think they see us; then one question in free words."""
    told, them, they = instrument(), instrument()["sides"][side], instrument()["they"]
    made = []
    for item in told["items"]:
        made.append({"code": item["code"], "page": 1, "text": item["text"].format(them=them["them"]),
                     "text_en": item["text_en"].format(them=them["them_en"])})
    for item in told["items"]:
        said, said_en = item["text"].format(them=they["them"]), item["text_en"].format(them=they["them_en"])
        made.append({"code": item["code"] + SEEN, "page": 2,
                     "text": told["seen"]["text"].format(them=them["them"], statement=said),
                     "text_en": told["seen"]["text_en"].format(them=them["them_en"], statement=said_en)})
    rows = [Question(survey=survey, side=side, sort="scale", place=at, **told["scale"], **row)
            for at, row in enumerate(made, 1)]
    free = Question(survey=survey, side=side, sort="text", place=len(rows) + 1, page=3, needed=False, **told["free"])
    return [*rows, free]
