from django.db import migrations, models

from tamio.commerce.invoices.words import WORDS


class Migration(migrations.Migration):
    dependencies = [("invoices", "0003_lines_by_their_last_day")]

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
