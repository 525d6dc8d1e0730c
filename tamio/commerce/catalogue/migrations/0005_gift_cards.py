"""A product can be a gift card, of which buyers choose the amount."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_held_while_paid"),
        ("stores", "0003_own_vat_rates"),
    ]

    operations = [
        migrations.AddField(
            model_name="product",
            name="least_amount",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="smallest amount that buyers may choose",
            ),
        ),
        migrations.AddField(
            model_name="product",
            name="most_amount",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(50000),
                ],
                verbose_name="largest amount that buyers may choose",
            ),
        ),
        migrations.AlterField(
            model_name="product",
            name="item_type",
            field=models.CharField(
                choices=[
                    ("physical", "Physical product"),
                    ("service", "Service"),
                    ("digital", "Digital product"),
                    ("gift_card", "Gift card"),
                ],
                max_length=10,
                verbose_name="type",
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("least_amount", None), ("most_amount", None)),
                    models.Q(
                        ("least_amount__gt", 0), ("most_amount__gte", models.F("least_amount"))
                    ),
                    _connector="OR",
                ),
                name="amounts_are_chosen_between_two",
                violation_error_message="Give both a smallest and a largest amount, the smallest first, or neither.",
            ),
        ),
    ]
