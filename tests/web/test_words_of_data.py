"""My data: no code of the program stands there in place of words."""
import pytest
from django.db.models import CharField, Model
from django.utils.translation import override

from pendopo.core.people.dossier import parts, worded
from pendopo.core.people.personal import Holding
from pendopo.core.people.queries import holdings
from pendopo.core.records.models import Record
from tests.web.town import promise, resident

SHORT = 40                      # longest code of the program
PROPER = {"code", "phone", "alias", "scopes", "mark", "number", "slug"}      # names that are the same in every language
OWN = {"people.trace:person"}   # told by the deeds of its own room


def column_of(model: type[Model], path: str) -> object:
    *before, last = path.split("__")
    for step in before:
        related = model._meta.get_field(step).related_model
        assert related is not None and not isinstance(related, str)
        model = related
    return model._meta.get_field(last)


def codes(held: Holding) -> list[str]:
    found = []
    for path in held.shows:
        column = column_of(held.model, path)
        if isinstance(column, CharField) and (column.max_length or 0) <= SHORT and column.name not in PROPER:
            found.append(path)
    return found


def test_every_code_has_its_words() -> None:
    assert [(held.name, path) for held in holdings() if held.name not in OWN for path in codes(held)
            if path not in held.words] == []


@pytest.mark.django_db
def test_a_state_is_said_in_the_language_of_the_page(city: object) -> None:
    record, sari = promise(), resident()
    Record.objects.filter(pk=record.pk).update(author=sari)
    said = {}
    for language in ("id", "en"):
        with override(language):
            rows = next(part["rows"] for part in parts(sari) if part["name"] == "records.record:author")
            said[language] = rows[0]
    assert record.state not in said["id"] and said["id"][1] != "plans"
    assert said["id"][4] != said["en"][4] and said["id"][1] != said["en"][1]


def test_an_unknown_code_is_called_by_its_code() -> None:
    held = next(one for one in holdings() if one.name == "notices.notice:person")
    assert worded(held, "template", {"template": "gone.away"}) == "gone.away"
    with override("id"):
        assert worded(held, "template", {"template": "voices.commented"}) == "Komentar baru"
