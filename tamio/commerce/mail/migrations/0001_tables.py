import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [("mail", "0001_messages"), ("mail", "0002_enclosures")]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="stores.store",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("recipient", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("enclosures", models.JSONField(blank=True, default=list)),
                ("identity", models.CharField(max_length=100, unique=True)),
                ("queued_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["store", "-id"], name="mail_store_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject", ""), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            models.Q(("recipient", ""), _negated=True),
                        ),
                        name="mail_message_says_something",
                    )
                ],
            },
        ),
    ]
