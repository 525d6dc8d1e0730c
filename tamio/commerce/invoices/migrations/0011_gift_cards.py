"""A line can sell a gift card. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0010_sold_by_renewal"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invoiceline",
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
            model_name="invoiceline",
            name="kind",
            field=models.CharField(
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
    ]
