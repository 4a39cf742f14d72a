from django.utils.translation import gettext_lazy as _

from pendopo.core.people.personal import Holding, one_of
from pendopo.core.records.kinds import spoken
from pendopo.core.voices.surveys.actions.erasure import release_namings, release_papers, release_surveys, untake
from pendopo.core.voices.surveys.models import Naming, Paper, Survey, Taken
from pendopo.core.voices.surveys.showing import SIDE
from pendopo.core.voices.surveys.workflow import WORKFLOW

READ = {"once": _("Waits for the second reading"), "differs": _("The two readings differ"), "done": _("Read twice")}
HOLDINGS = [
    Holding(Taken, "person", ("survey__code",), untake, title=_("Open surveys that you have answered (not what)")),
    Holding(Paper, "first_by", ("survey__code", "state"), release_papers, title=_("Paper forms that you keyed in"),
            words={"state": one_of(READ)}),
    Holding(Paper, "second_by", ("survey__code", "state"), release_papers,
            title=_("Paper forms that you keyed in the second time"),
            words={"state": one_of(READ)}),
    Holding(Naming, "facilitator", ("survey__code", "side"), release_namings,
            title=_("Surveys for which a side named you as facilitator"),
            words={"side": one_of(SIDE)}),
    Holding(Naming, "by", ("survey__code", "side"), release_namings,
            title=_("Surveys for which you named a facilitator"),
            words={"side": one_of(SIDE)}),
    Holding(Survey, "facilitator", ("code", "state"), release_surveys, title=_("Surveys that you facilitate"),
            words={"state": lambda name, row: spoken(WORKFLOW.state(name))}),
]
