import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("invoices", "0001_initial"),
        ("invoices", "0002_amounts_compared_in_ore"),
        ("invoices", "0003_room_for_foreign_numbers"),
        ("invoices", "0004_issued_is_final"),
        ("invoices", "0005_lines_of_every_kind_and_credit_notes"),
        ("invoices", "0006_credit_references_and_delivery"),
        ("invoices", "0007_exchange_rates_and_references"),
        ("invoices", "0008_where_vat_is_due"),
        ("invoices", "0009_variants"),
        ("invoices", "0010_sold_by_renewal"),
        ("invoices", "0011_gift_cards"),
    ]

    initial = True

    dependencies = [
        ("catalogue", "0001_tables"),
        ("customers", "0001_tables"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invoice",
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
                        related_name="invoices",
                        to="stores.store",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="customers.customer",
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(null=True, verbose_name="invoice number"),
                ),
                ("external_reference", models.CharField(max_length=80, null=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("storefront", "Shop"),
                            ("api", "API"),
                            ("test_sale", "Test sale"),
                            ("renewal", "Renewal"),
                        ],
                        max_length=12,
                    ),
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
                        max_length=3,
                    ),
                ),
                ("prices_include_vat", models.BooleanField()),
                ("issued_at", models.DateTimeField(null=True)),
                ("invoice_date", models.DateField(null=True)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                ("exchange_rate", models.DecimalField(decimal_places=6, max_digits=12, null=True)),
                ("exchange_rate_date", models.DateField(null=True)),
                (
                    "buyer_type",
                    models.CharField(
                        choices=[("private", "Private person"), ("company", "Company")],
                        max_length=10,
                    ),
                ),
                ("buyer_name", models.CharField(max_length=200)),
                ("buyer_email", models.EmailField(max_length=254)),
                ("buyer_organisation_number", models.CharField(blank=True, max_length=30)),
                ("buyer_vat_number", models.CharField(blank=True, max_length=20)),
                ("buyer_reference", models.CharField(blank=True, max_length=50)),
                ("buyer_line1", models.CharField(max_length=200)),
                ("buyer_postal_code", models.CharField(max_length=10)),
                ("buyer_city", models.CharField(max_length=100)),
                ("buyer_country", models.CharField(max_length=2)),
                ("delivery_name", models.CharField(blank=True, max_length=200)),
                ("delivery_line1", models.CharField(blank=True, max_length=200)),
                ("delivery_postal_code", models.CharField(blank=True, max_length=10)),
                ("delivery_city", models.CharField(blank=True, max_length=100)),
                ("delivery_country", models.CharField(blank=True, max_length=2)),
                ("seller", models.JSONField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["store", "-number"], name="invoices_in_store_i_ded7c0_idx"
                    ),
                    models.Index(
                        fields=["store", "invoice_date"], name="invoices_in_store_i_a97f2e_idx"
                    ),
                    models.Index(
                        fields=["store", "buyer_country", "invoice_date"],
                        name="invoices_in_store_i_6215bb_idx",
                    ),
                    models.Index(
                        fields=["store", "delivery_country", "invoice_date"],
                        name="invoices_in_store_i_4273f3_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "number"), name="one_invoice_a_number"
                    ),
                    models.UniqueConstraint(
                        fields=("store", "external_reference"), name="one_invoice_a_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net"), "+", models.F("vat")
                                    ),
                                    2,
                                ),
                            )
                        ),
                        name="invoice_total_is_net_and_vat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("invoice_date__isnull", True),
                                ("issued_at__isnull", True),
                                ("number__isnull", True),
                            ),
                            models.Q(
                                ("invoice_date__isnull", False),
                                ("issued_at__isnull", False),
                                ("number__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_issued_invoice_has_number_and_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("exchange_rate", None), ("exchange_rate_date", None)),
                            models.Q(
                                ("exchange_rate__gt", 0), ("exchange_rate_date__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="an_exchange_rate_has_its_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="invoices.invoice",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("item", "Item"),
                            ("gift_card", "Gift card"),
                            ("shipping", "Shipping"),
                            ("fee", "Fee"),
                            ("discount", "Discount"),
                            ("rounding", "Öre rounding"),
                            ("text", "Text"),
                        ],
                        default="item",
                        max_length=10,
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.product",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.variant",
                    ),
                ),
                ("sku", models.CharField(blank=True, max_length=50)),
                ("description", models.CharField(max_length=200)),
                (
                    "item_type",
                    models.CharField(
                        choices=[
                            ("physical", "Physical product"),
                            ("service", "Service"),
                            ("digital", "Digital product"),
                            ("gift_card", "Gift card"),
                        ],
                        max_length=10,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=12)),
                ("unit", models.CharField(max_length=10)),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=14)),
                ("discount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                (
                    "discount_percent",
                    models.DecimalField(decimal_places=2, max_digits=5, null=True),
                ),
                ("period_start", models.DateField(null=True)),
                ("period_end", models.DateField(null=True)),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                (
                    "vat_treatment",
                    models.CharField(
                        choices=[
                            ("domestic", "domestic"),
                            ("eu_business", "eu_business"),
                            ("eu_consumer", "eu_consumer"),
                            ("oss", "oss"),
                            ("export", "export"),
                        ],
                        max_length=12,
                    ),
                ),
                ("vat_country", models.CharField(blank=True, default="", max_length=2)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "ordering": ["invoice", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invoice", "position"), name="one_line_a_position"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gross",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net"), "+", models.F("vat")
                                    ),
                                    2,
                                ),
                            )
                        ),
                        name="line_gross_is_net_and_vat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("period_end", None), ("period_start", None)),
                            ("period_start__lt", models.F("period_end")),
                            _connector="OR",
                        ),
                        name="a_line_has_a_whole_period_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "text"), _negated=True),
                            models.Q(("gross", 0), ("net", 0)),
                            _connector="OR",
                        ),
                        name="a_text_costs_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditNote",
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
                        related_name="credit_notes",
                        to="stores.store",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(null=True, verbose_name="credit note number"),
                ),
                ("issued_at", models.DateTimeField(null=True)),
                ("credit_date", models.DateField(null=True)),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("issued_by", models.CharField(max_length=254)),
                ("external_reference", models.CharField(max_length=80, null=True)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["store", "-number"], name="invoices_cr_store_i_509225_idx"
                    ),
                    models.Index(
                        fields=["store", "credit_date"], name="invoices_cr_store_i_cdd274_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "number"), name="one_credit_note_a_number"
                    ),
                    models.UniqueConstraint(
                        fields=("invoice", "external_reference"), name="one_credit_note_a_reference"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net"), "+", models.F("vat")
                                    ),
                                    2,
                                ),
                            )
                        ),
                        name="credit_note_total_is_net_and_vat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credit_date", None), ("issued_at", None), ("number", None)),
                            models.Q(
                                ("issued_at__isnull", False),
                                ("credit_date__isnull", False),
                                ("number__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="an_issued_credit_note_has_number_and_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditNoteLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "credit_note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="invoices.creditnote",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credits",
                        to="invoices.invoiceline",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "ordering": ["credit_note", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("credit_note", "position"), name="one_credit_line_a_position"
                    ),
                    models.UniqueConstraint(
                        fields=("credit_note", "line"), name="a_credit_note_takes_a_line_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "gross",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net"), "+", models.F("vat")
                                    ),
                                    2,
                                ),
                            )
                        ),
                        name="credit_line_gross_is_net_and_vat",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gross", 0), _negated=True),
                        name="a_credit_line_takes_back_something",
                    ),
                ],
            },
        ),
    ]
