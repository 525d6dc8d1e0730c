from django.db import migrations

from tamio.commerce.customers.words import WORDS


class Migration(migrations.Migration):
    """The indexes anew, with what SQLite needs to know of its words."""

    dependencies = [("customers", "0005_payment_terms")]

    operations = [WORDS.operation()]
