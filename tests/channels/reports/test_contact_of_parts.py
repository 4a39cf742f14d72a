"""A report that is split has one contact for all its parts: asked once, known at once, silenced and forgotten alike."""
import re

import pytest
from django.test import Client

from pendopo.channels.reports.actions import grouping, reaching
from pendopo.channels.reports.actions.telling import tell_reporter
from pendopo.channels.reports.models import Identity, Knock, Report
from pendopo.channels.reports.queries import contact
from tests.channels.reports.test_contact import BY_MAIL, asked_of, page


def part_of(town, report):
    return grouping.split(actor=town.rina, report=Report.objects.get(pk=report.pk), text="Dan lampunya mati.",
                          classification="complaint")


def letters(report):
    Knock.objects.all().delete()
    tell_reporter(Report.objects.get(pk=report.pk), "news")
    return [told for told in map(contact.letter, Knock.objects.all()) if told is not None]


def test_one_click_ends_the_mails_about_a_part(town):
    report, _sari = town.report(reporter=BY_MAIL)
    part = part_of(town, report)
    [told] = letters(part)
    Client().post(re.search(r"https?://[^/]+(/\S+berhenti/)", told.text)[1], {"List-Unsubscribe": "One-Click"})
    assert not letters(part)


@pytest.mark.parametrize("first", [True, False])
def test_not_mine_and_no_more_reach_the_parts(town, first):
    report, _sari = town.report(reporter=BY_MAIL)
    part = part_of(town, report)
    if first:
        reaching.disown_contact(actor=None, identity=asked_of(report))
    else:
        reaching.stop_news(actor=None, identity=asked_of(report))
        part = part_of(town, report)
    assert not letters(part)


@pytest.mark.parametrize("deep", [1, 2])
def test_the_digits_beside_the_receipt_prove_all_parts(town, deep):
    report, _sari = town.report(reporter=BY_MAIL)
    part = report
    for _ in range(deep):
        part = part_of(town, part)
    assert contact.question(part.code, email=BY_MAIL.email) and not contact.holder(part.code, email=BY_MAIL.email)
    assert reaching.prove_contact(actor=None, identity=asked_of(part), digits=contact.countersign(report.code))
    assert contact.holder(part.code, email=BY_MAIL.email) and contact.holder(report.code, email=BY_MAIL.email)
    assert not Identity.objects.exclude(asked="").exists()


def test_digits_of_another_script_are_wrong_digits_and_no_error(town):
    report, _sari = town.report(reporter=BY_MAIL)
    assert Client().post(page(report), {"ya": "1", "digits": "٤٨٢٩١٣"}).status_code == 422
