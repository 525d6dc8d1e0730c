from django.db import migrations

from tamio.commerce.invoices.words import WORDS


class Migration(migrations.Migration):
    """The indexes anew, with what SQLite needs to know of its words."""

    dependencies = [("invoices", "0004_for_lists")]

    operations = [WORDS.operation()]
