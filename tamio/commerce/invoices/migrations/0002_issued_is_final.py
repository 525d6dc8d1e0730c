from django.db import migrations

from tamio.commerce.invoices import triggers


class Migration(migrations.Migration):
    replaces = [("invoices", "0004_issued_is_final")]

    dependencies = [("invoices", "0001_tables")]

    operations = [
        migrations.RunPython(triggers.install, triggers.remove),
        migrations.RunPython(triggers.install_for_credit_notes, triggers.remove_for_credit_notes),
    ]
