from django.db import migrations, models

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [
        ("fortnox", "0003_doubt_about_cards"),
        ("outbox", "0004_events_are_kept"),
        ("stores", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="exchangerecord",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="exchangerecord",
            index=models.Index(fields=["store", "-at", "-id"], name="fortnox_exchange_by_time"),
        ),
        keep(
            table="fortnox_exchangerecord",
            kept=["id", "store_id", "delivery_id", "method", "status", "duration_ms", "request_id"],
        ),
    ]
