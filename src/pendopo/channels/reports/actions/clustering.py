"""Many reports become one problem that everybody sees: found by the timer, made by a person, answered once."""
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.analysis.clusters import Cluster as Found
from pendopo.analysis.clusters import clusters
from pendopo.channels.reports import rules
from pendopo.channels.reports.actions.grouping import answer_each
from pendopo.channels.reports.models import Category, Cluster, Finding, Report
from pendopo.channels.reports.queries.clusters import PART, items, reports_of, same_matter
from pendopo.channels.reports.queries.officers import signs
from pendopo.channels.reports.rules_who import heading
from pendopo.core.notices.actions import tell
from pendopo.core.people.actions.lines import Hindrance
from pendopo.core.people.actors import Actor
from pendopo.core.people.models import Organisation
from pendopo.core.places.actions import place
from pendopo.core.records import actions as records
from pendopo.core.voices.queries import followers
from pendopo.kit.regions.models import Region
from pendopo.kit.rules import Rule, require
from pendopo.kit.whole import whole

T = TypeVar("T")
LEAST = 2                            # reports of a shared problem
BY_HEAD = _("What this office answers is signed by its head, who gives the answer to everybody here.")
FEW = _("A shared problem needs at least two published reports.")


def find_clusters(*, actor: Actor) -> int:
    """What lies together today and nobody has decided about. Returns how many findings are new or have grown. The sums
    are made outside the transaction."""
    require(rules.find_clusters, actor, Finding())
    return sum(_write(one) for one in clusters(items()))


def _write(found: Found) -> bool:
    category, region = Category.objects.get(code=found.category), Region.objects.get(pk=found.place)
    known = same_matter(category.pk, region.pk, found.first)
    keys = set(found.keys) - (set(reports_of(known).values_list("pk", flat=True)) if known else set())
    with whole():
        before = Finding.objects.filter(category=category, region=region, first=found.first).first()
        if not keys or (before is not None and (before.decided or before.reports.count() == len(keys))):
            return False
        one, _new = Finding.objects.update_or_create(category=category, region=region, first=found.first, defaults={
            "last": found.last, "expected": found.expected, "words": ", ".join(found.words), "cluster": known,
            "at": timezone.now()})
        one.reports.set(keys)
    return True


def make_cluster(*, actor: Actor, title: str, text: str, reports: Sequence[Report],
                 finding: Finding | None = None) -> Cluster:
    """From now on everybody sees these reports as one problem. Only published ones: it betrays nothing."""
    chosen = [one for one in reports if one.visibility == "public"]
    if len(chosen) < LEAST:
        raise Hindrance(FEW)
    days = sorted(timezone.localdate(one.created) for one in chosen)
    with whole():
        found = Cluster(title=title, summary=text, category=_most([one.category for one in chosen]),
                        first=days[0], last=days[-1], office=_most([one.office for one in chosen]),
                        expected=finding.expected if finding else None, words=finding.words if finding else "")
        require(rules.make_cluster, actor, found)
        found.topic = found.category.code.partition("/")[0] if found.category else ""
        region = finding.region if finding else _most([one.place.region for one in chosen if one.place])
        found.place = place(region) if region else None
        found.visibility = "public"
        records.add(found, by=actor, office=_for(actor), facts={"count": len(chosen)})
        records.link_many(chosen, found, by=actor, sort=PART, office=_for(actor))
        _decide(finding, found)
    return found


def enlarge_cluster(*, actor: Actor, cluster: Cluster, reports: Sequence[Report],
                    finding: Finding | None = None) -> int:
    """More reports of the same problem. Returns how many were not in it yet."""
    chosen = [one for one in reports if one.visibility == "public"]
    with whole():
        cluster = records.lock(cluster)
        require(rules.enlarge_cluster, actor, cluster)
        days: list[date] = [timezone.localdate(one.created) for one in chosen]
        cluster.first, cluster.last = min([cluster.first, *days]), max([cluster.last, *days])
        cluster.save(update_fields=["first", "last"])
        count = records.link_many(chosen, cluster, by=actor, sort=PART, office=_for(actor))
        _decide(finding, cluster)
        tell(followers(cluster), "clusters.grown", cluster)
    return count


def dismiss_finding(*, actor: Actor, finding: Finding) -> None:
    """It only looks like one problem. The same reports are not proposed again."""
    with whole():
        require(rules.dismiss_finding, actor, finding)
        _decide(finding, None)


def answer_cluster(*, actor: Actor, cluster: Cluster, text: str, public: str) -> int:
    """One answer: it stands on the shared problem, and each reporter whose report the actor may answer is told.
    Returns how many reports were answered."""
    with whole():
        cluster = records.lock(cluster)
        require(rules.answer_cluster, actor, cluster)
        if cluster.office is not None and cluster.office_id not in heading(actor) and signs(cluster.office):
            raise Hindrance(BY_HEAD)
        ours = Report.objects.filter(rules.answer_group.q(actor), links_out__target=cluster.pk, links_out__sort=PART,
                                     links_out__ended=None)
        messages = answer_each(by=actor, reports=ours, text=text, public=public)
        records.move(cluster, "answer", by=actor, office=_for(actor), words={"text": public},
                     facts={"count": len(messages)})
        tell(followers(cluster), "clusters.answered", cluster)
    return len(messages)


def settle_cluster(*, actor: Actor, cluster: Cluster, text: str) -> Cluster:
    """It is over; why stands on its timeline. Its reports keep their own states."""
    return _turn(rules.settle_cluster, "settle", actor, cluster, text)


def reopen_cluster(*, actor: Actor, cluster: Cluster, text: str) -> Cluster:
    """It was not over after all."""
    return _turn(rules.reopen_cluster, "reopen", actor, cluster, text)


def _turn(rule: Rule, move: str, actor: Actor, cluster: Cluster, text: str) -> Cluster:
    with whole():
        cluster = records.lock(cluster)
        require(rule, actor, cluster)
        records.move(cluster, move, by=actor, office=_for(actor), words={"text": text} if text else None)
        tell(followers(cluster), "clusters.moved", cluster, state=cluster.state)
    return cluster


def _decide(finding: Finding | None, cluster: Cluster | None) -> None:
    if finding is not None:
        finding.decided, finding.cluster = timezone.now(), cluster or finding.cluster
        finding.save(update_fields=["decided", "cluster"])


def _for(actor: Actor) -> Organisation | None:
    """The office for which somebody acts here: nobody speaks as a private person."""
    return Organisation.objects.filter(pk__in=actor.on_side("government")).order_by("pk").first()


def _most(found: Sequence[T | None]) -> T | None:
    """What most of them have."""
    counted = Counter(one for one in found if one is not None)
    return counted.most_common(1)[0][0] if counted else None
