from django.db import migrations

from tamio.commerce.catalogue.words import PRODUCT_WORDS, VARIANT_WORDS


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_foreign_files")]

    operations = [PRODUCT_WORDS.operation(), VARIANT_WORDS.operation()]
