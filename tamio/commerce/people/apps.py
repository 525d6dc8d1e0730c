"""Registers the room with Django, and declares what is known of people and when it is forgotten."""

from datetime import timedelta

from django.apps import AppConfig


class People(AppConfig):
    name = "tamio.commerce.people"
    label = "people"

    def ready(self) -> None:
        from tamio.commerce.privacy import records
        from tamio.outbox import chores

        records.declare("people", "tamio.commerce.people.privacy")
        chores.declare(
            chores.Chore(
                name="people-forget",
                every=timedelta(days=1),
                run="tamio.commerce.people.forgetting.forget",
            )
        )
