"""A cart holds gift cards for others, and is paid with gift cards."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_gift_cards"),
        ("checkout", "0004_shipping_and_codes"),
        ("giftcards", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CartCard",
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
                        related_name="+",
                        to="giftcards.giftcard",
                    ),
                ),
                (
                    "cart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cards",
                        to="checkout.cart",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="cartline",
            name="one_line_a_variant",
        ),
        migrations.AddField(
            model_name="cartline",
            name="gift",
            field=models.JSONField(
                encoder=django.core.serializers.json.DjangoJSONEncoder, null=True
            ),
        ),
        migrations.AddField(
            model_name="pendingorder",
            name="cards",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="pendingorder",
            name="gifts",
            field=models.JSONField(
                default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
            ),
        ),
        migrations.AddConstraint(
            model_name="cartline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gift__isnull", True)),
                fields=("cart", "variant"),
                name="one_plain_line_a_variant",
            ),
        ),
        migrations.AddConstraint(
            model_name="cartcard",
            constraint=models.UniqueConstraint(
                fields=("cart", "card"), name="a_cart_has_a_card_once"
            ),
        ),
    ]
