"""What the house learns of published reports: which office acted, and what a report looks like. Nothing of a sealed
text: a model that has read one could be asked for it."""
from typing import Any

from django.utils import timezone

from pendopo.analysis.routing_replay import replay
from pendopo.analysis.routing_store import dumps
from pendopo.channels.reports import rules
from pendopo.channels.reports.models import Report, Route, Router, Sketch
from pendopo.channels.reports.queries import learned
from pendopo.channels.reports.queries.similar import sketched
from pendopo.core.people.actors import Actor
from pendopo.kit.rules import require
from pendopo.kit.whole import whole

MOST = 200                           # decisions a run


def learn(*, actor: Actor) -> int:
    """Every decision that held trains the router, and what was taken back is forgotten. The sums are outside the
    transaction; one worker does this."""
    routes, gone = list(learned.decided()[:MOST]), list(learned.taken_back()[:MOST])
    if not routes and not gone:
        return 0
    row = Router.objects.first() or Router(pk=1, body=b"", at=timezone.now())
    require(rules.learn, actor, row)
    router = learned.fresh(learned.rules())
    for route in routes:
        report = route.report
        case = learned.case(f"{report.title}. {report.text}", report.place.region if report.place else None,
                            report.category)
        router.learn(case, route.office.slug, key=report.code)
    for report in gone:
        router.forget(report.code)
    with whole():
        row.body, row.version, row.at = dumps(router), row.version + 1, timezone.now()
        row.save()
        Route.objects.filter(pk__in=[route.pk for route in routes]).update(learned=True)
        Route.objects.filter(report__in=gone).update(learned=False)
    return len(routes) + len(gone)


def measure(*, actor: Actor) -> dict[str, Any]:
    """What the proposals are worth on this city's own decisions, replayed in the order of time: for staff, and for
    `pendopo score`. The sums are outside the transaction (about 2 ms a decision)."""
    row = Router.objects.first() or Router(pk=1, body=b"", at=timezone.now())
    require(rules.measure, actor, row)
    found = replay(learned.empty(), learned.decisions()).packed() | {"at": timezone.now().isoformat()}
    with whole():
        Router.objects.update_or_create(pk=row.pk, defaults={"score": found}, create_defaults={
            "body": b"", "at": timezone.now(), "score": found})
    return found


def sketch_report(report: Report) -> None:
    """So that a later report of the same matter finds it. Joined in publishing."""
    Sketch.objects.filter(report=report).delete()
    if report.secret or report.visibility != "public" or (report.category and report.category.person_bound):
        return
    place = report.place
    one = sketched(report.pk, f"{report.title}. {report.text}", timezone.localdate(report.created), report.category,
                   place.region if place else None, place.lat if place else None, place.lng if place else None)
    Sketch.objects.create(report=report, day=one.day, grp=one.group, category=one.category, village=one.village,
                          cell=one.cell, lat=one.lat, lng=one.lng, words=one.words, **{
                              f"band{number}": band for number, band in enumerate(one.bands, 1)})
