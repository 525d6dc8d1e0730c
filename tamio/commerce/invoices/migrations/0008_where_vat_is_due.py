from django.db import migrations, models

from tamio.commerce.invoices import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("invoices", "0007_exchange_rates_and_references"),
        ("stores", "0003_own_vat_rates"),
    ]

    operations = [
        migrations.RunPython(triggers.remove_for_credit_notes, triggers.install_for_credit_notes),
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AddField(
            model_name="invoiceline",
            name="vat_country",
            field=models.CharField(blank=True, default="", max_length=2),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                fields=["store", "buyer_country", "invoice_date"],
                name="invoices_in_store_i_6215bb_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                fields=["store", "delivery_country", "invoice_date"],
                name="invoices_in_store_i_4273f3_idx",
            ),
        ),
        migrations.AddIndex(
            model_name="creditnote",
            index=models.Index(
                fields=["store", "credit_date"], name="invoices_cr_store_i_cdd274_idx"
            ),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
        migrations.RunPython(triggers.install_for_credit_notes, triggers.remove_for_credit_notes),
    ]
