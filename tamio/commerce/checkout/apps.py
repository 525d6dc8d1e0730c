"""Registers the room with Django, and says how an order that is paid first becomes an invoice."""

from datetime import timedelta

from django.apps import AppConfig

_PATH = "tamio.commerce.checkout"


class Checkout(AppConfig):
    name = _PATH
    label = "checkout"

    def ready(self) -> None:
        from tamio.commerce.checkout import orders, plans  # noqa: F401  # their models are the room's
        from tamio.commerce.payments.ordering import Orders, declare
        from tamio.commerce.privacy import records as privacy
        from tamio.outbox import chores

        privacy.declare("pending-orders", f"{_PATH}.privacy")
        declare(Orders(place=f"{_PATH}.paying.place_paid", let_go=f"{_PATH}.paying.let_go_of"))
        chores.declare(
            chores.Chore(
                name="orders-forget", every=timedelta(days=1), run=f"{_PATH}.forgetting.forget"
            )
        )
