"""What the database itself refuses: to change what is issued, or to issue what does not add up.

SQLite rebuilds a table that a migration alters, and a rebuilt table has lost its triggers: such
a migration runs `remove` first and `install` last. Deletes have no trigger in SQLite, because a
test run empties its tables with DELETE; there the models refuse, in PostgreSQL the database too.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from tamio.commerce.invoices import triggers_postgresql, triggers_sqlite

_BY_VENDOR = {"sqlite": triggers_sqlite, "postgresql": triggers_postgresql}


def install(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython. Raises KeyError on a database that there are no triggers for."""
    for statement in _BY_VENDOR[schema_editor.connection.vendor].INSTALL:
        schema_editor.execute(statement, params=None)


def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For RunPython: the way back."""
    for statement in _BY_VENDOR[schema_editor.connection.vendor].REMOVE:
        schema_editor.execute(statement, params=None)
