from django.db import migrations, models

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_openings_of_lanes"),
    ]

    operations = [
        migrations.AddField(
            model_name="deliveryevent",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="deliveryevent",
            index=models.Index(fields=["-at", "-id"], name="outbox_event_by_time"),
        ),
        keep(table="outbox_deliveryevent", kept=["id", "delivery_id", "what"]),
    ]
