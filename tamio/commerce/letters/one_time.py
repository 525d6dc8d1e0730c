"""Mails the one-time link to whoever has bought here with the address they ask with."""

from datetime import datetime

from django.db import transaction

from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.sending import Write, send
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.link import one_time_link
from tamio.commerce.links.addresses import orders_address
from tamio.commerce.links.one_time import LASTS, make_one_time_link
from tamio.commerce.stores.models import Store
from tamio.outbox.states import Priority


def mail_one_time_link(*, store: Store, email: str, language: str, now: datetime) -> bool:
    """False, and nothing is sent, where nobody bought with it; the page says the same of both."""
    with transaction.atomic():
        token = make_one_time_link(store=store, email=email, now=now)
        if token is None:
            return False
        send(
            store=store,
            kind=Kind.LINK,
            recipient=email,
            language=language,
            write=link_writer(orders_address(store, token)),
            now=now,
            priority=Priority.CLICK,
        )
    return True


def link_writer(address: str) -> Write:
    minutes = int(LASTS.total_seconds() // 60)

    def write(says: StoreSays, language: str) -> Body:
        return one_time_link(address=address, minutes=minutes, says=says)

    return write
