"""Django's own command, with a short way into an empty database: a first start and every test wait for it.

Each step of a migration draws all models anew that are tied to what it changes, and ours are tied together: 94 steps
took 23 s of processor time to end at the tables that the models describe. An empty database gets these tables at once
(2 s). tests/test_migrations.py holds the two ways against each other.
"""
from typing import Any, cast

from django.apps import apps
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython
from django.utils.translation import gettext as _

OTHER_WORK = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune", "walk")


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--walk", action="store_true", help=_("Go through every step, in an empty database too."))

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        connection.prepare_database()
        if not any(options[name] for name in OTHER_WORK) and not connection.introspection.table_names():
            build(connection)
        super().handle(*args, **options)


def build(connection: BaseDatabaseWrapper) -> None:
    """The tables of all models in one transaction, and on record as if every migration had made its part of them.

    What models cannot say (an index over words, an order of letters) stands in a migration of ours as RunPython and is
    done here too. One that only moves rows is `elidable`, as Django calls it: there is nothing to move.
    """
    executor = MigrationExecutor(connection)
    steps = [step for step, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.app_label in executor.loader.migrated_apps and model._meta.can_migrate(connection):
                editor.create_model(model)
        for operation in (one for step in steps if step.__module__.startswith("pendopo.") for one in step.operations):
            if isinstance(operation, RunPython) and not operation.elidable:
                operation.code(cast(Any, apps), editor)          # the models of today, not those of that step
        executor.recorder.ensure_schema()
        for step in steps:
            executor.recorder.record_applied(step.app_label, step.name)
