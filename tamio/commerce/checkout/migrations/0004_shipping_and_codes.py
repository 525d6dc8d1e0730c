"""A cart knows how it is delivered and its code, an order its code."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checkout", "0003_variants_and_reservations"),
        ("offers", "0001_initial"),
        ("shipping", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="cart",
            name="code",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="offers.offercode",
            ),
        ),
        migrations.AddField(
            model_name="cart",
            name="shipping_method",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="shipping.shippingmethod",
            ),
        ),
        migrations.AddField(
            model_name="pendingorder",
            name="code",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="offers.offercode",
            ),
        ),
        migrations.AddField(
            model_name="pendingorder",
            name="code_amount",
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
        ),
    ]
