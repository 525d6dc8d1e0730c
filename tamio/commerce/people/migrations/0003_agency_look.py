from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_tables_2"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="accent",
            field=models.CharField(
                blank=True, default="", max_length=7, verbose_name="accent colour"
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="logo_digest",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddField(
            model_name="agency",
            name="logo_height",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="agency",
            name="logo_kind",
            field=models.CharField(blank=True, default="", max_length=3),
        ),
        migrations.AddField(
            model_name="agency",
            name="logo_width",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
