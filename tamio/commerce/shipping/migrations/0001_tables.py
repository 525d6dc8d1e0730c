from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [("shipping", "0001_initial")]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ShippingZone",
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
                        related_name="shipping_zones",
                        to="stores.store",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("is_rest", models.BooleanField(default=False, verbose_name="all other countries")),
            ],
            options={
                "ordering": ["is_rest", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_rest", True)),
                        fields=("store",),
                        name="one_zone_for_the_rest",
                        violation_error_message="Another zone is for all other countries already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ZoneCountry",
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
                        related_name="+",
                        to="stores.store",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="countries",
                        to="shipping.shippingzone",
                    ),
                ),
                ("country", models.CharField(max_length=2)),
            ],
            options={
                "ordering": ["country"],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "country"), name="one_zone_a_country")
                ],
            },
        ),
        migrations.CreateModel(
            name="ShippingMethod",
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
                        related_name="shipping_methods",
                        to="stores.store",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="methods",
                        to="shipping.shippingzone",
                        verbose_name="zone",
                    ),
                ),
                ("name_sv", models.CharField(max_length=100, verbose_name="name in Swedish")),
                ("name_en", models.CharField(max_length=100, verbose_name="name in English")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("fixed", "Fixed price"),
                            ("weight", "By weight, in grams"),
                            ("sum", "By what the goods cost"),
                        ],
                        default="fixed",
                        max_length=6,
                        verbose_name="price",
                    ),
                ),
                (
                    "free_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="free from",
                    ),
                ),
                (
                    "most",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="at most",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                ("active", models.BooleanField(default=True, verbose_name="offered")),
            ],
            options={
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ShippingStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "method",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="shipping.shippingmethod",
                    ),
                ),
                ("start", models.DecimalField(decimal_places=2, max_digits=12)),
                ("price", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "ordering": ["start"],
                "constraints": [
                    models.UniqueConstraint(fields=("method", "start"), name="one_step_a_start"),
                    models.CheckConstraint(
                        condition=models.Q(("start__gte", 0), ("price__gte", 0)),
                        name="shipping_is_not_negative",
                    ),
                ],
            },
        ),
    ]
