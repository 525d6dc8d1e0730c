from django.db import migrations

from tamio.commerce.invoices.triggers import install, remove


class Migration(migrations.Migration):
    dependencies = [("invoices", "0003_room_for_foreign_numbers")]

    operations = [migrations.RunPython(install, remove)]
