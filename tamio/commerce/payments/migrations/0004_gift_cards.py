"""What was paid by gift card. The tables that are rebuilt are kept anew."""

from django.db import migrations, models

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0011_gift_cards"),
        ("payments", "0003_facts_files_and_attempts"),
        ("stores", "0003_own_vat_rates"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="receipt",
            name="a_receipts_means_are_known",
        ),
        migrations.RemoveConstraint(
            model_name="refund",
            name="a_refunds_means_are_known",
        ),
        migrations.AlterField(
            model_name="attempt",
            name="method",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="payment",
            name="method",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="receipt",
            name="means",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="refund",
            name="means",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("means__in", ["bank", "swish", "card", "cash", "test", "gift_card", "other"])
                ),
                name="a_receipts_means_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("means__in", ["bank", "swish", "card", "cash", "test", "gift_card", "other"])
                ),
                name="a_refunds_means_are_known",
            ),
        ),
        keep(
            table="payments_receipt",
            kept=[
                "store_id",
                "invoice_id",
                "amount",
                "currency",
                "means",
                "provider",
                "provider_id",
                "paid_on",
                "reverses_id",
            ],
        ),
        keep(
            table="payments_refund",
            kept=[
                "store_id",
                "invoice_id",
                "receipt_id",
                "amount",
                "currency",
                "means",
                "provider",
                "key",
            ],
        ),
    ]
