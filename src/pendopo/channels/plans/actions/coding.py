"""What the OGP database alone says of a commitment: taken over from a file, or said here by the keepers of the plan."""
from typing import Any

from pendopo.analysis.commitments import CodedFacts, CommitmentFacts
from pendopo.analysis.ogp_columns import area_names
from pendopo.analysis.ogp_database import spelling
from pendopo.channels.plans import rules
from pendopo.channels.plans.actions.telling import tell_of
from pendopo.channels.plans.models import Commitment, OgpEntry, PolicyArea
from pendopo.channels.plans.queries.database import CODES, facts_of, rows_of
from pendopo.core.people.actors import Actor
from pendopo.core.records import actions as records
from pendopo.core.records.models import Event
from pendopo.kit.rules import require
from pendopo.kit.whole import whole


class Coding:
    """The codes of one commitment in a file against those here. Whatever the file has no column for stays."""

    def __init__(self, commitment: Commitment, facts: CommitmentFacts) -> None:
        self.commitment, self.new = commitment, facts.coded
        self.entry = OgpEntry.objects.filter(pk=commitment.pk).first() if commitment.pk else None
        self.areas = dict(PolicyArea.objects.filter(commitment=commitment).values_list(
            "area", "value")) if commitment.pk else {}

    def __bool__(self) -> bool:
        if self.new is None:
            return False
        return self.entry is None or self.areas != self.new.areas or self.wanted() != self.have()

    def wanted(self) -> dict[str, Any]:
        told = self.new or CodedFacts()
        return {**self.have(), **told.codes, "missing": told.missing}

    def have(self) -> dict[str, Any]:
        return {name: getattr(self.entry, name) if self.entry else "" for name in (*CODES, "missing")}

    def facts(self) -> dict[str, Any]:
        """For the ledger: all codes as they are from now on, so that the latest line alone tells them."""
        if not self or self.new is None:
            return {}
        return {"areas": self.new.areas, "ogp": {name: self.wanted()[name] for name in CODES if self.wanted()[name]}}

    def attach(self, event: Event) -> None:
        if self and self.new is not None:
            put(self.commitment, event, areas=self.new.areas, codes=self.wanted())


def put(commitment: Commitment, event: Event, *, areas: dict[str, str], codes: dict[str, Any]) -> None:
    OgpEntry.objects.update_or_create(commitment=commitment, defaults={**codes, "event": event})
    there = PolicyArea.objects.filter(commitment=commitment)
    there.exclude(area__in=areas).delete()
    have = dict(there.values_list("area", "value"))
    for area, value in areas.items():
        if area in have and have[area] != value:
            there.filter(area=area).update(value=value)
    PolicyArea.objects.bulk_create(PolicyArea(commitment=commitment, area=area, value=value)
                                   for area, value in areas.items() if area not in have)


def keep_spelling(said: dict[int, dict[str, str]]) -> dict[int, list[str]]:
    """How a source spells what we say otherwise is kept beside what was read from it. Returns which columns of which
    commitments (by key) are kept otherwise than before."""
    changed: dict[int, list[str]] = {}
    kept = dict(OgpEntry.objects.filter(pk__in=said).values_list("pk", "spelt"))
    for one, row in rows_of(Commitment.objects.filter(pk__in=said), as_spelt=False):
        spelt = {column: list(pair) for column, pair in spelling(said[one.pk], row).items()}
        if spelt != kept.get(one.pk):
            OgpEntry.objects.filter(pk=one.pk).update(spelt=spelt)
            changed[one.pk] = sorted(column for column in {*spelt, *kept.get(one.pk, {})}
                                     if spelt.get(column) != kept.get(one.pk, {}).get(column))
    return {key: columns for key, columns in changed.items() if columns}


def classify(*, actor: Actor, commitment: Commitment, areas: list[str]) -> Commitment:
    """The keepers of the plan say which policy areas it is about; people find it there, and an export carries it."""
    with whole():
        commitment = records.lock(commitment)
        require(rules.classify, actor, commitment)
        if unknown := [area for area in areas if area not in area_names()]:
            raise ValueError(f"no policy areas: {unknown}")
        _plan, facts = facts_of([commitment])[0]
        told = {area: "1" for area in area_names() if area in areas}
        before = facts.coded or CodedFacts()
        if told != {area: value for area, value in before.areas.items() if value == "1"} or not before.classified:
            kept = {area: value for area, value in before.areas.items() if value != "1" and area not in told}
            codes = {name: value for name, value in before.codes.items() if value}
            event = records.note(commitment, "plans.classify", by=actor, office=commitment.plan.owner, facts={
                "areas": told | kept, "ogp": codes})
            put(commitment, event, areas=told | kept, codes=codes)
            tell_of(commitment, "plans.edit", by=actor)
    return commitment
