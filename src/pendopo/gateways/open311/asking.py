"""What a new report is asked for beyond the words of the standard: its kind, its two flags, the day it happened."""
from django.utils.translation import gettext

from pendopo.analysis import open311
from pendopo.channels.reports.words import CLASSES

KIND, ANONYMOUS, SECRET, DAY = "klasifikasi", "anonim", "rahasia", "tanggal"
YES, NO = "ya", "tidak"


def definition(code: str) -> open311.Definition:
    """The same for every matter."""
    choice = (open311.Choice(NO, gettext("No")), open311.Choice(YES, gettext("Yes")))
    kinds = tuple(open311.Choice(name, str(label)) for name, label in CLASSES.items())
    return open311.Definition(code, (
        open311.Attribute(KIND, "singlevaluelist", gettext("What kind of report it is"), order=1, values=kinds),
        open311.Attribute(ANONYMOUS, "singlevaluelist", gettext("Should the office not learn the name?"), order=2,
                          values=choice),
        open311.Attribute(SECRET, "singlevaluelist", gettext(
            "Should only named officers read it? It is never published then, and never seen here."), order=3,
            values=choice),
        open311.Attribute(DAY, "datetime", gettext("When did it happen?"), order=4)))
