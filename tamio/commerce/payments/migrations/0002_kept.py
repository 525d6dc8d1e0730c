from django.db import migrations

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_tables")]

    operations = [
        keep(
            table="payments_receipt",
            kept=[
                "store_id",
                "invoice_id",
                "amount",
                "currency",
                "means",
                "provider",
                "provider_id",
                "paid_on",
                "reverses_id",
            ],
        ),
        keep(
            table="payments_refund",
            kept=[
                "store_id",
                "invoice_id",
                "receipt_id",
                "amount",
                "currency",
                "means",
                "provider",
                "key",
            ],
        ),
        keep(
            table="payments_refundoutcome",
            kept=["refund_id", "failed", "paid_on", "provider_id"],
        ),
    ]
