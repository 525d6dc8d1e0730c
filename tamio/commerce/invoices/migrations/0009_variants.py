"""A line of an invoice knows which variant was sold. Lines of before know their product only."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_variants"),
        ("invoices", "0008_where_vat_is_due"),
    ]

    operations = [
        migrations.AddField(
            model_name="invoiceline",
            name="variant",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.variant",
            ),
        ),
    ]
