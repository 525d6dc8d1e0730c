"""Registers the room with Django, and has what is due renewed, and withdrawals heard."""

from datetime import timedelta

from django.apps import AppConfig

_PATH = "tamio.commerce.subscriptions"


class Subscriptions(AppConfig):
    name = _PATH
    label = "subscriptions"

    def ready(self) -> None:
        from tamio.commerce.privacy import records as privacy
        from tamio.commerce.subscriptions.withdrawing import period_of_renewal
        from tamio.commerce.subscriptions.withdrawn import on_acceptance
        from tamio.commerce.withdrawals.signals import accepted
        from tamio.commerce.withdrawals.standing import ask_about_contracts
        from tamio.outbox import chores

        accepted.connect(on_acceptance, dispatch_uid="subscriptions")
        ask_about_contracts(period_of_renewal)
        privacy.declare("subscriptions", f"{_PATH}.privacy")
        chores.declare(
            chores.Chore(
                name="subscriptions-renew",
                every=timedelta(seconds=10),
                run=f"{_PATH}.chore.renew",
            )
        )
        chores.declare(
            chores.Chore(
                name="subscriptions-prices",
                every=timedelta(seconds=10),
                run=f"{_PATH}.repricing.telling.tell_due",
            )
        )
