from django.db import migrations

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [("fortnox", "0001_tables")]

    operations = [
        keep(
            table="fortnox_exchangerecord",
            kept=["id", "store_id", "delivery_id", "method", "status", "duration_ms", "request_id"],
        ),
    ]
