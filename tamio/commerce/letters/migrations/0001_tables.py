import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from tamio.tables import Tables


class Migration(Tables):
    replaces = [
        ("letters", "0001_letters"),
        ("letters", "0002_logo_of_the_shop"),
        ("letters", "0003_gift_cards"),
    ]

    initial = True

    dependencies = [
        ("invoices", "0001_tables"),
        ("mail", "0001_tables"),
        ("stores", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="LetterSettings",
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
                        related_name="letter_settings",
                        to="stores.store",
                    ),
                ),
                (
                    "greeting_sv",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="greeting in Swedish"
                    ),
                ),
                (
                    "greeting_en",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="greeting in English"
                    ),
                ),
                (
                    "footer_sv",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="last words in Swedish"
                    ),
                ),
                (
                    "footer_en",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="last words in English"
                    ),
                ),
                (
                    "returns_sv",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="how goods are sent back, in Swedish",
                    ),
                ),
                (
                    "returns_en",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="how goods are sent back, in English",
                    ),
                ),
                (
                    "exceptions_sv",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="what cannot be withdrawn from, in Swedish",
                    ),
                ),
                (
                    "exceptions_en",
                    models.TextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="what cannot be withdrawn from, in English",
                    ),
                ),
                (
                    "sends_shipments",
                    models.BooleanField(default=True, verbose_name="when something is shipped"),
                ),
                (
                    "sends_credits",
                    models.BooleanField(default=True, verbose_name="when something is credited"),
                ),
                (
                    "sends_api_orders",
                    models.BooleanField(
                        default=False,
                        verbose_name="order confirmations of sales through the API too",
                    ),
                ),
                (
                    "sends_reminders",
                    models.BooleanField(default=False, verbose_name="reminders of unpaid invoices"),
                ),
                ("reminds_from_date", models.DateField(blank=True, editable=False, null=True)),
                (
                    "remind_after_days",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="first reminder, days after the due date",
                    ),
                ),
                (
                    "remind_every_days",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days between reminders",
                    ),
                ),
                (
                    "most_reminders",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="reminders of an invoice, at most",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InvoiceMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="about",
                        to="mail.message",
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("order", "Order confirmation"),
                            ("shipment", "Shipment"),
                            ("credit", "Credit note"),
                            ("reminder", "Payment reminder"),
                            ("withdrawal", "Acknowledgement of a withdrawal"),
                            ("answer", "Answer to a withdrawal"),
                            ("link", "Link to all orders"),
                            ("gift_card", "Gift card"),
                            ("notice", "A withdrawal has come, to the store"),
                        ],
                        max_length=12,
                    ),
                ),
                ("fact", models.CharField(max_length=60, null=True, unique=True)),
                ("sent_by", models.CharField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                        related_name="reminders",
                        to="invoices.invoice",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="mail.message",
                    ),
                ),
                ("at", models.DateTimeField()),
                ("fee", models.DecimalField(decimal_places=2, max_digits=6)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("fee__gte", 0), ("fee__lte", 60)),
                        name="a_reminder_fee_is_at_most_sixty",
                    )
                ],
            },
        ),
    ]
