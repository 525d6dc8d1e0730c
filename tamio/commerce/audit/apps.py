"""Says which records of commerce and the outbox are kept, and has the chore of erasing done."""

from datetime import timedelta

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tamio.commerce.audit"
    label = "audit"

    def ready(self) -> None:
        from tamio.commerce.audit.retention import Record, declare
        from tamio.outbox import chores

        declare(
            Record(
                name="changes",
                model="tamio.commerce.audit.models.Change",
                erase="tamio.commerce.audit.erasing.of_change",
            )
        )
        declare(
            Record(
                name="events",
                model="tamio.outbox.models.DeliveryEvent",
                erase="tamio.commerce.audit.erasing.of_event",
            )
        )
        chores.declare(
            chores.Chore(
                name="audit-retention",
                every=timedelta(days=1),
                run="tamio.commerce.audit.erasing.chore",
            )
        )
