from django.db import migrations, models

from tamio.commerce.invoices import triggers

_DELIVERY = {"name": 200, "line1": 200, "postal_code": 10, "city": 100, "country": 2}


class Migration(migrations.Migration):
    dependencies = [("invoices", "0005_lines_of_every_kind_and_credit_notes")]

    operations = [
        migrations.RunPython(triggers.remove_for_credit_notes, triggers.install_for_credit_notes),
        migrations.RunPython(triggers.remove, triggers.install),
        *(
            migrations.AddField(
                model_name="invoice",
                name=f"delivery_{name}",
                field=models.CharField(blank=True, default="", max_length=length),
                preserve_default=False,
            )
            for name, length in _DELIVERY.items()
        ),
        migrations.AddField(
            model_name="creditnote",
            name="external_reference",
            field=models.CharField(max_length=80, null=True),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.UniqueConstraint(
                fields=("invoice", "external_reference"), name="one_credit_note_a_reference"
            ),
        ),
        migrations.RunPython(triggers.install, triggers.remove),
        migrations.RunPython(triggers.install_for_credit_notes, triggers.remove_for_credit_notes),
    ]
