from datetime import UTC, datetime

from pendopo.kit.files.queries import strays
from pendopo.kit.work.keeping import Ageing


def unfinished() -> datetime | None:
    first = next(strays(datetime.now(UTC)), None)
    return datetime.fromtimestamp(first[0], UTC) if first else None


AGEING = [Ageing("uploads", unfinished)]
