"""The numbers at the head of the log of moderation, kept day by day."""
from django.urls import reverse
from django.utils.translation import gettext

from pendopo.core.records.figures import WHOLE, Source
from pendopo.core.voices import queries


def label(key: str) -> str:
    return {"hidden": gettext("Hidden in thirty days"), "kept": gettext("Kept"),
            "restored": gettext("Shown again after an objection")}[key]


KEPT = [Source("moderasi", lambda: [WHOLE], lambda subject: queries.lately(), lambda subject: gettext("Moderation log"),
               label, lambda subject: reverse("voices:log"))]
