"""What this room reads of the country pack: `pendopo check` asks each reader, which raises Malformed."""
from collections.abc import Callable

from pendopo.core.places.demo import invented

PACKED: list[Callable[[], object]] = [invented]
