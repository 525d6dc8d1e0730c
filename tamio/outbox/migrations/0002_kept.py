from django.db import migrations

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_tables")]

    operations = [
        keep(table="outbox_deliveryevent", kept=["id", "delivery_id", "what"]),
    ]
