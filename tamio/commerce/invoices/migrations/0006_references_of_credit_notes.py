from django.db import migrations, models

from tamio.commerce.invoices import triggers


class Migration(migrations.Migration):
    dependencies = [("invoices", "0005_lines_of_every_kind_and_credit_notes")]

    operations = [
        migrations.RunPython(triggers.remove_for_credit_notes, triggers.install_for_credit_notes),
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
        migrations.RunPython(triggers.install_for_credit_notes, triggers.remove_for_credit_notes),
    ]
