import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [
        ("fortnox", "0005_credits"),
        ("outbox", "0004_events_are_kept"),
        ("stores", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlertChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wanted", models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name="AlertSent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("troubles", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="AlertSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "backlog_hours",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="tell when a sale has waited for",
                    ),
                ),
                (
                    "every_hours",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="at most one e-mail per person in",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "alert settings",
            },
        ),
        migrations.AddField(
            model_name="exchangerecord",
            name="erased_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="exchangerecord",
            index=models.Index(fields=["store", "-at", "-id"], name="fortnox_exchange_by_time"),
        ),
        migrations.AddField(
            model_name="alertchoice",
            name="store",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fortnox_alert_choices",
                to="stores.store",
            ),
        ),
        migrations.AddField(
            model_name="alertchoice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fortnox_alert_choices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="alertsent",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fortnox_alert_sent",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="alertsettings",
            name="store",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fortnox_alerts",
                to="stores.store",
            ),
        ),
        migrations.AddConstraint(
            model_name="alertchoice",
            constraint=models.UniqueConstraint(
                fields=("store", "user"), name="one_alert_choice_a_person"
            ),
        ),
        keep(
            table="fortnox_exchangerecord",
            kept=["id", "store_id", "delivery_id", "method", "status", "duration_ms", "request_id"],
        ),
    ]
