from django.db import migrations, models

from tamio.commerce.invoices.words import WORDS


class Migration(migrations.Migration):
    dependencies = [("invoices", "0002_issued_is_final")]

    operations = [
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["store", "buyer_name", "id"], name="invoices_by_buyer"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["store", "total", "id"], name="invoices_by_total"),
        ),
        WORDS.operation(),
    ]
