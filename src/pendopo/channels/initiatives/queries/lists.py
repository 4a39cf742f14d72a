"""The list of initiatives, and what a reader wants to see of them, as the address says it."""
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from pendopo.channels.initiatives import rules
from pendopo.channels.initiatives.models import Initiative
from pendopo.channels.initiatives.words import SECTORS
from pendopo.channels.initiatives.workflow import WORKFLOW
from pendopo.core.people.actors import Actor
from pendopo.core.records.models import Link
from pendopo.core.records.paging import with_words
from pendopo.kit.codes import in_address
from pendopo.kit.fulltext.terms import asked as stemmed

WORDS, SECTOR, STATE = "q", "sektor", "status"           # of the address
LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """The filters of the list. What cannot be meant is left out: a longer list, no error."""
    words: str = ""
    sector: str = ""
    state: str = ""

    @classmethod
    def read(cls, told: Mapping[str, str]) -> "Asked":
        sector, state = told.get(SECTOR, ""), told.get(STATE, "")
        return cls(" ".join(told.get(WORDS, "").replace("\0", " ")[:LONGEST].split()),
                   sector if sector in SECTORS else "",
                   state if state in {one.name for one in WORKFLOW.states} else "")

    def pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in (
            (WORDS, self.words), (SECTOR, self.sector), (STATE, self.state)) if value]

    def address(self, base: str) -> str:
        return with_words(base, self.pairs())

    def among(self, found: QuerySet[Initiative]) -> QuerySet[Initiative]:
        tests = [Q(**{name: value}) for name, value in (("topic", self.sector), ("state", self.state)) if value]
        if stems := stemmed(self.words):
            tests.append(Q(search_text__words__match=stems))
        return found.filter(*tests)


def listed(actor: Actor | None) -> QuerySet[Initiative]:
    return Initiative.objects.filter(rules.see.q(actor)).select_related("office", "partner", "place__region").defer(
        "face").order_by("-created", "-pk")


def mine(actor: Actor | None) -> list[Initiative]:
    """Whose rooms are open to this person."""
    if actor is None:
        return []
    return list(Initiative.objects.filter(rules.enter.q(actor)).select_related("office", "partner", "place__region")
                .order_by("-created", "-pk")[:LONGEST])


def whole(address: str, actor: Actor | None) -> Initiative | None:
    """For its page: with everything that its head names, and whether links are worth another question."""
    code = in_address(address)
    if code is None:
        return None
    return (Initiative.objects.filter(rules.see.q(actor), code=str(code))
            .select_related("office", "partner", "facilitator", "facilitator_for", "funder", "implementer",
                            "place__region")
            .annotate(linked=Exists(Link.objects.filter(
                Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")), ended=None)))
            .first())
