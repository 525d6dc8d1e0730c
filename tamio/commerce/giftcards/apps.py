"""Registers the room: it hears of payments and credit notes, and mails and expires cards."""

from datetime import timedelta

from django.apps import AppConfig

_PATH = "tamio.commerce.giftcards"


class GiftCards(AppConfig):
    name = _PATH
    label = "giftcards"

    def ready(self) -> None:
        from tamio.commerce.audit import retention
        from tamio.commerce.giftcards.crediting import on_crediting
        from tamio.commerce.giftcards.hearing import on_settled
        from tamio.commerce.giftcards.issuing import ISSUED
        from tamio.commerce.giftcards.using import PROVIDER
        from tamio.commerce.invoices.signals import crediting
        from tamio.commerce.letters.kinds import Kind
        from tamio.commerce.mail import fillings
        from tamio.commerce.payments import at_once
        from tamio.commerce.payments.signals import settled
        from tamio.commerce.privacy import records as privacy
        from tamio.outbox import chores, destinations

        crediting.connect(on_crediting, dispatch_uid="giftcards")
        settled.connect(on_settled, dispatch_uid="giftcards")
        at_once.declare(PROVIDER, give_back=f"{_PATH}.paying_back.give_back")
        fillings.declare(Kind.GIFT_CARD.value, fill=f"{_PATH}.mailing.fill")
        fillings.declare(Kind.CARD_ENDS.value, fill=f"{_PATH}.reminding.fill")
        privacy.declare("gift-cards", f"{_PATH}.privacy")
        retention.declare(
            retention.Record(
                name="gift-card-moves",
                model=f"{_PATH}.models.CardMove",
                erase=f"{_PATH}.erasing.of_move",
            )
        )
        destinations.declare(
            destinations.Destination(
                name="gift-cards", hears=(ISSUED,), deliver=f"{_PATH}.mailing.deliver"
            )
        )
        for name, every, run in (
            ("gift-cards-mail", timedelta(minutes=10), "mailing.mail_due"),
            ("gift-cards-remind", timedelta(hours=1), "reminding.remind"),
            ("gift-cards-expire", timedelta(hours=1), "expiring.expire"),
        ):
            chores.declare(chores.Chore(name=name, every=every, run=f"{_PATH}.{run}"))
