"""Which invoice a payment in the bank's file is for: the one whose reference it states.

A reference counts only whole: its check digit must be right, and its length digit where the store
has agreed on one. A payment that states none, or two, is left for a person.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from stdnum import luhn

from tamio.commerce.payments.bank.entries import Entry
from tamio.commerce.payments.models import Payment
from tamio.commerce.stores.models import OcrKind, Store

_LONGEST_OCR = 25


class Why(StrEnum):
    """Why a payment is not matched."""

    NO_REFERENCE = "no-reference"
    CHECK_DIGIT = "check-digit"
    NO_INVOICE = "no-invoice"
    SEVERAL = "several"
    CURRENCY = "currency"
    BANKGIRO = "bankgiro"


WORDS = {
    Why.NO_REFERENCE: _("It states no reference."),
    Why.CHECK_DIGIT: _("Its reference has a wrong check digit or length: a slip of the pen."),
    Why.NO_INVOICE: _("No invoice of this store has its reference."),
    Why.SEVERAL: _("It states the references of several invoices."),
    Why.CURRENCY: _("The invoice is in another currency."),
    Why.BANKGIRO: _("It went to another bankgiro than the invoice's and the store's."),
}


def matches(entries: Iterable[Entry], *, store: Store) -> list[Payment | Why]:
    """For each entry the payment that it pays, or why there is none. One query for all."""
    every = list(entries)
    stated = [_stated(each) for each in every]
    wanted = {number for numbers in stated for number in numbers}
    expected = _expected(store, wanted)
    kind = OcrKind(store.ocr_kind)
    return [
        _match(entry, numbers, expected, kind) for entry, numbers in zip(every, stated, strict=True)
    ]


def is_ocr(number: str, *, kind: OcrKind) -> bool:
    """Two to 25 digits whose last is the check digit (Luhn), the one before it the length."""
    if not (2 <= len(number) <= _LONGEST_OCR and number.isascii() and number.isdigit()):
        return False
    if not luhn.is_valid(number):
        return False
    return kind is OcrKind.CHECK or int(number[-2]) == len(number) % 10


def _stated(entry: Entry) -> list[str]:
    """The numbers that the payment states as its reference, without leading zeros, each once.

    Some banks write 1 0 0 1 6 3 or 1001-63: what is nothing but digits and signs is one number.
    """
    written = entry.reference.strip()
    if re.fullmatch(r"[0-9][0-9 .\-]*", written) and not re.search(
        r"[0-9]{4,}[ .]+[0-9]{4,}", written
    ):
        found = [re.sub(r"[^0-9]", "", written)]
    else:
        found = re.findall(rf"(?<![0-9])[0-9]{{2,{_LONGEST_OCR}}}(?![0-9])", written)
    return list(dict.fromkeys(number.lstrip("0") for number in found if number.strip("0")))


def _expected(store: Store, numbers: set[str]) -> dict[str, Payment]:
    """In pieces: a database takes only so many in one question."""
    every = sorted(numbers)
    found: dict[str, Payment] = {}
    for start in range(0, len(every), 500):
        some = Payment.objects.filter(store=store, reference__in=every[start : start + 500])
        found |= {each.reference: each for each in some.select_related("invoice", "store")}
    return found


def _match(
    entry: Entry, numbers: list[str], expected: dict[str, Payment], kind: OcrKind
) -> Payment | Why:
    if not numbers:
        return Why.NO_REFERENCE
    # An older reference of a store that has changed its agreement is right too: it is ours whole.
    right = [expected[number] for number in numbers if number in expected]
    if len(right) > 1:
        return Why.SEVERAL
    if not right:
        has_one = any(is_ocr(number, kind=kind) for number in numbers)
        return Why.NO_INVOICE if has_one else Why.CHECK_DIGIT
    [payment] = right
    if _went_elsewhere(entry, payment):
        return Why.BANKGIRO
    return payment if payment.invoice.currency == entry.currency else Why.CURRENCY


def _went_elsewhere(entry: Entry, payment: Payment) -> bool:
    """Every store numbers from the same first number: the file of another store that the same
    people run states references that this one has too.
    """
    theirs = {_digits(payment.bankgiro), _digits(payment.store.bankgiro)} - {""}
    return bool(entry.bankgiro and theirs) and entry.bankgiro not in theirs


def _digits(bankgiro: str) -> str:
    return re.sub(r"[^0-9]", "", bankgiro)
