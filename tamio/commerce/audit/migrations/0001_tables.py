import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [("audit", "0001_changes"), ("audit", "0002_persons_erased")]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="stores.store",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("subject_name", models.CharField(blank=True, max_length=200)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("created", "Created"),
                            ("changed", "Changed"),
                            ("connected", "Connected"),
                            ("disconnected", "Disconnected"),
                            ("read", "Read anew"),
                            ("erased", "Erased"),
                        ],
                        max_length=20,
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=60)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["store", "-at", "-id"], name="audit_store_by_time")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "created",
                                    "changed",
                                    "connected",
                                    "disconnected",
                                    "read",
                                    "erased",
                                ],
                            )
                        ),
                        name="audit_change_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by", ""), _negated=True),
                        name="audit_change_has_author",
                    ),
                ],
            },
        ),
    ]
