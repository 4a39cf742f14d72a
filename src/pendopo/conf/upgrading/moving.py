"""The part that the new version does in its own process: tables moved step by step, then a look at what is there."""
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from pendopo.conf.totals import totals
from pendopo.core.ledger import tlog
from pendopo.core.ledger.actions import continues
from pendopo.core.ledger.queries import origin
from pendopo.kit.ui.figures import number

Say = Callable[[str], Any]


class NotStanding(Exception):
    """The signed tree is no longer the beginning of what lies in the database."""


def pending() -> list[str]:
    """Steps that this version still has to do, in order: `app 0001_name`."""
    executor = MigrationExecutor(connection)
    return [f"{one.app_label} {one.name}" for one, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def unknown(done: Iterable[str]) -> list[str]:
    """Steps that were done to a database and that this version does not know: it is older than the database."""
    loader = MigrationExecutor(connection).loader
    known = set(loader.disk_migrations) | {pair for one in loader.disk_migrations.values() for pair in one.replaces}
    homes = {app.label for app in apps.get_app_configs() if app.name.startswith("pendopo.")}
    pairs = [(app, name) for app, _blank, name in (one.partition(" ") for one in done)]
    return sorted(f"{app} {name}" for app, name in pairs if app in homes and (app, name) not in known)


class Steps(migrate.Command):
    """Django's migrate, which says after each step what it was, how many rows it concerned and how long it took. Django
    runs it without translations; what is said is for whoever began the upgrade."""

    def __init__(self, say: Say, many: int) -> None:
        super().__init__()
        self.say, self.many, self.done, self.at, self.began, self.rows = say, many, 0, "", 0.0, 0
        self.language = get_language() or settings.LANGUAGE_CODE

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            self.at, self.began = f"{migration.app_label} {migration.name}", time.monotonic()
            self.rows = rows(migration)
        elif action == "apply_success":
            self.done += 1
            with override(self.language):
                self.say(_("  step %(done)d of %(many)d: %(name)s, %(rows)s rows (%(seconds).1f s)") % {
                    "done": self.done, "many": self.many, "name": self.at, "rows": number(self.rows),
                    "seconds": time.monotonic() - self.began})


def rows(migration: Migration) -> int:
    """How many rows lie in the tables that this step changes, as far as they are there already."""
    names = {getattr(one, "model_name", None) or getattr(one, "name", "") for one in migration.operations}
    here = {model._meta.model_name: model._meta.db_table for model in apps.get_app_config(
        migration.app_label).get_models(include_auto_created=True)}
    there = set(connection.introspection.table_names())
    tables = {here[name.lower()] for name in names if isinstance(name, str) and name.lower() in here} & there
    found = 0
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")    # noqa: S608 - our own names
            found += int(cursor.fetchone()[0])
    return found


def move(say: Say) -> dict[str, Any]:
    """Every step, then totals. What went wrong stands in the answer; nothing is undone here."""
    steps = Steps(say, len(pending()))
    try:
        if steps.many:
            call_command(steps, verbosity=0, interactive=False)
        steps.at = _("the ledger")
        stands()
    except Exception as error:
        first = (str(error).splitlines() or [""])[0]
        say(_("  step %(name)s went wrong: %(why)s") % {"name": steps.at, "why": f"{type(error).__name__}: {first}"})
        return {"failed": steps.at, "why": type(error).__name__, "steps": steps.done}
    return {"totals": totals(), "steps": steps.done}


def stands() -> None:
    """Do the lines still begin with the tree that was signed last? Raises NotStanding."""
    last = tlog.remembered(origin()) if (Path(settings.KEYS_ROOT) / tlog.REMEMBERED).exists() else None
    if last is not None and not continues(last):
        raise NotStanding(f"{last.size}")
