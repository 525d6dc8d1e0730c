"""Wires the integration into the house: what it hears, and which slots it fills."""

from django.apps import AppConfig


class FortnoxConfig(AppConfig):
    name = "tamio.fortnox"
    label = "fortnox"

    def ready(self) -> None:
        from tamio.outbox.destinations import Destination, declare

        declare(
            Destination(
                name="fortnox",
                hears=("invoice.issued",),
                deliver="tamio.fortnox.sync.submit.deliver",
                starts_closed="not-connected",
            )
        )
