"""Customers, one by one. What is kept to be put back names nobody: they may wish to be erased."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.backoffice.forms.customer import subject_of
from tamio.commerce.audit.record import note_change
from tamio.commerce.customers.models import Customer, Language
from tamio.commerce.customers.vat_numbers.asking import ask_again, can_be_asked, latest_check
from tamio.commerce.stores.models import Store
from tamio.outbox.states import Priority

_AS_USUAL = "usual"
#: What is agreed on in practice; any other number of days stands on the customer's own card.
_TERMS = (0, 10, 14, 15, 20, 25, 30, 45, 60, 90)


def rows(store: Store) -> QuerySet[Customer]:
    customers: QuerySet[Customer] = store.customers.select_related("store")
    return customers


def languages(store: Store) -> list[tuple[str, str]]:
    return [
        (_AS_USUAL, _("As usual")),
        *((str(value), str(name)) for value, name in Language.choices),
    ]


def speak(customer: Customer, choice: str, by: str, now: datetime) -> dict[str, Any] | None:
    """They are written to in that language."""
    return _write(customer, "language", None if choice == _AS_USUAL else choice, by, now)


def speak_as_before(customer: Customer, before: dict[str, Any], by: str, now: datetime) -> None:
    _write(customer, "language", before["language"], by, now)


def terms(store: Store) -> list[tuple[str, str]]:
    usual = _days(store.payment_terms_days)
    return [
        (_AS_USUAL, _("The store's: %(days)s") % {"days": usual}),
        *((str(days), _days(days)) for days in _TERMS),
    ]


def agree(customer: Customer, choice: str, by: str, now: datetime) -> dict[str, Any] | None:
    """What they buy by invoice from now on is due by those terms."""
    days = None if choice == _AS_USUAL else int(choice)
    return _write(customer, "payment_terms_days", days, by, now)


def agree_as_before(customer: Customer, before: dict[str, Any], by: str, now: datetime) -> None:
    _write(customer, "payment_terms_days", before["payment_terms_days"], by, now)


def look_up(customer: Customer, _choice: str, by: str, now: datetime) -> bool | None:
    """Has the register asked about their VAT number, after what is sold; None if it is being asked
    already.
    """
    if not customer.vat_number:
        raise ValidationError(_("It has no VAT number."))
    if not can_be_asked(customer):
        raise ValidationError(_("The number cannot be looked up: no register is to be asked."))
    last = latest_check(customer)
    if last is not None and last.is_open:
        return None
    ask_again(customer=customer, now=now, by=by, priority=Priority.BACKFILL)
    return True


def _days(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


def _write(
    customer: Customer, field: str, value: str | int | None, by: str, now: datetime
) -> dict[str, Any] | None:
    if customer.erased_at is not None:
        raise ValidationError(_("The customer is erased."))
    before, after = {field: getattr(customer, field)}, {field: value}
    if before == after:
        return None
    setattr(customer, field, value)
    customer.save(update_fields=[field])
    note_change(subject=subject_of(customer), before=before, after=after, by=by, now=now)
    return before
