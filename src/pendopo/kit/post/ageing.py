from datetime import UTC, datetime

from django.db.models import Min

from pendopo.kit.post import papers
from pendopo.kit.post.models import Letter
from pendopo.kit.work.keeping import Ageing


def words() -> datetime | None:
    """Rows that still have an address, and files; what waits to be carried is not done with."""
    row = Letter.objects.filter(next_try=None).exclude(to="").aggregate(Min("made"))["made__min"]
    files = (datetime.fromtimestamp(path.stat().st_mtime, UTC) for path in papers.lying())
    return min((moment for moment in (row, *files) if moment), default=None)


def facts() -> datetime | None:
    found: datetime | None = Letter.objects.filter(next_try=None).aggregate(Min("made"))["made__min"]
    return found


AGEING = [Ageing("letters", words), Ageing("letter-facts", facts)]
