"""How two linked records belong together, read from either end, and which way news flows along it."""
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BACK = "-back"
SOURCE, TARGET, BOTH = "source", "target", "both"


class Relation(NamedTuple):
    """`down`: at which end something comes of the other. Who took part at the upper end hears what happens there."""
    ahead: str | Promise             # from the source: "Answers"
    back: str | Promise              # from the target: "Answered by"
    down: str


RELATIONS = {
    "answers": Relation(_("Answers"), _("Answered by"), SOURCE),
    "evidence": Relation(_("Evidence for"), _("Evidence"), TARGET),
    "caused_by": Relation(_("Caused by"), _("Led to"), TARGET),
    "funded_by": Relation(_("Funded by"), _("Funds"), SOURCE),
    "part_of": Relation(_("Part of"), _("Parts"), TARGET),
    "continues": Relation(_("Continues"), _("Continued by"), SOURCE),
    "replicates": Relation(_("Replicates"), _("Replicated by"), SOURCE),
    "same_as": Relation(_("The same as"), _("The same as"), BOTH),
    "copies": Relation(_("Copied from"), _("Copied by"), SOURCE),
    "takes_up": Relation(_("Takes up"), _("Taken up by"), SOURCE),
    "asks": Relation(_("Asks about"), _("Surveys"), SOURCE),
    "pays": Relation(_("Pays for"), _("Paid from"), TARGET),
}
OFFERED = ("answers", "evidence", "caused_by", "funded_by", "part_of", "continues", "replicates", "same_as")
TOGETHER = Relation(_("Belongs together with"), _("Belongs together with"), TARGET)


def falls(sort: str, source: int, target: int) -> tuple[tuple[int, int], ...]:
    """(upper end, lower end) of a link; twice where news flows both ways."""
    down = RELATIONS.get(sort, TOGETHER).down
    ahead, back = (source, target), (target, source)
    return {SOURCE: (back,), TARGET: (ahead,), BOTH: (ahead, back)}[down]


def name(sort: str) -> str | Promise:
    found = RELATIONS.get(sort.removesuffix(BACK), TOGETHER)
    return found.back if sort.endswith(BACK) else found.ahead
