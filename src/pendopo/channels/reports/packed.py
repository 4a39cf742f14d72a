"""What this room reads of the country pack: `pendopo check` asks each reader, which raises Malformed."""
from collections.abc import Callable

from pendopo.channels.reports.packs import SUPERVISOR, categories, supervisor, voice

PACKED: list[Callable[[], object]] = [lambda: supervisor(SUPERVISOR), lambda: list(categories()), voice]
