from decimal import Decimal

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("subscriptions", "0001_plans_and_subscriptions"),
        ("subscriptions", "0002_gift_cards"),
    ]

    initial = True

    dependencies = [
        ("catalogue", "0001_tables"),
        ("customers", "0001_tables"),
        ("invoices", "0001_tables"),
        ("shipping", "0001_tables"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
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
                        related_name="plans",
                        to="stores.store",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="catalogue.variant",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("active", models.BooleanField(default=True, verbose_name="for sale")),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["variant", "position", "pk"],
                "indexes": [models.Index(fields=["store", "active"], name="plans_of_a_store")],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="subscriptions.plan",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                ("title", models.CharField(max_length=200)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("day", "days"),
                            ("week", "weeks"),
                            ("month", "months"),
                            ("year", "years"),
                        ],
                        max_length=5,
                        verbose_name="interval",
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="every",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price a period",
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
                ("priced_on", models.DateField()),
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
                ("is_on_site", models.BooleanField(default=False)),
                ("vat_class", models.CharField(max_length=10)),
                (
                    "trial_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(730)],
                        verbose_name="free days first",
                    ),
                ),
                (
                    "setup_fee",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fee to begin",
                    ),
                ),
                (
                    "min_cycles",
                    models.PositiveSmallIntegerField(default=0, verbose_name="at least, periods"),
                ),
                (
                    "max_cycles",
                    models.PositiveSmallIntegerField(default=0, verbose_name="at most, periods"),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=0,
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="notice, days",
                    ),
                ),
                (
                    "alignment",
                    models.CharField(
                        choices=[
                            ("anniversary", "the day of the purchase"),
                            ("calendar", "the calendar: the 1st, or a Monday"),
                        ],
                        default="anniversary",
                        max_length=11,
                        verbose_name="periods follow",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="one_plan_version_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__gte", 0), ("setup_fee__gte", 0)),
                        name="a_plan_costs_nothing_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gte", 1)), name="a_plan_has_an_interval"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
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
                        related_name="subscriptions",
                        to="stores.store",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(verbose_name="subscription number")),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="customers.customer",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Not begun"),
                            ("trialing", "On trial"),
                            ("active", "Active"),
                            ("past_due", "Payment is late"),
                            ("unpaid", "Unpaid"),
                            ("paused", "Paused"),
                            ("cancelled", "Ended"),
                            ("expired", "All periods done"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("prices_include_vat", models.BooleanField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("day", "day"),
                            ("week", "week"),
                            ("month", "month"),
                            ("year", "year"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("anchor", models.DateField()),
                ("started_on", models.DateField()),
                ("trial_end", models.DateField(null=True)),
                ("period_start", models.DateField(null=True)),
                ("period_end", models.DateField(null=True)),
                ("next_invoice_on", models.DateField(null=True)),
                ("cycles", models.PositiveIntegerField(default=0)),
                ("max_cycles", models.PositiveSmallIntegerField(default=0)),
                ("cancel_on", models.DateField(null=True)),
                ("pause_on", models.DateField(null=True)),
                ("paused_on", models.DateField(null=True)),
                ("resume_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("automatic", "Drawn from a card"),
                            ("send", "By the customer, for each invoice"),
                        ],
                        default="send",
                        max_length=9,
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
                        default="invoice",
                        max_length=10,
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=200)),
                ("problem_at", models.DateTimeField(null=True)),
                ("language", models.CharField(max_length=2)),
                ("buyer_reference", models.CharField(blank=True, max_length=50)),
                ("delivery_name", models.CharField(blank=True, max_length=200)),
                ("delivery_line1", models.CharField(blank=True, max_length=200)),
                ("delivery_postal_code", models.CharField(blank=True, max_length=10)),
                ("delivery_city", models.CharField(blank=True, max_length=100)),
                ("delivery_country", models.CharField(blank=True, max_length=2)),
                (
                    "shipping_method",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="shipping.shippingmethod",
                    ),
                ),
                ("shipping_name", models.CharField(blank=True, max_length=200)),
                (
                    "freight",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["store", "next_invoice_on", "id"], name="subscriptions_due"
                    ),
                    models.Index(fields=["store", "status", "-id"], name="subscriptions_by_status"),
                    models.Index(fields=["customer"], name="subscriptions_of_a_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "number"), name="one_subscription_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "pending",
                                    "trialing",
                                    "active",
                                    "past_due",
                                    "unpaid",
                                    "paused",
                                    "cancelled",
                                    "expired",
                                ],
                            )
                        ),
                        name="a_subscriptions_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("period_end", None), ("period_start", None)),
                            ("period_start__lt", models.F("period_end")),
                            _connector="OR",
                        ),
                        name="a_subscription_has_a_whole_period_or_none",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("next_invoice_on", None),
                                ("status__in", ("cancelled", "expired")),
                            ),
                            models.Q(
                                models.Q(("status__in", ("cancelled", "expired")), _negated=True),
                                ("ended_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_subscription_that_is_over_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="subscriptions.planversion",
                    ),
                ),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(999),
                        ]
                    ),
                ),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("priced_on", models.DateField(null=True)),
                ("is_addon", models.BooleanField(default=False)),
                ("starts", models.DateField()),
                ("ends", models.DateField(null=True)),
            ],
            options={
                "ordering": ["subscription", "is_addon", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1)),
                        name="a_subscription_line_has_a_quantity",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends", None), ("ends__gte", models.F("starts")), _connector="OR"
                        ),
                        name="a_subscription_line_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                        name="a_subscription_line_costs_nothing_or_more",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionEvent",
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
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="subscriptions.subscription",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=254)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("started", "Bought"),
                            ("trial_ended", "Trial ended"),
                            ("changed", "Changed"),
                            ("planned", "Change planned"),
                            ("unplanned", "Planned change dropped"),
                            ("pause_planned", "Pause planned"),
                            ("paused", "Paused"),
                            ("unpaused", "Planned pause dropped"),
                            ("resumed", "Resumed"),
                            ("re_anchored", "New day of renewal"),
                            ("cancel_planned", "Cancelled, runs out"),
                            ("uncancelled", "Cancellation taken back"),
                            ("ended", "Ended"),
                            ("expired", "All periods done"),
                            ("withdrawn", "Withdrawn within 14 days"),
                            ("past_due", "Payment is late"),
                            ("unpaid", "Given up as unpaid"),
                            ("recovered", "Paid after all"),
                            ("parked", "Could not be billed"),
                            ("moved", "Address or payment changed"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "said",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
            ],
            options={
                "ordering": ["subscription", "pk"],
                "indexes": [
                    models.Index(fields=["store", "what", "at"], name="subscription_events_by_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="Period",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("erased_at", models.DateTimeField(editable=False, null=True)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("start", "Start"),
                            ("renewal", "Renewal"),
                            ("change", "Change"),
                            ("end", "End"),
                        ],
                        max_length=7,
                    ),
                ),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscription_periods",
                        to="invoices.invoice",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["subscription", "period_start", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "period_start", "kind", "sequence"),
                        name="one_period_a_start_and_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_start__lt", models.F("period_end"))),
                        name="a_billed_period_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "change"), ("sequence", 0), _connector="OR"),
                        name="only_changes_have_a_sequence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="subscriptions.subscriptionline",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("period", "Period"),
                            ("setup", "Fee to begin"),
                            ("freight", "Shipping"),
                            ("credit", "Unused days"),
                        ],
                        max_length=7,
                    ),
                ),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("quantity", models.PositiveIntegerField(default=1)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("whole", models.DecimalField(decimal_places=2, max_digits=14)),
                ("whole_days", models.PositiveIntegerField()),
                ("vat_rate", models.DecimalField(decimal_places=2, max_digits=5)),
                ("vat_treatment", models.CharField(max_length=20)),
                ("vat_country", models.CharField(blank=True, max_length=2)),
                (
                    "credits",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given_back",
                        to="subscriptions.charge",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscription_charges",
                        to="invoices.invoice",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("by_note", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["subscription", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("invoice", None), ("settled_at", None)),
                        fields=["subscription"],
                        name="charges_that_wait",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("starts__lt", models.F("ends"))),
                        name="a_charge_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount__lte", 0), ("credits__isnull", False), ("kind", "credit")
                            ),
                            models.Q(
                                models.Q(("kind", "credit"), _negated=True),
                                ("amount__gte", 0),
                                ("credits", None),
                            ),
                            _connector="OR",
                        ),
                        name="only_credits_are_below_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("invoice", None), ("position", None)),
                            models.Q(("invoice__isnull", False), ("position__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_charge_on_an_invoice_has_its_line",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlannedChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_changes",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_changes",
                        to="subscriptions.subscriptionline",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("plan", "Another plan"),
                            ("quantity", "Another quantity"),
                            ("price", "Another price"),
                            ("add", "One thing more"),
                            ("remove", "One thing less"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="planned_changes",
                        to="subscriptions.planversion",
                    ),
                ),
                ("quantity", models.PositiveIntegerField(null=True)),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("not_before", models.DateField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.CharField(max_length=254)),
                ("done_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["subscription", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None), ("dropped_at", None)),
                        fields=["subscription"],
                        name="changes_that_wait",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None), ("dropped_at", None)),
                        fields=("line",),
                        name="one_planned_change_a_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at", None), ("dropped_at", None), _connector="OR"
                        ),
                        name="a_planned_change_is_done_or_dropped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionRules",
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
                        related_name="subscription_rules",
                        to="stores.store",
                    ),
                ),
                (
                    "renewals_on",
                    models.BooleanField(default=True, verbose_name="subscriptions are renewed"),
                ),
                (
                    "customers_pause",
                    models.BooleanField(default=True, verbose_name="customers may pause"),
                ),
                (
                    "customers_change",
                    models.BooleanField(
                        default=True, verbose_name="customers may change plan and number"
                    ),
                ),
                (
                    "longest_pause_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        validators=[django.core.validators.MaxValueValidator(730)],
                        verbose_name="longest pause, days",
                    ),
                ),
                (
                    "pauses_keep_day",
                    models.BooleanField(
                        default=False, verbose_name="a pause keeps the day of renewal"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "subscription rules",
            },
        ),
    ]
