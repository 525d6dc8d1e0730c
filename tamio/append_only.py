"""Tables whose rows the database itself keeps as they were written.

A row may be changed once, when what is personal in it is erased: `erased_at` is set, no earlier
than seven years after the row's own time `at` (bokföringslagen 7 kap. 2 §), and every column in
`kept` stays. Rows are not deleted; SQLite has no trigger for that, because a test run empties its
tables with DELETE. There the models refuse, in PostgreSQL the database too.

SQLite rebuilds a table that a migration alters, and a rebuilt table has lost its triggers: such a
migration ends with `keep` of that table again.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunPython


def keep(*, table: str, kept: Sequence[str]) -> Operation:
    """For a migration's operations. Raises KeyError on a database there is no trigger for."""

    def install(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        for statement in (*_REMOVE[vendor], *_INSTALL[vendor]):
            schema_editor.execute(_for(statement, table, kept, vendor), params=None)

    def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        vendor = schema_editor.connection.vendor
        for statement in _REMOVE[vendor]:
            schema_editor.execute(_for(statement, table, kept, vendor), params=None)

    return RunPython(install, remove)


def _for(statement: str, table: str, kept: Sequence[str], vendor: str) -> str:
    same = {"sqlite": "OLD.{0} IS NEW.{0}", "postgresql": "OLD.{0} IS NOT DISTINCT FROM NEW.{0}"}
    unchanged = " AND ".join(same[vendor].format(f'"{column}"') for column in ("at", *kept))
    return statement.format(table=table, unchanged=unchanged)


_INSTALL = {
    "sqlite": (
        """
        CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table}
        WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL
              AND datetime(OLD.at) <= datetime(NEW.erased_at, '-7 years')
              AND {unchanged}) IS NOT 1
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """,
    ),
    "postgresql": (
        """
        CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' AND (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL
                    AND OLD.at <= NEW.erased_at - interval '7 years'
                    AND {unchanged}) IS TRUE THEN
                RETURN NEW;
            END IF;
            RAISE integrity_constraint_violation USING MESSAGE = '{table} is append-only';
        END $$
        """,
        """
        CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()
        """,
    ),
}
_REMOVE = {
    "sqlite": ("DROP TRIGGER IF EXISTS {table}_is_kept",),
    "postgresql": (
        "DROP TRIGGER IF EXISTS {table}_is_kept ON {table}",
        "DROP FUNCTION IF EXISTS {table}_is_kept()",
    ),
}
