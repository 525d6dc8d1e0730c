from django.core.validators import MinValueValidator
from django.db import migrations, models

from tamio.commerce.catalogue.words import VARIANT_WORDS


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_for_lists")]

    operations = [
        migrations.AddField(
            model_name="variant",
            name="cost",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                validators=[MinValueValidator(0)],
                verbose_name="cost",
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(cost__gte=0), name="cost_not_negative"
            ),
        ),
        VARIANT_WORDS.operation(),
    ]
