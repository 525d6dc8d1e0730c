"""Migrations that create whole tables, at a third of what Django's own take."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState


class Tables(Migration):
    """A migration of nothing but CreateModel.

    Django draws the classes of all tables that hang together anew after each operation, in case
    the next one asks for them, which takes a new database three times as long as creating its
    tables. Here they are drawn once all of the migration's operations are known.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,  # noqa: FBT001, FBT002  # Django's own signature
    ) -> ProjectState:
        project_state.__dict__.pop("apps", None)
        self.mutate_state(project_state, preserve=False)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state
