import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tamio.encrypted
from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("fortnox", "0001_initial"),
        ("fortnox", "0002_notes_and_budget"),
        ("fortnox", "0003_doubt_about_cards"),
        ("fortnox", "0004_chosen_accounts"),
        ("fortnox", "0005_credits"),
        ("fortnox", "0006_audit_and_alerts"),
        ("fortnox", "0007_protected_parts"),
        ("fortnox", "0008_reconciliation"),
        ("fortnox", "0009_preflight"),
        ("fortnox", "0010_zero_totals"),
        ("fortnox", "0011_backfill"),
        ("fortnox", "0012_credit_invoices"),
        ("fortnox", "0013_matched_customers"),
    ]

    initial = True

    dependencies = [
        ("catalogue", "0001_tables"),
        ("customers", "0001_tables"),
        ("invoices", "0001_tables"),
        ("outbox", "0001_tables"),
        ("people", "0001_tables_1"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChosenAccount",
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
                        related_name="fortnox_accounts",
                        to="stores.store",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("cell", models.CharField(blank=True, max_length=40)),
                (
                    "product",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fortnox_accounts",
                        to="catalogue.product",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("chosen_at", models.DateTimeField()),
                ("chosen_by", models.CharField(max_length=254)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("product__isnull", True)),
                        fields=("store", "tenant_id", "cell"),
                        name="one_account_a_cell",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("product__isnull", False)),
                        fields=("store", "tenant_id", "product"),
                        name="one_account_a_product",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("product__isnull", True), models.Q(("cell", ""), _negated=True)
                            ),
                            models.Q(("cell", ""), ("product__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_account_is_chosen_for_a_cell_or_a_product",
                    ),
                ],
            },
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
                    "store",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fortnox_alerts",
                        to="stores.store",
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
        migrations.CreateModel(
            name="AlertChoice",
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
                        related_name="fortnox_alert_choices",
                        to="stores.store",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fortnox_alert_choices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("wanted", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "user"), name="one_alert_choice_a_person"
                    )
                ],
            },
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
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fortnox_alert_sent",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("troubles", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Backfill",
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
                        related_name="backfills",
                        to="stores.store",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("first", models.DateField(null=True, verbose_name="from")),
                ("last", models.DateField(null=True, verbose_name="to")),
                ("numbers", models.JSONField(default=list, verbose_name="chosen invoices")),
                ("started_at", models.DateTimeField()),
                ("started_by", models.CharField(max_length=254)),
                ("documents_told", models.PositiveIntegerField(verbose_name="documents")),
                ("requests_told", models.PositiveIntegerField()),
                ("reached", models.PositiveBigIntegerField()),
                ("until", models.PositiveBigIntegerField()),
                ("left_out", models.JSONField(default=dict)),
                ("paused_at", models.DateTimeField(null=True)),
                ("paused_by", models.CharField(blank=True, default="", max_length=254)),
                ("resumed_at", models.DateTimeField(null=True)),
                ("resumed_by", models.CharField(blank=True, default="", max_length=254)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_by", models.CharField(blank=True, default="", max_length=254)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["store", "-id"], name="fortnox_bac_store_i_4fab1c_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None), ("stopped_at", None)),
                        fields=("store",),
                        name="one_open_backfill_a_store",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_at", None), ("finished_at", None), _connector="OR"
                        ),
                        name="a_backfill_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reached__lte", models.F("until"))),
                        name="a_backfill_reaches_no_further_than_its_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resumed_at", None), ("paused_at__isnull", False), _connector="OR"
                        ),
                        name="a_backfill_resumes_after_a_pause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackfillDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "backfill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="fortnox.backfill",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backfilled",
                        to="outbox.delivery",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("backfill", "delivery"), name="a_document_is_in_a_backfill_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Connection",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox",
                        to="stores.store",
                    ),
                ),
                (
                    "grant",
                    models.CharField(
                        choices=[
                            ("service_account", "Service Account"),
                            ("refresh_token", "Refresh Token"),
                        ],
                        max_length=20,
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("company_name", models.CharField(max_length=200)),
                ("organisation_number", models.CharField(blank=True, max_length=20)),
                ("connected_at", models.DateTimeField()),
                ("connected_by", models.CharField(max_length=254)),
                ("scopes", models.JSONField(default=list)),
                ("renewing_until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant_id"], name="fortnox_con_tenant__b1a346_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="TokenPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="token_pairs",
                        to="fortnox.connection",
                    ),
                ),
                ("access_token", tamio.encrypted.EncryptedTextField()),
                ("refresh_token", tamio.encrypted.EncryptedTextField(blank=True)),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("access_token", ""), _negated=True),
                        name="token_pair_has_access",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRecord",
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
                        related_name="fortnox_exchanges",
                        to="stores.store",
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_exchanges",
                        to="outbox.delivery",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("method", models.CharField(max_length=6)),
                ("path", models.CharField(max_length=500)),
                ("request_body", models.TextField(blank=True)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer_body", models.TextField(blank=True)),
                ("duration_ms", models.PositiveIntegerField()),
                ("failure", models.CharField(blank=True, max_length=500)),
                ("request_id", models.CharField(blank=True, max_length=50)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["delivery", "id"], name="fortnox_exc_deliver_83f174_idx"),
                    models.Index(fields=["store", "-id"], name="fortnox_exc_store_i_b4eeef_idx"),
                    models.Index(fields=["store", "-at", "-id"], name="fortnox_exchange_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=50)),
                ("sent", models.JSONField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("noted", models.JSONField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                ("doubt_until", models.DateTimeField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_links",
                        to="customers.customer",
                    ),
                ),
                ("left", models.JSONField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "customer"), name="one_link_a_customer_and_company"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent__isnull", False), ("sent_at__isnull", False)),
                            models.Q(("noted__isnull", False), ("noted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="customer_link_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ArticleLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=50)),
                ("sent", models.JSONField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("noted", models.JSONField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                ("doubt_until", models.DateTimeField(null=True)),
                (
                    "store",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_articles",
                        to="stores.store",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "store", "number"),
                        name="one_link_an_article_and_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent__isnull", False), ("sent_at__isnull", False)),
                            models.Q(("noted__isnull", False), ("noted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="article_link_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_order",
                        to="invoices.invoice",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=25)),
                ("noted_at", models.DateTimeField()),
                ("doubt_until", models.DateTimeField()),
                ("order_number", models.CharField(blank=True, max_length=20)),
                ("linked_at", models.DateTimeField(null=True)),
                ("adopted", models.BooleanField(default=False)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("round_off", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("changes", models.JSONField(default=list)),
                ("rows", models.JSONField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("to_check", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tenant_id", "order_number"], name="fortnox_ord_tenant__cab9fc_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("linked_at__isnull", True), ("order_number", "")),
                            models.Q(
                                models.Q(("order_number", ""), _negated=True),
                                ("linked_at__isnull", False),
                                ("total__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_linked_order_has_its_totals",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "credit_note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_credit",
                        to="invoices.creditnote",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("order_number", models.CharField(max_length=20)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("cancelled", "Cancelled"),
                            ("rows", "Rows"),
                            ("invoice", "Invoice"),
                        ],
                        max_length=10,
                    ),
                ),
                ("invoice_number", models.CharField(blank=True, max_length=20)),
                ("credit_number", models.CharField(blank=True, max_length=20)),
                ("noted_at", models.DateTimeField()),
                ("doubt_until", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("changes", models.JSONField(default=list)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["tenant_id", "order_number"], name="fortnox_cre_tenant__7dbea3_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None),
                            models.Q(("total__isnull", False), ("vat__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_credit_that_is_done_has_its_totals",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerRegister",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "connection",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="customer_register",
                        to="fortnox.connection",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("whole_at", models.DateTimeField(null=True)),
                ("changes_at", models.DateTimeField(null=True)),
                ("reading_since", models.DateTimeField(null=True)),
                ("next_page", models.PositiveIntegerField(default=1)),
                ("taken_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RegisterCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="fortnox.customerregister",
                    ),
                ),
                ("number", models.CharField(max_length=50)),
                ("name", models.CharField(blank=True, max_length=1024)),
                ("email", models.CharField(blank=True, max_length=1024)),
                ("organisation_number", models.CharField(blank=True, max_length=30)),
                ("city", models.CharField(blank=True, max_length=1024)),
                ("organisation_key", models.CharField(blank=True, max_length=30)),
                ("person_key", models.CharField(blank=True, max_length=64)),
                ("seen_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["register", "organisation_key"],
                        name="fortnox_reg_registe_6f8374_idx",
                    ),
                    models.Index(
                        fields=["register", "person_key"], name="fortnox_reg_registe_d362e3_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "number"), name="one_register_card_a_number"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CardQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_card_questions",
                        to="customers.customer",
                    ),
                ),
                ("candidates", models.JSONField()),
                ("asked_at", models.DateTimeField()),
                ("number", models.CharField(blank=True, max_length=50)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "customer"), name="one_card_question_a_customer"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", ""), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="a_chosen_card_has_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preflight",
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
                        related_name="fortnox_preflights",
                        to="stores.store",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                ("requests", models.PositiveSmallIntegerField()),
                ("settings_mark", models.CharField(max_length=64)),
                ("findings", models.JSONField()),
                ("years", models.JSONField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["store", "-id"], name="fortnox_pre_store_i_9e37fb_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="RateBudget",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20, unique=True)),
                ("counted", models.JSONField(default=list)),
                ("last_ticket", models.PositiveBigIntegerField(default=0)),
                ("last_begun", models.FloatField(default=0)),
                ("answers", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Reconciliation",
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
                        related_name="reconciliations",
                        to="stores.store",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=254)),
                ("nightly", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("taken_until", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.JSONField(null=True)),
                ("given_up_at", models.DateTimeField(null=True)),
                ("requests", models.PositiveIntegerField(default=0)),
                ("days", models.JSONField(default=list)),
                ("rates", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["store", "-id"], name="fortnox_rec_store_i_f2c8d2_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("started_at__isnull", False), _connector="OR"
                        ),
                        name="a_reconciliation_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lte", models.F("last"))),
                        name="a_reconciliation_has_a_period",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("nightly", True)),
                        fields=("store", "tenant_id", "last"),
                        name="one_nightly_reconciliation_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reconciliation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="fortnox.reconciliation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing", "Sold, not in Fortnox"),
                            ("unknown", "In Fortnox, not sold here"),
                            ("doubled", "Twice in Fortnox"),
                            ("differs", "Amounts differ"),
                            ("changed", "Changed in Fortnox"),
                            ("account", "Another account"),
                            ("cancelled", "Cancelled in Fortnox"),
                            ("deleted", "Deleted in Fortnox"),
                            ("invoiced", "Invoiced before it was credited"),
                            ("credit", "Credit note not in Fortnox"),
                        ],
                        max_length=10,
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_findings",
                        to="invoices.invoice",
                    ),
                ),
                ("order_number", models.CharField(blank=True, max_length=20)),
                ("day", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("ours", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("theirs", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("detail", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reconciliation", "key"), name="a_finding_is_found_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("invoice__isnull", False),
                            models.Q(("order_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_finding_is_about_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SettledFinding",
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
                        related_name="settled_findings",
                        to="stores.store",
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=200)),
                ("settled_at", models.DateTimeField()),
                ("settled_by", models.CharField(max_length=254)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "key"), name="a_finding_is_settled_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="settled_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Settings",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fortnox_settings",
                        to="stores.store",
                    ),
                ),
                ("tenant_id", models.CharField(max_length=20)),
                (
                    "goods_account",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="revenue account for physical goods"
                    ),
                ),
                (
                    "services_account",
                    models.PositiveSmallIntegerField(
                        null=True, verbose_name="revenue account for services"
                    ),
                ),
                (
                    "automatic",
                    models.BooleanField(default=True, verbose_name="send every sale by itself"),
                ),
                ("start_date", models.DateField(verbose_name="send sales from")),
                (
                    "send_zero_totals",
                    models.BooleanField(default=True, verbose_name="send invoices of 0"),
                ),
                (
                    "customer_prefix",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-Za-z-]*$", "Use letters, digits and hyphens."
                            )
                        ],
                        verbose_name="prefix of customer numbers",
                    ),
                ),
                (
                    "credit_invoices",
                    models.BooleanField(default=False, verbose_name="make credit invoices"),
                ),
                (
                    "match_customers",
                    models.BooleanField(
                        default=False, verbose_name="use the cards that customers have in Fortnox"
                    ),
                ),
                (
                    "protected_parts",
                    models.JSONField(
                        blank=True, default=list, verbose_name="kept as the accountant has them"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "settings",
            },
        ),
        migrations.CreateModel(
            name="ChartAccount",
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
                        related_name="chart_accounts",
                        to="stores.store",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("description", models.CharField(max_length=200)),
                ("active", models.BooleanField()),
                ("vat_code", models.CharField(blank=True, max_length=10)),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("store", "number"), name="one_account_a_number")
                ],
            },
        ),
    ]
