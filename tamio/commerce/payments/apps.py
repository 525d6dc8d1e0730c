"""Registers the room with Django; a credit note changes what is to be paid."""

from django.apps import AppConfig

_PATH = "tamio.commerce.payments"


class Payments(AppConfig):
    name = _PATH
    label = "payments"

    def ready(self) -> None:
        from tamio.commerce.audit.retention import Record, declare
        from tamio.commerce.invoices.signals import credited
        from tamio.commerce.payments.asking import EVERY
        from tamio.commerce.payments.crediting import on_credit
        from tamio.commerce.privacy import records as privacy
        from tamio.outbox import chores, destinations

        privacy.declare("payments", f"{_PATH}.privacy")
        credited.connect(on_credit, dispatch_uid="payments")
        for name, model, erase in (
            ("receipts", "Receipt", "of_receipt"),
            ("refunds", "Refund", "of_refund"),
            ("refund-outcomes", "RefundOutcome", "of_outcome"),
        ):
            model_path, erase_path = f"{_PATH}.models.{model}", f"{_PATH}.erasing.{erase}"
            declare(Record(name=name, model=model_path, erase=erase_path))
        destinations.declare(
            destinations.Destination(
                name="payments",
                hears=("refund.asked", "draw.asked"),
                deliver=f"{_PATH}.sending.deliver",
            )
        )
        chores.declare(chores.Chore(name="payments-ask", every=EVERY, run=f"{_PATH}.asking.ask"))
