from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.models import Initiative
from pendopo.channels.initiatives.queries.room import sheets
from pendopo.channels.initiatives.workflow import WORKFLOW
from pendopo.core.records.kinds import Kind


def words(initiative: Initiative) -> str:
    """What search knows beyond title and summary: both in English, who takes part, and the titles on the sheets that
    are public."""
    parties = [row["organisation"]["name"] for row in initiative.face.get("parties", [])]
    return " ".join([initiative.title_en, initiative.summary_en, *parties,
                     *(title for sheet in sheets(initiative).values() for title in titles(sheet.face))])


def sort(initiative: Initiative) -> str:
    """Which clock of check-ins runs for it: the one of its interval."""
    return str(initiative.interval)


def titles(picture: Any) -> list[str]:
    """Every title in a picture, wherever it stands."""
    if isinstance(picture, dict):
        own = [picture["title"]] if isinstance(picture.get("title"), str) else []
        return own + [title for value in picture.values() for title in titles(value)]
    return [title for value in picture for title in titles(value)] if isinstance(picture, list) else []


KIND = Kind(
    name="initiatives", rank=3, label=_("Initiatives"), one=_("Initiative"), path="inisiatif", prefix="INI",
    model=Initiative, workflow=WORKFLOW, urls="pendopo.channels.initiatives.urls", see=rules.see, words=words,
    sort=sort,
    about=_("Government and civil society solve one problem together, in five steps, with open data."),
    entries=("initiatives:begin",))
