from django.db import migrations

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_tables")]

    operations = [
        keep(
            table="audit_change",
            kept=["id", "store_id", "subject_kind", "subject_id", "what", "field"],
        ),
    ]
