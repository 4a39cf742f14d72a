"""How a city sets up its desk: who verifies, which categories there are, which office answers for which."""
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Category, Desk, Duty
from pendopo.channels.reports.queries.officers import desk
from pendopo.core.ledger.actions import Deed, write
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.kit.regions.models import Region
from pendopo.kit.rows import insert
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

FIELDS = ("name", "name_en", "words", "person_bound", "physical", "position", "source")


def settle_desk(*, actor: Actor, office: Organisation, second: Organisation | None = None) -> Desk:
    """The office that verifies from now on, and the one that stands in where the first is complained about. What is
    so already is written nowhere a second time."""
    with whole():
        require(rules.settle_desk, actor, office)
        if there := Desk.objects.filter(pk=1, office=office, second=second).first():
            return there
        made, _new = Desk.objects.update_or_create(pk=1, defaults={"office": office, "second": second})
        write(Deed({"verb": "reports.settle_desk", "at": timezone.now().isoformat(), "office": office.slug,
                    "second": second.slug if second else ""}, {"by": actor.person.alias}))
    return made


def settle_signing(*, actor: Actor, office: Organisation, signed: bool) -> bool:
    """Whether answers of this office go out only when its head has signed them. What is so already is written nowhere a
    second time; False where no office verifies yet."""
    with whole():
        require(rules.settle_signing, actor, office)
        first = desk()[0]
        if first is None:
            return False
        row = Desk.objects.order_by("pk").first() or Desk.objects.create(pk=1, office=first)
        if row.signed.filter(pk=office.pk).exists() != signed:
            (row.signed.add if signed else row.signed.remove)(office)
            write(Deed({"verb": "reports.settle_signing", "at": timezone.now().isoformat(), "office": office.slug,
                        "signed": signed}, {"by": actor.person.alias}))
    return True


def load_categories(*, actor: Actor, rows: Iterable[dict[str, Any]]) -> int:
    """The tree as a file has it: parents before their parts. Safe to call again: nothing is taken away, and a file
    that changes nothing leaves no line. Gives how many rows it has."""
    done, changed = 0, False
    with whole():
        require(rules.load_categories, actor, Category())
        there = {one.code: one for one in Category.objects.all()}
        for row in rows:
            parent = there.get(row.get("parent", ""))
            told = {"parent_id": parent.pk if parent else None, **{name: row[name] for name in FIELDS if name in row}}
            done += 1
            if row["code"] not in there:
                there[row["code"]] = insert(Category(code=row["code"], **told))
                changed = True
            elif any(getattr(there[row["code"]], name) != value for name, value in told.items()):
                Category.objects.filter(code=row["code"]).update(**told)
                changed = True
        if changed:
            write(Deed({"verb": "reports.load_categories", "at": timezone.now().isoformat(), "count": done},
                       {"by": actor.person.alias}))
    return done


def set_duties(*, actor: Actor, office: Organisation, categories: Sequence[Category],
               region: Region | None = None) -> int:
    """This office answers for these categories and no others (in this region, if one is named). Where it does so
    already, nothing is written."""
    with whole():
        require(rules.set_duties, actor, office)
        held = Duty.objects.filter(office=office, region=region)
        there = set(held.values_list("category", flat=True))
        if there == {one.pk for one in categories}:
            return len(there)
        held.exclude(category__in=categories).delete()
        Duty.objects.bulk_create(Duty(office=office, region=region, category=one) for one in categories
                                 if one.pk not in there)
        write(Deed({"verb": "reports.set_duties", "at": timezone.now().isoformat(), "office": office.slug,
                    "categories": sorted(one.code for one in categories)}, {"by": actor.person.alias}))
    return len(categories)
