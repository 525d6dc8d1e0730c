"""Reads a file of the bank's: each payment in it once, and the invoices that it pays."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.bank.bgmax import START, read_bgmax
from tamio.commerce.payments.bank.camt import read_camt
from tamio.commerce.payments.bank.entries import MOST_BYTES, Entry, Statement, Unreadable, line
from tamio.commerce.payments.bank.matching import Why, matches
from tamio.commerce.payments.models import (
    BankEntry,
    BankFile,
    Match,
    Means,
    Payment,
    Receipt,
    Standing,
)
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.stores.models import Store

PROVIDER = "bank"
#: Payments that are written in one transaction: a sale does not wait long for one.
_AT_ONCE = 100


def read(content: bytes) -> Statement:
    """In whichever format it is. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        most = {"most": MOST_BYTES // 1_000_000}
        raise Unreadable(_("The file is larger than %(most)d MB. Fetch a shorter period.") % most)
    if content[:7] == START.encode():
        return read_bgmax(content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or content[:2] in _UTF_16:
        return read_camt(content)
    raise Unreadable(_("The file is neither a camt.053 (XML) nor a BgMax file of Bankgirot's."))


_UTF_16 = {b"\xff\xfe", b"\xfe\xff"}


def import_file(
    *, store: Store, content: bytes, name: str, by: str, now: datetime
) -> tuple[BankFile, bool]:
    """The file as it was read, and whether it is new: the same one again changes nothing.

    A payment that an earlier file told of is counted, and not taken twice. What was not finished,
    because the machine stopped, is finished when the file comes again. Raises Unreadable, and then
    nothing is written.
    """
    statement = read(content)
    digest = sha256(content).hexdigest()
    file, is_new = BankFile.objects.get_or_create(
        store=store,
        digest=digest,
        defaults={
            "kind": statement.kind,
            "name": line(name, most=100) or "-",
            "at": now,
            "by": by,
            "passed_over": statement.passed_over,
        },
    )
    new = _new_entries(store, statement.entries)
    if is_new:
        BankFile.objects.filter(pk=file.pk).update(known_already=len(statement.entries) - len(new))
    for start in range(0, len(new), _AT_ONCE):
        _take(file, new[start : start + _AT_ONCE], store=store, by=by, now=now)
    file.refresh_from_db()
    return file, is_new


def match_by_hand(*, entry: BankEntry, invoice: Invoice, by: str, now: datetime) -> BankEntry:
    """A person says which invoice it pays. Raises ValidationError if it is matched already, or
    the invoice is in another currency.
    """
    with transaction.atomic():
        held = _held(entry)
        payment = Payment.objects.get(invoice=invoice, store=held.store_id)
        _pay(held, payment, by=by, now=now)
        held.why, held.settled_by = "", by
        held.save(update_fields=["match", "why", "receipt", "settled_by"])
        return held


def leave_out(*, entry: BankEntry, by: str) -> BankEntry:
    """A person says that it is for no invoice. Raises ValidationError if it is matched already."""
    with transaction.atomic():
        held = _held(entry)
        held.match, held.why, held.settled_by = Match.LEFT_OUT, "", by
        held.save(update_fields=["match", "why", "settled_by"])
        return held


def _held(entry: BankEntry) -> BankEntry:
    held = BankEntry.objects.select_for_update().get(pk=entry.pk)
    if held.match not in (Match.UNKNOWN, Match.LEFT_OUT):
        raise ValidationError({"invoice": [_("This payment has been matched already.")]})
    return held


def _new_entries(store: Store, entries: Sequence[Entry]) -> list[Entry]:
    """Without those that were read before, each once."""
    by_identity = {each.identity: each for each in entries}
    every = list(by_identity)
    for start in range(0, len(every), 500):
        known = BankEntry.objects.filter(store=store, identity__in=every[start : start + 500])
        for identity in known.values_list("identity", flat=True):
            del by_identity[identity]
    return list(by_identity.values())


def _take(
    file: BankFile, entries: Sequence[Entry], *, store: Store, by: str, now: datetime
) -> None:
    """All of them, or none."""
    with transaction.atomic():
        for entry, found in zip(entries, matches(entries, store=store), strict=True):
            row = _row(file, entry)
            if isinstance(found, Why):
                row.match, row.why = Match.UNKNOWN, found.value
            else:
                _pay(row, found, by=by, now=now)
            _save_once(row)


def _row(file: BankFile, entry: Entry) -> BankEntry:
    return BankEntry(
        store_id=file.store_id,
        file=file,
        identity=entry.identity,
        booked_on=entry.booked_on,
        amount=entry.amount,
        currency=entry.currency,
        reference=entry.reference,
        payer=entry.payer,
        text=entry.text,
    )


def _pay(row: BankEntry, payment: Payment, *, by: str, now: datetime) -> None:
    text = " · ".join(each for each in (row.payer, row.reference) if each)
    money = Money(
        amount=row.amount,
        currency=row.currency,
        means=Means.BANK,
        paid_on=row.booked_on,
        provider=PROVIDER,
        provider_id=_name_of(row),
        text=text,
    )
    row.receipt, _is_new = receive(invoice=payment.invoice, money=money, by=by, now=now)
    standing = Payment.objects.values_list("standing", flat=True).get(pk=payment.pk)
    row.match = _MATCHES.get(Standing(standing), Match.PAID)


def _name_of(row: BankEntry) -> str:
    """The bank's own; matched anew after it was taken back, with a number."""
    before = Receipt.objects.filter(
        store=row.store_id, provider=PROVIDER, provider_id__startswith=row.identity
    )
    taken_back = before.filter(reversal__isnull=False).count()
    return f"{row.identity}#{taken_back + 1}" if taken_back else row.identity


_MATCHES = {Standing.PARTLY: Match.PARTLY, Standing.OVER: Match.OVER}


def _save_once(row: BankEntry) -> None:
    """Two who read the same file at once: one of them writes the entry."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        known = BankEntry.objects.filter(store=row.store_id, identity=row.identity)
        if not known.exists():
            raise
