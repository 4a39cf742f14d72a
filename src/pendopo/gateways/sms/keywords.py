"""The keyword table of the city, exchanged as a whole."""
import re
from collections.abc import Iterable

from pendopo.gateways.sms.models import Keyword
from pendopo.gateways.sms.understanding import ANONYMOUS, HELP, SECRET, START, STATUS, STOP
from pendopo.kit.regions.models import Region
from pendopo.kit.whole import whole

TAKEN = HELP | STOP | START | STATUS | SECRET | ANONYMOUS | {"LAP", "YA", "TIDAK", "YES", "NO", "BUKAN", "WRONG"}


def put(rows: Iterable[tuple[str, str]]) -> int:
    """(word, code of a region or nothing). ValueError names a word or region that cannot be."""
    fresh: dict[str, str | None] = {}
    for word, region in rows:
        word = word.strip().upper()
        if not re.fullmatch(r"\w{2,30}", word) or word in TAKEN:
            raise ValueError(f"{word!r} cannot be a keyword")
        fresh[word] = region.strip() or None
    codes = {code for code in fresh.values() if code}
    unknown = codes - set(Region.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown:
        raise ValueError(f"no such region: {', '.join(sorted(unknown))}")
    with whole():
        Keyword.objects.all().delete()
        Keyword.objects.bulk_create(Keyword(word=word, region_id=code) for word, code in fresh.items())
    return len(fresh)
