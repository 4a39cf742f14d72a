"""The public figures of all published reports, kept day by day; what is too small to be told is not kept either."""
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.channels.reports.queries.figures import FEWEST, figures
from pendopo.channels.reports.queries.lists import listed
from pendopo.core.records.figures import Numbers, Source


def count(subject: str) -> Numbers:
    told = figures(listed())
    found = {"reports": told.count, "open": told.open, "late": told.late, "solved": told.solved}
    return {name: value for name, value in found.items() if value == 0 or value >= FEWEST}


def label(key: str) -> str:
    return {"reports": gettext("Published reports"), "open": gettext("Still open"), "late": gettext("Past their day"),
            "solved": gettext("Solved, says the reporter")}[key]


KEPT = [Source("laporan", lambda: [""], count, lambda subject: gettext("Reports"), label,
               lambda subject: reverse("reports:figures"),
               {"open": "reports", "late": "reports", "solved": "reports"})]
