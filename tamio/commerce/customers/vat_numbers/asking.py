"""Puts the question whether a customer's VAT number is in force; the worker takes it from there."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.customers.models import Customer, VatAnswer, VatCheck
from tamio.commerce.customers.vat_numbers.register import vat_register
from tamio.commerce.vat.rates import EU
from tamio.commerce.vat.treatments import Parties, Supply, Treatment, treatment_of
from tamio.outbox.record import record
from tamio.outbox.states import Priority

KIND = "vat_number.asked"
#: An answer stands for so long; the next sale after that asks again.
FRESH = timedelta(days=30)


def ask_at_sale(*, customer: Customer, now: datetime) -> VatCheck | None:
    """In the sale's transaction: one row and one delivery, and only where the VAT depends on it.

    None if there is nothing to ask: the number is no ground for a sale without VAT, the last
    answer is fresh, the question is put already, or no register is to be asked.
    """
    if vat_register() is None or not _decides(customer):
        return None
    last = latest_check(customer)
    if last is not None and (last.is_open or last.asked_at > now - FRESH):
        return None
    return _ask(customer, now=now, by="tamio", priority=Priority.SALE)


def ask_again(
    *, customer: Customer, now: datetime, by: str, priority: Priority = Priority.CLICK
) -> VatCheck | None:
    """A person's wish, however fresh the last answer is; a question that is still open stands.

    None where it cannot be asked. Of many at once `priority` lets sales go first.
    """
    if not can_be_asked(customer):
        return None
    with transaction.atomic():
        Customer.objects.select_for_update().get(pk=customer.pk)
        last = latest_check(customer)
        if last is not None and last.is_open:
            return last
        return _ask(customer, now=now, by=by, priority=priority)


def can_be_asked(customer: Customer) -> bool:
    """Whether there is a register to ask, and a number that it could know."""
    in_the_eu = customer.country in EU and bool(customer.vat_number)
    return in_the_eu and vat_register() is not None


def latest_check(customer: Customer) -> VatCheck | None:
    """The last question about the number that the customer has now."""
    asked = customer.vat_checks.filter(vat_number=customer.vat_number)
    return asked.order_by("-pk").first()


def found_invalid(*, customer_id: int, vat_number: str) -> VatCheck | None:
    """The last definite answer about the number, if it was no."""
    return all_found_invalid(customer_ids=[customer_id]).get((customer_id, vat_number))


def all_found_invalid(*, customer_ids: Collection[int]) -> dict[tuple[int, str], VatCheck]:
    """By customer and number. One query, however many are asked about; none for none."""
    if not customer_ids:
        return {}
    answered = VatCheck.objects.filter(
        customer_id__in=customer_ids, answer__in=[VatAnswer.VALID, VatAnswer.INVALID]
    )
    last = {(each.customer_id, each.vat_number): each for each in answered.order_by("pk")}
    return {key: each for key, each in last.items() if each.answer == VatAnswer.INVALID}


def _decides(customer: Customer) -> bool:
    parties = Parties(
        seller_country=customer.store.country,
        buyer_country=customer.country,
        buyer_is_business=customer.is_company,
        buyer_vat_number=customer.vat_number,
    )
    return treatment_of(parties=parties, supply=Supply.GOODS) is Treatment.EU_BUSINESS


def _ask(customer: Customer, *, now: datetime, by: str, priority: Priority) -> VatCheck:
    check = VatCheck.objects.create(
        store_id=customer.store_id,
        customer=customer,
        vat_number=customer.vat_number,
        asked_at=now,
        asked_by=by,
    )
    record(kind=KIND, store_id=customer.store_id, subject_id=check.pk, now=now, priority=priority)
    return check
