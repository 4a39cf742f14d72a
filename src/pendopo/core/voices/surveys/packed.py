"""What this room reads of the country pack: `pendopo check` asks each reader, which raises Malformed."""
from collections.abc import Callable

from pendopo.core.voices.surveys.instrument import sound

PACKED: list[Callable[[], object]] = [sound]
