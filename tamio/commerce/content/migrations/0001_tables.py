import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import tamio.commerce.content.domains
from tamio.tables import Tables


class Migration(Tables):
    replaces = [("content", "0001_shopfronts_and_pages")]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shopfront",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "store",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shopfront",
                        to="stores.store",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[("calm", "Calm"), ("magazine", "Magazine"), ("market", "Market")],
                        default="calm",
                        max_length=10,
                        verbose_name="theme",
                    ),
                ),
                ("logo_digest", models.CharField(blank=True, max_length=32)),
                ("logo_kind", models.CharField(blank=True, max_length=3)),
                ("logo_width", models.PositiveSmallIntegerField(default=0)),
                ("logo_height", models.PositiveSmallIntegerField(default=0)),
                (
                    "domain",
                    models.CharField(
                        blank=True,
                        error_messages={"unique": "Another shop already has this domain."},
                        max_length=253,
                        null=True,
                        unique=True,
                        validators=[tamio.commerce.content.domains.validate_domain],
                        verbose_name="own domain",
                    ),
                ),
                (
                    "leads",
                    models.BooleanField(default=False, verbose_name="send all visitors there"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Page",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pages",
                        to="stores.store",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("about", "About us"),
                            ("terms", "Terms of purchase"),
                            ("returns", "Returns and withdrawal"),
                            ("privacy", "Privacy and cookies"),
                            ("accessibility", "Accessibility"),
                            ("own", "A page of your own"),
                        ],
                        default="own",
                        max_length=13,
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use small letters a to z, digits and hyphens.",
                            )
                        ],
                        verbose_name="address",
                    ),
                ),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=80, verbose_name="title in Swedish"),
                ),
                (
                    "text_sv",
                    models.TextField(blank=True, max_length=60000, verbose_name="text in Swedish"),
                ),
                (
                    "title_en",
                    models.CharField(blank=True, max_length=80, verbose_name="title in English"),
                ),
                (
                    "text_en",
                    models.TextField(blank=True, max_length=60000, verbose_name="text in English"),
                ),
                ("active", models.BooleanField(default=True, verbose_name="shown in the shop")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "slug"), name="one_page_a_slug")
                ],
            },
        ),
    ]
