from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_KEPT = "store_id, name, digest, hint, may_write, created_at, revoked_at"


def take_over(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of a database from before, whose tokens stand in a table of the API's own: they go on."""
    connection = schema_editor.connection
    if "api_apitoken" not in connection.introspection.table_names():
        return
    schema_editor.execute(
        f"INSERT INTO tokens_apitoken ({_KEPT}, made_by) "  # noqa: S608  # names of columns
        f"SELECT {_KEPT}, '' FROM api_apitoken ORDER BY id"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("tokens", "0001_tables"),
    ]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
