"""What this room reads of the country pack: `pendopo check` asks each reader, which raises Malformed."""
from collections.abc import Callable

from pendopo.core.people.demo import ORGANISATIONS, PEOPLE, rows
from pendopo.core.people.roles import ROLES, SIDES
from pendopo.kit.country import ROW, Malformed, folder


def invented() -> None:
    """Organisations of the demo, and people with a role in one of them. Raises Malformed."""
    told = rows(*ORGANISATIONS)
    if not told or any(row["side"] not in SIDES or not row["slug"] for row in told):
        line = next((at for at, row in enumerate(told, 2) if row["side"] not in SIDES or not row["slug"]), 1)
        raise Malformed(folder("demo", ORGANISATIONS[0]), ROW, line=line)
    known = {row["slug"] for row in told}
    for line, row in enumerate(rows(*PEOPLE), 2):
        if not row["first"] or (row["role"] and (row["role"] not in ROLES or row["organisation"] not in known)):
            raise Malformed(folder("demo", PEOPLE[0]), ROW, line=line)


PACKED: list[Callable[[], object]] = [invented]
