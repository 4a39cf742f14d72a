"""No table of this room has a key to a person."""
from pendopo.core.people.personal import Holding

HOLDINGS: list[Holding] = []
