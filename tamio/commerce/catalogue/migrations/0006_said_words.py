from django.db import migrations

from tamio.commerce.catalogue.words import PRODUCT_WORDS, VARIANT_WORDS


class Migration(migrations.Migration):
    """The indexes anew, with what SQLite needs to know of its words."""

    dependencies = [("catalogue", "0005_low_stock")]

    operations = [PRODUCT_WORDS.operation(), VARIANT_WORDS.operation()]
