"""A letter can be a gift card. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0002_logo_of_the_shop"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invoicemessage",
            name="kind",
            field=models.CharField(
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
    ]
