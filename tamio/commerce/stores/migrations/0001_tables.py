from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import tamio.commerce.stores.models
import tamio.commerce.stores.numbers
from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("stores", "0001_initial"),
        ("stores", "0002_what_invoices_say"),
        ("stores", "0003_own_vat_rates"),
        ("stores", "0004_two_factor_required"),
    ]

    initial = True

    dependencies = [
        ("people", "0001_tables_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="Store",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("slug", models.SlugField(unique=True, verbose_name="address")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stores",
                        to="people.agency",
                    ),
                ),
                (
                    "organisation_number",
                    models.CharField(
                        max_length=13,
                        validators=[tamio.commerce.stores.numbers.validate_organisation_number],
                        verbose_name="organisation number",
                    ),
                ),
                (
                    "vat_number",
                    models.CharField(blank=True, max_length=14, verbose_name="VAT number"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("line1", models.CharField(max_length=100, verbose_name="address")),
                ("postal_code", models.CharField(max_length=10, verbose_name="postal code")),
                ("city", models.CharField(max_length=50, verbose_name="city")),
                ("country", models.CharField(default="SE", max_length=2, verbose_name="country")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                ("website", models.URLField(blank=True, max_length=100, verbose_name="website")),
                ("seat", models.CharField(blank=True, max_length=50, verbose_name="seat")),
                (
                    "f_tax_approved",
                    models.BooleanField(default=False, verbose_name="approved for F-tax"),
                ),
                (
                    "our_reference",
                    models.CharField(blank=True, max_length=50, verbose_name="our reference"),
                ),
                (
                    "bankgiro",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[tamio.commerce.stores.numbers.validate_bankgiro],
                        verbose_name="bankgiro",
                    ),
                ),
                (
                    "plusgiro",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[tamio.commerce.stores.numbers.validate_plusgiro],
                        verbose_name="plusgiro",
                    ),
                ),
                (
                    "swish",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[tamio.commerce.stores.numbers.validate_swish],
                        verbose_name="Swish number",
                    ),
                ),
                (
                    "iban",
                    models.CharField(
                        blank=True,
                        max_length=34,
                        validators=[tamio.commerce.stores.numbers.validate_iban],
                        verbose_name="IBAN",
                    ),
                ),
                (
                    "bic",
                    models.CharField(
                        blank=True,
                        max_length=11,
                        validators=[tamio.commerce.stores.numbers.validate_bic],
                        verbose_name="BIC",
                    ),
                ),
                (
                    "ocr_kind",
                    models.CharField(
                        choices=[
                            ("length", "length digit and check digit"),
                            ("check", "check digit only"),
                        ],
                        default="length",
                        max_length=6,
                        verbose_name="OCR number with",
                    ),
                ),
                (
                    "payment_terms_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[django.core.validators.MaxValueValidator(90)],
                        verbose_name="payment terms, days",
                    ),
                ),
                (
                    "reminder_fee",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.01")),
                            django.core.validators.MaxValueValidator(Decimal("60")),
                        ],
                        verbose_name="reminder fee, SEK",
                    ),
                ),
                (
                    "late_payment_text",
                    models.CharField(blank=True, max_length=200, verbose_name="if paid late"),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("SEK", "SEK"),
                            ("EUR", "EUR"),
                            ("USD", "USD"),
                            ("NOK", "NOK"),
                            ("DKK", "DKK"),
                            ("GBP", "GBP"),
                        ],
                        default="SEK",
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "prices_include_vat",
                    models.BooleanField(default=True, verbose_name="prices include VAT"),
                ),
                (
                    "sells_to",
                    models.CharField(
                        choices=[
                            ("home", "My own country"),
                            ("eu", "The EU"),
                            ("world", "The whole world"),
                        ],
                        default="world",
                        max_length=5,
                        verbose_name="sells to",
                    ),
                ),
                (
                    "kept_at_rate_change",
                    models.CharField(
                        choices=[
                            ("gross", "The price with VAT: the shopper pays the same"),
                            ("net", "The price without VAT: the shopper pays the new VAT"),
                        ],
                        default="gross",
                        max_length=5,
                        verbose_name="when a VAT rate changes, keep",
                    ),
                ),
                (
                    "oss_from_date",
                    models.DateField(blank=True, null=True, verbose_name="sells under OSS from"),
                ),
                (
                    "unanswered_vat_numbers",
                    models.CharField(
                        choices=[
                            ("charge", "Charge VAT"),
                            ("trust", "Trust the number, and sell without VAT"),
                        ],
                        default="charge",
                        max_length=6,
                        verbose_name="VAT number without an answer",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Stockholm", max_length=40, verbose_name="time zone"
                    ),
                ),
                (
                    "requires_two_factor",
                    models.BooleanField(default=False, verbose_name="two-factor sign-in required"),
                ),
                ("tagline", models.CharField(blank=True, max_length=120, verbose_name="tagline")),
                (
                    "accent",
                    models.CharField(
                        default="#1f4d3f",
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^#[0-9a-fA-F]{6}$", "Write a colour such as #1f4d3f."
                            )
                        ],
                        verbose_name="accent colour",
                    ),
                ),
                (
                    "reference_code",
                    models.CharField(
                        default=tamio.commerce.stores.models.new_reference_code,
                        editable=False,
                        max_length=8,
                        unique=True,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reminder_fee", None),
                            models.Q(("reminder_fee__gt", 0), ("reminder_fee__lte", Decimal("60"))),
                            _connector="OR",
                        ),
                        name="a_reminder_fee_is_within_the_law",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRate",
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
                        related_name="exchange_rates",
                        to="stores.store",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("EUR", "EUR"),
                            ("USD", "USD"),
                            ("NOK", "NOK"),
                            ("DKK", "DKK"),
                            ("GBP", "GBP"),
                        ],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                ("rate_date", models.DateField(verbose_name="from the day")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=6,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.000001"))],
                        verbose_name="SEK for one",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "currency", "rate_date"), name="one_rate_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0)), name="a_rate_is_above_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnVatRate",
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
                        related_name="own_vat_rates",
                        to="stores.store",
                    ),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("vat_class", models.CharField(max_length=10, verbose_name="VAT class")),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(50),
                        ],
                        verbose_name="rate",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("reason", models.CharField(max_length=200, verbose_name="source")),
            ],
            options={
                "ordering": ["country", "vat_class", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "country", "vat_class", "valid_from"),
                        name="one_own_vat_rate_a_day",
                        violation_error_message="There is a rate from that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__gte", 0), ("rate__lte", 50)),
                        name="own_vat_rate_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="own_vat_rate_begins_before_it_ends",
                        violation_error_message="The last day is before the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
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
                        related_name="number_series",
                        to="stores.store",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("next_number", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name_plural": "number series",
                "constraints": [
                    models.UniqueConstraint(fields=("store", "kind"), name="one_series_a_kind")
                ],
            },
        ),
    ]
