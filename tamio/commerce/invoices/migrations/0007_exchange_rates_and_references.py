from django.db import migrations, models
from django.db.models import Q

from tamio.commerce.invoices import triggers


class Migration(migrations.Migration):
    dependencies = [("invoices", "0006_credit_references_and_delivery")]

    operations = [
        migrations.RunPython(triggers.remove_for_credit_notes, triggers.install_for_credit_notes),
        migrations.RunPython(triggers.remove, triggers.install),
        migrations.AddField(
            model_name="invoice",
            name="exchange_rate",
            field=models.DecimalField(decimal_places=6, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="exchange_rate_date",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="buyer_reference",
            field=models.CharField(blank=True, default="", max_length=50),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=Q(("exchange_rate", None), ("exchange_rate_date", None))
                | Q(("exchange_rate__gt", 0), ("exchange_rate_date__isnull", False)),
                name="an_exchange_rate_has_its_day",
            ),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
        migrations.RunPython(triggers.install_for_credit_notes, triggers.remove_for_credit_notes),
    ]
