from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding
from pendopo.core.voices.surveys.actions.erasure import release_namings, release_papers, release_surveys, untake
from pendopo.core.voices.surveys.models import Naming, Paper, Survey, Taken

HOLDINGS = [
    Holding(Taken, "person", ("survey__code",), untake, title=_("Open surveys that you have answered (not what)")),
    Holding(Paper, "first_by", ("survey__code", "state"), release_papers, title=_("Paper forms that you keyed in")),
    Holding(Paper, "second_by", ("survey__code", "state"), release_papers,
            title=_("Paper forms that you keyed in the second time")),
    Holding(Naming, "facilitator", ("survey__code", "side"), release_namings,
            title=_("Surveys for which a side named you as facilitator")),
    Holding(Naming, "by", ("survey__code", "side"), release_namings,
            title=_("Surveys for which you named a facilitator")),
    Holding(Survey, "facilitator", ("code", "state"), release_surveys, title=_("Surveys that you facilitate")),
]
