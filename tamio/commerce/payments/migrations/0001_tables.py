import uuid

import django.db.models.deletion
from django.db import migrations, models

import tamio.encrypted
from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("payments", "0001_initial"),
        ("payments", "0002_stores_and_where_to_pay"),
        ("payments", "0003_facts_files_and_attempts"),
        ("payments", "0004_gift_cards"),
        ("payments", "0005_cards_on_file"),
    ]

    initial = True

    dependencies = [
        ("customers", "0001_tables"),
        ("invoices", "0001_tables"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
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
                        related_name="+",
                        to="stores.store",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("bank", "Bank"),
                            ("swish", "Swish"),
                            ("card", "Card"),
                            ("cash", "Cash"),
                            ("test", "Test payment"),
                            ("gift_card", "Gift card"),
                            ("other", "Otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=20)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="invoices.invoice",
                    ),
                ),
                ("paid_on", models.DateField()),
                ("provider_id", models.CharField(max_length=100, null=True)),
                ("text", models.CharField(blank=True, max_length=200)),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="payments.receipt",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["store", "-at", "-id"], name="receipts_of_a_store")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "provider", "provider_id"), name="one_receipt_a_payment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("reverses", None)),
                            models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_receipt_is_above_nothing_or_takes_one_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "means__in",
                                ["bank", "swish", "card", "cash", "test", "gift_card", "other"],
                            )
                        ),
                        name="a_receipts_means_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
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
                        related_name="+",
                        to="stores.store",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("bank", "Bank"),
                            ("swish", "Swish"),
                            ("card", "Card"),
                            ("cash", "Cash"),
                            ("test", "Test payment"),
                            ("gift_card", "Gift card"),
                            ("other", "Otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=20)),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.receipt",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["store", "-at", "-id"], name="refunds_of_a_store")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="a_refund_is_above_nothing"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "means__in",
                                ["bank", "swish", "card", "cash", "test", "gift_card", "other"],
                            )
                        ),
                        name="a_refunds_means_are_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="payments.refund",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("failed", models.BooleanField()),
                ("paid_on", models.DateField(null=True)),
                ("provider_id", models.CharField(blank=True, max_length=100)),
                ("text", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="BankFile",
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
                        related_name="bank_files",
                        to="stores.store",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("camt", "camt (ISO 20022)"), ("bgmax", "Bankgirot BgMax")],
                        max_length=5,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                ("known_already", models.PositiveIntegerField(default=0)),
                ("passed_over", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "digest"), name="a_bank_file_is_read_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BankEntry",
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
                        related_name="bank_entries",
                        to="stores.store",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="payments.bankfile",
                    ),
                ),
                ("identity", models.CharField(max_length=100)),
                ("booked_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                ("reference", models.CharField(blank=True, max_length=140)),
                ("payer", models.CharField(blank=True, max_length=140)),
                ("text", models.CharField(blank=True, max_length=200)),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("paid", "Matched"),
                            ("partly", "Partly paid"),
                            ("over", "Paid too much"),
                            ("unknown", "Not matched"),
                            ("left_out", "Not for an invoice"),
                        ],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=20)),
                (
                    "receipt",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_entries",
                        to="payments.receipt",
                    ),
                ),
                ("settled_by", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "verbose_name_plural": "bank entries",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["store", "match", "-id"], name="bank_entries_by_match")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "identity"), name="a_bank_entry_is_read_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="a_bank_entry_is_above_nothing"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Card",
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
                        related_name="cards",
                        to="stores.store",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="customers.customer",
                    ),
                ),
                ("provider", models.CharField(max_length=20)),
                ("provider_customer", models.CharField(max_length=100)),
                ("provider_method", models.CharField(max_length=100)),
                ("label", models.CharField(blank=True, max_length=60)),
                ("saved_at", models.DateTimeField()),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dropped_at", None)),
                        fields=("customer",),
                        name="one_card_on_file_a_customer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardSetup",
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
                        related_name="card_setups",
                        to="stores.store",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_setups",
                        to="customers.customer",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("provider", models.CharField(max_length=20)),
                ("currency", models.CharField(max_length=3)),
                ("language", models.CharField(max_length=2)),
                ("return_url", models.CharField(max_length=300)),
                ("provider_id", models.CharField(max_length=100, null=True)),
                ("url", models.CharField(blank=True, max_length=1000)),
                ("opened_at", models.DateTimeField()),
                (
                    "card",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="setup",
                        to="payments.card",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Payment",
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
                        related_name="payments",
                        to="stores.store",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("invoice", "Pay by invoice"),
                            ("swish", "Pay by Swish"),
                            ("card", "Pay by card"),
                            ("test", "Test payment"),
                            ("gift_card", "Paid by gift card"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("due_date", models.DateField()),
                ("reference", models.CharField(max_length=25)),
                ("bankgiro", models.CharField(blank=True, max_length=9)),
                ("plusgiro", models.CharField(blank=True, max_length=9)),
                ("swish", models.CharField(blank=True, max_length=10)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("bic", models.CharField(blank=True, max_length=11)),
                ("credited", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("received", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("refunded", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("unpaid", "Unpaid"),
                            ("partly", "Partly paid"),
                            ("paid", "Paid"),
                            ("over", "To pay back"),
                            ("refunded", "Paid back"),
                            ("nothing", "Nothing to pay"),
                        ],
                        default="unpaid",
                        max_length=10,
                    ),
                ),
                ("received_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["store", "standing", "due_date"], name="payments_by_standing"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("invoice",), name="one_payment_an_invoice"),
                    models.UniqueConstraint(
                        fields=("store", "reference"), name="one_payment_a_reference_in_a_store"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("refunded__lte", models.F("received"))),
                        name="no_more_is_paid_back_than_came",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                ["unpaid", "partly", "paid", "over", "refunded", "nothing"],
                            )
                        ),
                        name="a_payments_standing_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentSettings",
            fields=[
                (
                    "store",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="payment_settings",
                        serialize=False,
                        to="stores.store",
                    ),
                ),
                ("by_invoice", models.BooleanField(default=True, verbose_name="pay by invoice")),
                ("by_swish", models.BooleanField(default=False, verbose_name="pay by Swish")),
                ("by_card", models.BooleanField(default=False, verbose_name="pay by card")),
                ("by_test", models.BooleanField(default=False, verbose_name="test payment")),
                (
                    "stripe_key",
                    tamio.encrypted.EncryptedTextField(blank=True, verbose_name="secret key"),
                ),
                (
                    "stripe_webhook_secret",
                    tamio.encrypted.EncryptedTextField(
                        blank=True, verbose_name="signing secret of the webhook"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "payment settings",
            },
        ),
        migrations.CreateModel(
            name="Attempt",
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
                        related_name="payment_attempts",
                        to="stores.store",
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("provider", models.CharField(max_length=20)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("invoice", "Pay by invoice"),
                            ("swish", "Pay by Swish"),
                            ("card", "Pay by card"),
                            ("test", "Test payment"),
                            ("gift_card", "Paid by gift card"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payment_attempts",
                        to="invoices.invoice",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                ("language", models.CharField(max_length=2)),
                ("description", models.CharField(max_length=200)),
                ("return_url", models.CharField(max_length=300)),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("open", "Not paid yet"),
                            ("processing", "Being paid"),
                            ("paid", "Paid"),
                            ("closed", "Not paid"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("provider_id", models.CharField(max_length=100, null=True)),
                ("url", models.CharField(blank=True, max_length=1000)),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "receipt",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempt",
                        to="payments.receipt",
                    ),
                ),
                ("saves_card", models.BooleanField(default=False)),
                (
                    "card",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="payments.card",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("soft", "Declined, may work later"),
                            ("hard", "Declined, needs another card"),
                            ("action", "Needs the holder's approval"),
                            ("lost", "Never reached the provider"),
                            ("dropped", "Not needed any more"),
                        ],
                        max_length=8,
                    ),
                ),
                ("refused_with", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("progress__in", ["open", "processing"])),
                        fields=["asked_at"],
                        name="attempts_alive",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "provider", "provider_id"),
                        name="one_attempt_a_providers_page",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("progress__in", ["open", "processing"])),
                        fields=("invoice",),
                        name="one_attempt_alive_an_invoice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("progress", "paid"), _negated=True),
                            ("receipt__isnull", False),
                            _connector="OR",
                        ),
                        name="an_attempt_that_is_paid_has_its_receipt",
                    ),
                    models.UniqueConstraint(
                        fields=("invoice", "number"), name="one_draw_of_an_invoice_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("card", None), ("number", None)),
                            models.Q(
                                ("card__isnull", False),
                                ("invoice__isnull", False),
                                ("number__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_draw_has_a_card_and_a_number",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderEvent",
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
                        related_name="provider_events",
                        to="stores.store",
                    ),
                ),
                ("provider", models.CharField(max_length=20)),
                ("event_id", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=80)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "provider", "event_id"), name="an_event_is_taken_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TestCharge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("open", "Not paid yet"),
                            ("processing", "Being paid"),
                            ("paid", "Paid"),
                            ("closed", "Not paid"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("soft", "Declined, may work later"),
                            ("hard", "Declined, needs another card"),
                            ("action", "Needs the holder's approval"),
                            ("lost", "Never reached the provider"),
                            ("dropped", "Not needed any more"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
    ]
