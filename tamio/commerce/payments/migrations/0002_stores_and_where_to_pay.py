from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_PAID_TO = {"plusgiro": 9, "swish": 10, "iban": 34, "bic": 11}


def _fill_stores(apps: Any, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    payments = apps.get_model("payments", "Payment").objects
    invoices = apps.get_model("invoices", "Invoice").objects
    of_invoice = invoices.filter(pk=models.OuterRef("invoice_id"))
    payments.update(store_id=models.Subquery(of_invoice.values("store_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0001_initial"),
        ("invoices", "0007_exchange_rates_and_references"),
        ("stores", "0002_what_invoices_say"),
    ]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="store",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="stores.store",
            ),
        ),
        migrations.RunPython(_fill_stores, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="payment",
            name="store",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="stores.store",
            ),
        ),
        *(
            migrations.AddField(
                model_name="payment",
                name=name,
                field=models.CharField(blank=True, default="", max_length=length),
                preserve_default=False,
            )
            for name, length in _PAID_TO.items()
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("store", "reference"), name="one_payment_a_reference_in_a_store"
            ),
        ),
    ]
