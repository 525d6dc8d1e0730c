"""Pacing: a request to a company waits until its budget has room for it.

Fortnox allows 25 requests in any 5 seconds per integration and company, and answers 429 over
it. 24 in 5.1 seconds leaves the margin that its own window needs (measured by client authors:
24 is safe, 25 is not). The budget is rows, because web pages and workers share it; it runs in
the machine's own time, whatever TAMIO_CLOCK says.
"""

import time
from datetime import datetime, timedelta

from django.db import transaction

from tamio.fortnox.models import RateSlot
from tamio.outbox.lease import machine_now

SLOTS = 24
WINDOW = timedelta(seconds=5.1)


def wait_for_turn(*, tenant_id: str) -> None:
    """Returns when one more request may be sent; sleeps until then."""
    while wait := take_slot(tenant_id=tenant_id, at=machine_now()):
        time.sleep(wait.total_seconds())


def take_slot(*, tenant_id: str, at: datetime) -> timedelta:
    """Takes a slot and gives zero, or gives how long it is until one is free."""
    with transaction.atomic():
        slots = _slots(tenant_id) or _made(tenant_id, at=at)
        slot = min(slots, key=lambda slot: slot.free_at)
        if slot.free_at > at:
            return slot.free_at - at
        slot.free_at = at + WINDOW
        slot.save(update_fields=["free_at"])
        return timedelta(0)


def _slots(tenant_id: str) -> list[RateSlot]:
    # All are locked, in one order. With the oldest alone locked, whoever waits for it would be
    # given it as it is after the wait, taken, while others are free.
    slots = RateSlot.objects.select_for_update().filter(tenant_id=tenant_id)
    return list(slots.order_by("position"))


def _made(tenant_id: str, *, at: datetime) -> list[RateSlot]:
    # Another process may make the same rows at this moment: then its rows are ours too.
    RateSlot.objects.bulk_create(
        [RateSlot(tenant_id=tenant_id, position=position, free_at=at) for position in range(SLOTS)],
        ignore_conflicts=True,
    )
    return _slots(tenant_id)
