from django.db import migrations, models

from tamio.commerce.customers.words import WORDS


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_imports")]

    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["store", "name", "id"], name="customers_by_name"),
        ),
        WORDS.operation(),
    ]
