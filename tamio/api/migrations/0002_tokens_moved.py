from django.db import migrations


class Migration(migrations.Migration):
    """The table of before, once what stood there has been read."""

    dependencies = [
        ("api", "0001_tables"),
        ("tokens", "0002_from_the_api"),
    ]

    operations = [
        migrations.DeleteModel(name="ApiToken"),
    ]
