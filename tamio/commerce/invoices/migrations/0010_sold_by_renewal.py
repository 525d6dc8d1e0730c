"""An invoice can come of a renewal. Nothing in the database changes: the words do."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0009_variants"),
    ]

    operations = [
        migrations.AlterField(
            model_name="invoice",
            name="channel",
            field=models.CharField(
                choices=[
                    ("storefront", "Shop"),
                    ("api", "API"),
                    ("test_sale", "Test sale"),
                    ("renewal", "Renewal"),
                ],
                max_length=12,
            ),
        ),
    ]
