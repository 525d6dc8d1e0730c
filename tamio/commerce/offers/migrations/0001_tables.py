from decimal import Decimal

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [("offers", "0001_initial"), ("offers", "0002_earlier_terms")]

    initial = True

    dependencies = [
        ("catalogue", "0001_tables"),
        ("customers", "0001_tables"),
        ("invoices", "0001_tables"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
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
                        related_name="offers",
                        to="stores.store",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                (
                    "gives",
                    models.CharField(
                        choices=[
                            ("percent", "Percent off"),
                            ("amount", "An amount off"),
                            ("shipping", "Free shipping"),
                        ],
                        default="percent",
                        max_length=8,
                        verbose_name="gives",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=12,
                        verbose_name="how much",
                    ),
                ),
                (
                    "minimum",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0.01"))],
                        verbose_name="from a sum of",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "combines",
                    models.BooleanField(
                        default=False, verbose_name="goes together with other offers"
                    ),
                ),
                ("needs_code", models.BooleanField(default=False, verbose_name="only with a code")),
                (
                    "most_uses",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="uses of each code",
                    ),
                ),
                (
                    "most_per_customer",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="uses per customer",
                    ),
                ),
                (
                    "first_order_only",
                    models.BooleanField(default=False, verbose_name="only on a first order"),
                ),
                (
                    "lasts",
                    models.CharField(
                        choices=[
                            ("once", "The first charge"),
                            ("times", "A number of charges"),
                            ("ever", "Every charge"),
                        ],
                        default="once",
                        max_length=5,
                        verbose_name="of a subscription",
                    ),
                ),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="number of charges",
                    ),
                ),
                ("active", models.BooleanField(default=True, verbose_name="in force")),
                ("created_at", models.DateTimeField()),
                (
                    "products",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="catalogue.product", verbose_name="only on"
                    ),
                ),
                (
                    "categories",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="only in categories",
                    ),
                ),
                (
                    "collections",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="catalogue.collection",
                        verbose_name="only in collections",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        fields=["store", "active", "needs_code"],
                        name="offers_offe_store_i_56d71f_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0),
                            models.Q(
                                models.Q(("gives", "percent"), _negated=True),
                                ("value__lte", 100),
                                _connector="OR",
                            ),
                        ),
                        name="an_offer_takes_off_what_it_can",
                        violation_error_message="Write a percent from 0 to 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="an_offer_begins_before_it_ends",
                        violation_error_message="The last day is before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lasts", "times"), ("times__isnull", False)),
                            models.Q(models.Q(("lasts", "times"), _negated=True), ("times", None)),
                            _connector="OR",
                        ),
                        name="charges_are_counted_where_they_count",
                        violation_error_message="Write the number of charges, such as 3.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_terms",
                        to="offers.offer",
                    ),
                ),
                ("until", models.DateTimeField()),
                ("terms", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
            options={
                "ordering": ["offer", "until", "pk"],
            },
        ),
        migrations.CreateModel(
            name="OfferCode",
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
                        related_name="offer_codes",
                        to="stores.store",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="offers.offer",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9A-ZÅÄÖ_-]{3,40}$",
                                "Use 3 to 40 letters, digits, - and _ without spaces.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("store", "code"),
                        name="one_offer_a_code",
                        violation_error_message="Another offer has this code.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Redemption",
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
                        related_name="redemptions",
                        to="stores.store",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="offers.offer",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="offers.offercode",
                    ),
                ),
                (
                    "invoice",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemption",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="customers.customer",
                    ),
                ),
                ("held_for", models.UUIDField(null=True, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("redeemed_at", models.DateTimeField()),
                (
                    "given_back_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="invoices.creditnote",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["offer", "customer"], name="offers_rede_offer_i_7305b5_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("customer__isnull", False),
                                ("email", ""),
                                ("held_for", None),
                                ("invoice__isnull", False),
                            ),
                            models.Q(
                                ("customer", None), ("held_for__isnull", False), ("invoice", None)
                            ),
                            _connector="OR",
                        ),
                        name="a_use_is_held_or_has_its_invoice",
                    )
                ],
            },
        ),
    ]
