"""A cart's lines are of variants; what they hold can be kept for a while."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def _point_at_the_variant(apps: Any, _schema_editor: Any) -> None:
    line, variant = apps.get_model("checkout", "CartLine"), apps.get_model("catalogue", "Variant")
    of_the_product = variant.objects.filter(product=OuterRef("product")).order_by("pk")
    line.objects.update(variant=Subquery(of_the_product.values("pk")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_variants"),
        ("checkout", "0002_pending_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="cartline",
            name="variant",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalogue.variant",
            ),
        ),
        migrations.RunPython(_point_at_the_variant, migrations.RunPython.noop, elidable=False),
        migrations.RemoveConstraint(model_name="cartline", name="one_line_a_product"),
        migrations.RemoveField(model_name="cartline", name="product"),
        migrations.AlterField(
            model_name="cartline",
            name="variant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalogue.variant",
            ),
        ),
        migrations.AddConstraint(
            model_name="cartline",
            constraint=models.UniqueConstraint(
                fields=("cart", "variant"), name="one_line_a_variant"
            ),
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "quantity",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("expires_at", models.DateTimeField()),
                (
                    "cart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reservations",
                        to="checkout.cart",
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reservations",
                        to="catalogue.variant",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(
                fields=("cart", "variant"), name="one_reservation_a_variant"
            ),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["variant", "expires_at"], name="reserved_of_a_variant"),
        ),
    ]
