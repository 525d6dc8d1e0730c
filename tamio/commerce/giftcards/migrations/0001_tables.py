import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import tamio.encrypted
from tamio.tables import Tables


class Migration(Tables):
    replaces = [("giftcards", "0001_initial")]

    initial = True

    dependencies = [
        ("invoices", "0001_tables"),
        ("mail", "0001_tables"),
        ("payments", "0001_tables"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="GiftCardSettings",
            fields=[
                (
                    "store",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="gift_card_settings",
                        serialize=False,
                        to="stores.store",
                    ),
                ),
                (
                    "lasts_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        default=24,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="valid for months",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "gift card settings",
            },
        ),
        migrations.CreateModel(
            name="GiftCard",
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
                        related_name="gift_cards",
                        to="stores.store",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gift_cards",
                        to="invoices.invoiceline",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("balance", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
                ("currency", models.CharField(max_length=3)),
                ("recipient_name", models.CharField(blank=True, max_length=100)),
                ("recipient_email", models.EmailField(blank=True, max_length=254)),
                ("message", models.CharField(blank=True, max_length=300)),
                ("send_on", models.DateField(null=True)),
                ("language", models.CharField(blank=True, max_length=2)),
                ("made_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("code", tamio.encrypted.EncryptedTextField(blank=True)),
                ("digest", models.CharField(max_length=64, null=True, unique=True)),
                ("last4", models.CharField(blank=True, max_length=4)),
                ("blocked_at", models.DateTimeField(null=True)),
                ("blocked_by", models.CharField(blank=True, max_length=254)),
                ("block_reason", models.CharField(blank=True, max_length=200)),
                ("given_by", models.CharField(blank=True, max_length=254)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "mail",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gift_card",
                        to="mail.message",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["store", "-id"], name="gift_cards_of_a_store"),
                    models.Index(fields=["store", "last4"], name="gift_cards_by_last_signs"),
                    models.Index(
                        condition=models.Q(("balance__gt", 0)),
                        fields=["expires_on"],
                        name="gift_cards_to_expire",
                    ),
                    models.Index(
                        condition=models.Q(("issued_at__isnull", False), ("mail", None)),
                        fields=["send_on"],
                        name="gift_cards_to_mail",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("balance__gte", 0), ("balance__lte", models.F("amount"))
                        ),
                        name="a_gift_card_has_from_nothing_to_all_of_its_amount",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("balance", 0), ("digest", None), ("issued_at", None)),
                            models.Q(("digest__isnull", False), ("issued_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="only_an_issued_gift_card_has_a_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", ""), ("line__isnull", False)),
                            models.Q(("line", None), models.Q(("given_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_gift_card_was_sold_or_given",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardMove",
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
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="giftcards.giftcard",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("on_date", models.DateField()),
                ("by", models.CharField(max_length=254)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("issued", "Issued"),
                            ("redeemed", "Paid with"),
                            ("refunded", "Paid back to the card"),
                            ("credited", "Its sale was credited"),
                            ("expired", "Expired"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_moves",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "refund",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_move",
                        to="payments.refund",
                    ),
                ),
                (
                    "credit_note",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_moves",
                        to="invoices.creditnote",
                    ),
                ),
                ("reference", models.CharField(max_length=80, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["store", "on_date", "why"], name="card_moves_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("why__in", ("issued", "refunded"))),
                            models.Q(
                                ("amount__lt", 0),
                                (
                                    "why__in",
                                    ["issued", "redeemed", "refunded", "credited", "expired"],
                                ),
                                models.Q(("why__in", ("issued", "refunded")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_card_move_has_the_sign_of_its_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("why", "issued")),
                        fields=("card",),
                        name="a_gift_card_is_issued_once",
                    ),
                    models.UniqueConstraint(
                        fields=("invoice", "reference"), name="one_card_move_a_reference"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CardHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holds",
                        to="giftcards.giftcard",
                    ),
                ),
                ("held_for", models.UUIDField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ],
            options={
                "indexes": [models.Index(fields=["held_for"], name="card_holds_of_a_cart")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("card", "held_for"), name="one_hold_a_card_and_cart"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="a_hold_keeps_something"
                    ),
                ],
            },
        ),
    ]
