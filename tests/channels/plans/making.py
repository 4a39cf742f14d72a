"""A plan in the making, for the tests of the cycle: invented people in the invented regency."""
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from pendopo.channels.plans.actions import contributing, drafting, planning, staging
from pendopo.channels.plans.cycles import STAGES
from pendopo.channels.plans.models import Plan
from tests.core.hall import person

OPEN = {"code": "CTH2", "title": "Rencana aksi kedua", "title_en": "Second plan", "start": "2027", "end": "2028-12",
        "level": "local"}


def dates(first=date(2026, 8, 1)):
    """Four weeks a stage from that day on."""
    return {name: (first + timedelta(days=28 * place), first + timedelta(days=28 * place + 27))
            for place, name in enumerate(STAGES)}


def opened(town, **changes):
    """The plan as its keeper opens it."""
    return planning.open_plan(actor=town.editor(), told=OPEN | {"owner": town.bappeda, "monitor": town.body} | changes)


def asking(town):
    """Open for contributions, with a timetable and two themes."""
    plan, editor = opened(town), town.editor()
    staging.set_timeline(actor=editor, plan=plan, dates=dates())
    for title in ("Kesehatan", "Desa"):
        staging.add_theme(actor=editor, plan=plan, title=title)
    return staging.advance(actor=editor, plan=plan, move="open_proposals")


def said(plan, text="Terbitkan jadwal dokter setiap puskesmas.", actor=None, **more):
    return contributing.contribute(actor=actor, plan=plan, saying=contributing.Saying(text, **more))


def drafted(town, plan, **changes):
    """A draft that can be checked: one milestone with something to show and two days."""
    one = drafting.draft_commitment(actor=town.editor(), plan=plan, lead=town.diskominfo, partners=[town.forum], told={
        "title": "Jadwal puskesmas terbuka", "problem": "Warga menunggu.\n\nTanpa kabar.", "action": "Jadwal terbit.",
        "start": "2027-01", "end": "2028-06"} | changes)
    drafting.set_milestone(actor=town.editor(), commitment=one, told={
        "title": "Jadwal 12 puskesmas terbit", "deliverable": "Halaman jadwal.", "start": "2027-02", "due": "2027-06",
        "weight": 2})
    return one


def answered(town, plan, contribution, **changes):
    return contributing.answer_contribution(actor=town.editor(), contribution=contribution, **{
        "outcome": "taken", "text": "Masuk ke komitmen 1.", "commitments": []} | changes)


def decree():
    return staging.Decree("Keputusan Bupati 12 Tahun 2026", timezone.localdate(), "https://contoh.example/sk")


def adopted(town):
    """All the way to adoption, with one contribution answered."""
    plan, editor = asking(town), town.editor()
    contribution = said(plan).contribution
    staging.advance(actor=editor, plan=plan, move="start_drafting")
    one = drafted(town, plan)
    answered(town, plan, contribution, commitments=[one])
    staging.advance(actor=editor, plan=plan, move="publish_responses")
    staging.adopt(actor=editor, plan=plan, decree=decree())
    return Plan.objects.get(pk=plan.pk)


def resident():
    return person("Sari Contoh")


def lacking(do, *args, **told):
    """The step is refused, nothing of it stays, and these are the things that it lacks."""
    with pytest.raises(staging.Incomplete) as caught, transaction.atomic():
        do(*args, **told)
    return caught.value.gaps
