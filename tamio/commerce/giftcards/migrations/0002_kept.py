from django.db import migrations

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [("giftcards", "0001_tables")]

    operations = [
        keep(
            table="giftcards_cardmove",
            kept=[
                "store_id",
                "card_id",
                "on_date",
                "why",
                "amount",
                "invoice_id",
                "refund_id",
                "credit_note_id",
                "reference",
            ],
        ),
    ]
