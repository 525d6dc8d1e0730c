"""Declares what is forgotten of withdrawals."""

from datetime import timedelta

from django.apps import AppConfig


class Withdrawals(AppConfig):
    name = "tamio.commerce.withdrawals"
    label = "withdrawals"

    def ready(self) -> None:
        from tamio.commerce.privacy import records
        from tamio.outbox import chores

        records.declare("withdrawals", "tamio.commerce.withdrawals.privacy")
        chores.declare(
            chores.Chore(
                name="withdrawals-forget",
                every=timedelta(days=1),
                run="tamio.commerce.withdrawals.forgetting.forget",
            )
        )
