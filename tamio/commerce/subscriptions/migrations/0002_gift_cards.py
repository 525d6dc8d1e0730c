"""What a plan sells, and how it is paid, can be called gift card. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0001_plans_and_subscriptions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="planversion",
            name="item_type",
            field=models.CharField(
                choices=[
                    ("physical", "Physical product"),
                    ("service", "Service"),
                    ("digital", "Digital product"),
                    ("gift_card", "Gift card"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="subscription",
            name="method",
            field=models.CharField(
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
    ]
