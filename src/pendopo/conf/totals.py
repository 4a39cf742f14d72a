"""What a new version may not change: how many records of each kind there are, who is known, what was said, and every
line of the ledger. Counted by the names of tables, so that an older and a newer version can both count."""
import hashlib
from collections.abc import Mapping

from django.db import connection

TABLES = ("ledger_line", "records_event", "records_link", "records_attachment", "people_person", "people_organisation",
          "people_membership", "people_receipt", "voices_comment", "voices_support", "voices_follow",
          "files_storedfile", "seal_datakey")
RECORDS, ENTRIES = "records", "ledger entries"


def totals() -> dict[str, int | str]:
    """By name; `records KIND` one by one, and one fingerprint over all lines of the ledger in the order they came."""
    there = set(connection.introspection.table_names())
    found: dict[str, int | str] = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            if table in there:
                cursor.execute(f"SELECT count(*) FROM {table}")                       # noqa: S608 - our own names
                found[table] = int(cursor.fetchone()[0])
        if "records_record" in there:
            cursor.execute("SELECT kind, count(*) FROM records_record GROUP BY kind ORDER BY kind")
            found |= {f"{RECORDS} {kind}": int(count) for kind, count in cursor.fetchall()}
    if "ledger_line" in there:
        found[ENTRIES] = fingerprint()
    return found


def written_now() -> int:
    """Lines of the ledger, whatever version the tables are of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_line")
        return int(cursor.fetchone()[0])


def fingerprint() -> str:
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry FROM ledger_line ORDER BY id")
        while rows := cursor.fetchmany(20_000):
            for (entry,) in rows:
                digest.update(bytes(entry))
    return digest.hexdigest()


def records(found: Mapping[str, int | str]) -> int:
    return sum(count for name, count in found.items() if name.startswith(f"{RECORDS} ") and isinstance(count, int))


def lines(found: Mapping[str, int | str]) -> int:
    count = found.get("ledger_line", 0)
    return count if isinstance(count, int) else 0


def differences(before: Mapping[str, int | str], after: Mapping[str, int | str]) -> list[str]:
    """Names of what is not the same any more. What a version counts that the other did not know is no difference."""
    return [name for name, count in before.items() if after.get(name) != count]
