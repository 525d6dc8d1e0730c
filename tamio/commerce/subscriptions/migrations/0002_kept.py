from django.db import migrations

from tamio.append_only import keep


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_tables")]

    operations = [
        keep(
            table="subscriptions_planversion",
            kept=[
                "id",
                "plan_id",
                "number",
                "title",
                "unit",
                "count",
                "price",
                "currency",
                "prices_include_vat",
                "priced_on",
                "item_type",
                "is_on_site",
                "vat_class",
                "trial_days",
                "setup_fee",
                "min_cycles",
                "max_cycles",
                "notice_days",
                "alignment",
            ],
        ),
        keep(
            table="subscriptions_period",
            kept=[
                "id",
                "subscription_id",
                "kind",
                "period_start",
                "period_end",
                "sequence",
                "invoice_id",
            ],
        ),
        keep(
            table="subscriptions_subscriptionevent",
            kept=["id", "store_id", "subscription_id", "what"],
        ),
    ]
