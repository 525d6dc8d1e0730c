"""Asks the register one question and keeps the answer; the lane's worker calls it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from stdnum.eu import vat as eu_vat

from tamio.commerce.customers.models import VatAnswer, VatCheck
from tamio.commerce.customers.vat_numbers import wording
from tamio.commerce.customers.vat_numbers.register import Entry, Unreachable, vat_register
from tamio.commerce.customers.vat_numbers.vies import LONGEST
from tamio.commerce.stores.clock import in_its_store
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.numbers import compact_vat_number
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Later, Outcome, Skipped, Submitted
from tamio.store_clock import told

#: So long it is asked again by itself; after that the next sale or a person asks.
GIVEN_UP_AFTER = timedelta(days=2)


@in_its_store
def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Submitted once there is an answer. A number of a wrong form is not asked about at all."""
    check = VatCheck.objects.select_related("store").get(pk=delivery.subject_id)
    register = vat_register()
    if check.is_answered:
        return Submitted()
    if register is None:
        return Skipped("no-register")
    if not eu_vat.is_valid(check.vat_number):
        _keep(check, Entry(is_valid=False), lease)
        return Submitted()
    lease.heartbeat(covering=timedelta(seconds=LONGEST))
    try:
        entry = register.look_up(check.vat_number, asked_by=_asker(check.store))
    except Unreachable as trouble:
        return _not_now(check, trouble, lease)
    _keep(check, entry, lease)
    return Submitted()


def _asker(store: Store) -> str:
    """The store's own number; without one the answer has no consultation number."""
    number = compact_vat_number(store.vat_number) if store.vat_number else ""
    return number if eu_vat.is_valid(number) else ""


def _keep(check: VatCheck, entry: Entry, lease: Lease) -> None:
    with lease.writing():
        _unanswered(check).update(
            answer=VatAnswer.VALID if entry.is_valid else VatAnswer.INVALID,
            answered_at=told(lease.clock()),
            consultation_number=entry.consultation_number,
            registered_name=entry.name,
            registered_address=entry.address,
            detail="",
        )


def _not_now(check: VatCheck, trouble: Unreachable, lease: Lease) -> Outcome:
    now = told(lease.clock())
    is_over = _is_over(check, now=now)
    with lease.writing():
        _unanswered(check).update(
            answer=VatAnswer.UNREACHABLE,
            answered_at=now,
            detail=str(trouble),
            given_up_at=now if is_over else None,
        )
    if is_over:
        return Skipped("unreachable")
    return Later(wording.unreachable(str(trouble)), whole_lane=trouble.everyone)


def _is_over(check: VatCheck, *, now: datetime) -> bool:
    return now - check.asked_at >= GIVEN_UP_AFTER


def _unanswered(check: VatCheck) -> QuerySet[VatCheck]:
    """What was answered is a fact, and stays as it was."""
    return VatCheck.objects.filter(pk=check.pk, answer__in=["", VatAnswer.UNREACHABLE])
