"""Declares e-mail as a destination of the outbox: each store's mail is a lane of its own."""

from datetime import timedelta

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "tamio.commerce.mail"
    label = "mail"

    def ready(self) -> None:
        from tamio.commerce.privacy import records
        from tamio.outbox import chores
        from tamio.outbox.destinations import Destination, declare

        records.declare("mail", "tamio.commerce.mail.privacy")
        declare(
            Destination(
                name="mail", hears=("mail.queued",), deliver="tamio.commerce.mail.deliver.deliver"
            )
        )
        chores.declare(
            chores.Chore(
                name="mail-forget",
                every=timedelta(days=1),
                run="tamio.commerce.mail.forgetting.forget",
            )
        )
