"""Who hears of it. A secret report says nothing but that there is news, to its named officers and its reporter."""
from typing import Any

from django.db.models import Q
from django.utils import timezone

from pendopo.channels.reports.models import Identity, Knock, Report, Subscription
from pendopo.channels.reports.queries.officers import colleagues, staff
from pendopo.channels.reports.workflow import COORDINATORS
from pendopo.core.notices.actions import QUESTIONS, tell
from pendopo.core.people.models import Organisation, Person
from pendopo.core.places.queries import above
from pendopo.core.voices.queries import followers
from pendopo.kit.limits.actions import Budget, take
from pendopo.kit.rows import insert

ARRIVALS = Budget("report-arrivals", 20, 3600)       # first messages that reports from one connection can cause


def tell_reporter(report: Report, template: str) -> None:
    """By the account that claimed it, and by a knock where a contact was left."""
    if report.author_id is not None:
        tell(Person.objects.filter(guests=report.author_id), "reports.news", report, way="now")
    knock(report, template)


def tell_arrival(report: Report, to: str, origin: str) -> None:
    """The first message to a contact, whoever typed it: few a day to one contact, few an hour from one connection. Over
    that it is not sent, and the report stands all the same."""
    if not take((QUESTIONS, to.casefold()), *([(ARRIVALS, origin)] if origin else [])):
        insert(Knock(report=report, template="arrived", made=timezone.now()))


def knock(report: Report, template: str) -> None:
    """A gateway will carry it, where a contact was left and wants news. Of a secret report it says no more than that
    there is some."""
    if Identity.objects.filter(report=report.pk, stopped=None).exists():
        Knock.objects.create(report=report, template="news" if report.secret else template, made=timezone.now())


def tell_followers(report: Report, template: str, **facts: Any) -> None:
    """Those who follow a public report."""
    if report.visibility == "public":
        tell(followers(report), template, report, **facts)


def tell_subscribers(report: Report) -> None:
    """Those who wanted to hear of what is published there, or about this; in the morning's letter."""
    inside = above(report.place.region_id) if report.place else []
    about = [report.category_id, report.category.parent_id] if report.category else []
    wanted = Subscription.objects.filter(
        Q(region=None) | Q(region__in=inside), Q(category=None) | Q(category__in=[key for key in about if key]))
    tell(Person.objects.filter(pk__in=wanted.values("person")), "reports.published", report)


def tell_office(report: Report, template: str, office: Organisation | None = None) -> None:
    """The people of an office (the one that has it); of a secret report its named officers alone."""
    if report.secret:
        named = Person.objects.filter(secret_reports__report=report.pk, secret_reports__until=None).distinct()
        tell(named, template, report)
        return
    chosen = colleagues(office or report.office)
    if office is None and report.handler_id is not None:
        chosen = chosen.filter(pk=report.handler_id)
    tell(chosen, template, report)


def tell_desk(report: Report, template: str, people: list[Person] | None = None) -> None:
    """The coordinators of the desk, who may be at hand already."""
    if report.secret:
        tell_office(report, template)
        return
    if report.desk is not None:
        tell(people or staff(report.desk, COORDINATORS), template, report)
