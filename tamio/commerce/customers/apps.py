"""Registers the room with Django, the register of VAT numbers, and the work on imports."""

from datetime import timedelta

from django.apps import AppConfig


class Customers(AppConfig):
    name = "tamio.commerce.customers"
    label = "customers"

    def ready(self) -> None:
        from tamio.commerce.customers.vat_numbers.standing import standing
        from tamio.commerce.privacy import records
        from tamio.commerce.vat.standing import tell_standings
        from tamio.outbox import chores
        from tamio.outbox.destinations import Destination, declare

        records.declare("card", "tamio.commerce.customers.privacy")
        records.declare("vat-numbers", "tamio.commerce.customers.vat_numbers.privacy")
        tell_standings(standing)
        declare(
            Destination(
                name="vat-register",
                hears=("vat_number.asked",),
                deliver="tamio.commerce.customers.vat_numbers.deliver.deliver",
            )
        )
        chores.declare(
            chores.Chore(
                name="customer-imports",
                every=timedelta(seconds=1),
                run="tamio.commerce.customers.exchange.work.chore",
            )
        )
        chores.declare(
            chores.Chore(
                name="customer-imports-forget",
                every=timedelta(days=1),
                run="tamio.commerce.customers.exchange.work.forget_chore",
            )
        )
