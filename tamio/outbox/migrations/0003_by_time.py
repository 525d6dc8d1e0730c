from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_kept"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["store", "destination", "recorded_at", "id"], name="outbox_store_by_time"
            ),
        ),
    ]
