"""Customers, one by one. What is kept to be put back names nobody: they may wish to be erased."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tamio.backoffice.forms.customer import subject_of
from tamio.commerce.audit.record import note_change
from tamio.commerce.customers.models import Customer, Language
from tamio.commerce.customers.vat_numbers.asking import ask_again, can_be_asked, latest_check
from tamio.commerce.stores.models import Store
from tamio.outbox.states import Priority

_AS_USUAL = "usual"


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
    return _write(customer, None if choice == _AS_USUAL else choice, by, now)


def speak_as_before(customer: Customer, before: dict[str, Any], by: str, now: datetime) -> None:
    _write(customer, before["language"], by, now)


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


def _write(
    customer: Customer, language: str | None, by: str, now: datetime
) -> dict[str, Any] | None:
    if customer.erased_at is not None:
        raise ValidationError(_("The customer is erased."))
    before = {"language": customer.language}
    if customer.language == language:
        return None
    customer.language = language
    customer.save(update_fields=["language"])
    after = {"language": language}
    note_change(subject=subject_of(customer), before=before, after=after, by=by, now=now)
    return before
