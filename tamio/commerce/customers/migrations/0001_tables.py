import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("customers", "0001_initial"),
        ("customers", "0002_room_for_foreign_numbers"),
        ("customers", "0003_delivery_addresses"),
        ("customers", "0004_erased_persons"),
        ("customers", "0005_vat_checks_and_invoice_email"),
        ("customers", "0006_vat_numbers_of_a_store"),
    ]

    initial = True

    dependencies = [
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
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
                        related_name="customers",
                        to="stores.store",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(verbose_name="customer number")),
                (
                    "type",
                    models.CharField(
                        choices=[("private", "Private person"), ("company", "Company")],
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "invoice_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for invoices"
                    ),
                ),
                (
                    "organisation_number",
                    models.CharField(blank=True, max_length=30, verbose_name="organisation number"),
                ),
                (
                    "vat_number",
                    models.CharField(blank=True, max_length=20, verbose_name="VAT number"),
                ),
                ("line1", models.CharField(max_length=200, verbose_name="address")),
                ("postal_code", models.CharField(max_length=10, verbose_name="postal code")),
                ("city", models.CharField(max_length=100, verbose_name="city")),
                ("country", models.CharField(default="SE", max_length=2, verbose_name="country")),
                (
                    "delivery_name",
                    models.CharField(blank=True, max_length=200, verbose_name="delivery name"),
                ),
                (
                    "delivery_line1",
                    models.CharField(blank=True, max_length=200, verbose_name="delivery address"),
                ),
                (
                    "delivery_postal_code",
                    models.CharField(
                        blank=True, max_length=10, verbose_name="delivery postal code"
                    ),
                ),
                (
                    "delivery_city",
                    models.CharField(blank=True, max_length=100, verbose_name="delivery city"),
                ),
                (
                    "delivery_country",
                    models.CharField(blank=True, max_length=2, verbose_name="delivery country"),
                ),
                ("created_at", models.DateTimeField()),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["store", "email"], name="customers_c_store_i_a90b8a_idx"),
                    models.Index(
                        fields=["store", "organisation_number"],
                        name="customers_c_store_i_24a767_idx",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "number"), name="one_customer_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type", "company"), ("organisation_number", ""), _connector="OR"
                        ),
                        name="a_private_person_has_no_organisation_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VatCheck",
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
                        related_name="vat_checks",
                        to="stores.store",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vat_checks",
                        to="customers.customer",
                    ),
                ),
                ("vat_number", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=254)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("valid", "In force"),
                            ("invalid", "Not in force"),
                            ("unreachable", "No answer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("consultation_number", models.CharField(blank=True, max_length=40)),
                ("registered_name", models.CharField(blank=True, max_length=300)),
                ("registered_address", models.CharField(blank=True, max_length=500)),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("given_up_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["customer", "vat_number", "-id"],
                        name="customers_v_custome_9e8bbf_idx",
                    ),
                    models.Index(
                        fields=["store", "vat_number", "-id"], name="customers_v_store_i_07efd1_idx"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_vat_answer_has_its_time",
                    )
                ],
            },
        ),
    ]
