"""How two linked records belong together, read from either end."""
from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pendopo.core.records.cards import cards
from pendopo.core.records.models import Record

BACK = "-back"
RELATIONS: dict[str, tuple[str | Promise, str | Promise]] = {       # sort: (from the source, from the target)
    "answers": (_("Answers"), _("Answered by")),
    "part_of": (_("Part of"), _("Parts")),
    "continues": (_("Continues"), _("Continued by")),
    "evidence": (_("Evidence for"), _("Evidence")),
    "copies": (_("Copied from"), _("Copied by")),
    "same_as": (_("The same as"), _("The same as")),
    "pays": (_("Pays for"), _("Paid from")),
}
TOGETHER = _("Belongs together with")


def related(pairs: Iterable[tuple[str, Record]]) -> list[dict[str, Any]]:
    """The linked records of queries.links as cards, grouped by relation in the order of the first of each."""
    groups: dict[str, list[Record]] = {}
    for sort, record in pairs:
        groups.setdefault(sort, []).append(record)
    return [{"name": name(sort), "cards": cards(records)} for sort, records in groups.items()]


def name(sort: str) -> str | Promise:
    ahead, back = RELATIONS.get(sort.removesuffix(BACK), (TOGETHER, TOGETHER))
    return back if sort.endswith(BACK) else ahead
