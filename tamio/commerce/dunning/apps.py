"""Hears of what is billed, paid, drawn and cancelled, and has the next steps taken."""

from datetime import timedelta

from django.apps import AppConfig

_PATH = "tamio.commerce.dunning"


class Dunning(AppConfig):
    name = _PATH
    label = "dunning"

    def ready(self) -> None:
        from tamio.commerce.dunning import hearing
        from tamio.commerce.letters import taken
        from tamio.commerce.payments import signals as payments
        from tamio.commerce.subscriptions import signals as subscriptions
        from tamio.outbox import chores

        for signal, hears in (
            (subscriptions.billed, hearing.on_billed),
            (subscriptions.cancelled, hearing.on_cancelled),
            (subscriptions.ended, hearing.on_cancelled),
            (subscriptions.uncancelled, hearing.on_uncancelled),
            (payments.drawn, hearing.on_drawn),
            (payments.settled, hearing.on_settled),
            (payments.card_saved, hearing.on_card_saved),
        ):
            signal.connect(hears, dispatch_uid=f"dunning {hears.__name__}")
        taken.declare(f"{_PATH}.cases.taken_over")
        chores.declare(
            chores.Chore(name="dunning", every=timedelta(minutes=1), run=f"{_PATH}.chore.act")
        )
