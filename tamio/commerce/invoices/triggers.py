"""What the database itself refuses: to change what is issued, or to issue what does not add up.

SQLite rebuilds a table that a migration alters, and a rebuilt table has lost its triggers: such
a migration runs `remove` first and `install` last. Deletes have no trigger in SQLite, because a
test run empties its tables with DELETE; there the models refuse, in PostgreSQL the database too.
"""

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tamio.commerce.invoices import (
    triggers_postgresql,
    triggers_postgresql_credits,
    triggers_sqlite,
    triggers_sqlite_credits,
)

_OF_INVOICES = {"sqlite": triggers_sqlite, "postgresql": triggers_postgresql}
_OF_CREDIT_NOTES = {"sqlite": triggers_sqlite_credits, "postgresql": triggers_postgresql_credits}


def install(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those of invoices. For RunPython. Raises KeyError on a database that there are none for."""
    _execute(_OF_INVOICES[schema_editor.connection.vendor].INSTALL, schema_editor)


def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython: the way back."""
    _execute(_OF_INVOICES[schema_editor.connection.vendor].REMOVE, schema_editor)


def install_for_credit_notes(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Those of credit notes. For RunPython."""
    _execute(_OF_CREDIT_NOTES[schema_editor.connection.vendor].INSTALL, schema_editor)


def remove_for_credit_notes(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython: the way back."""
    _execute(_OF_CREDIT_NOTES[schema_editor.connection.vendor].REMOVE, schema_editor)


def _execute(statements: Iterable[str], schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)
