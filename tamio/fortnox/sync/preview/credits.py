"""What the credit notes of an invoice that are not in Fortnox yet would do to its order.

Sending reads the order first and works from how it stands. A preview sends nothing, so it works
from the last answer about the order that is on record, or else from the order as it would be made.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.db.models import Q, QuerySet
from pydantic import ValidationError

from tamio.commerce.invoices.credit import left_of
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.json_text import NotJson, read
from tamio.fortnox.client.models.order import StoredOrder, StoredOrderRow
from tamio.fortnox.client.scrubbing import HIDDEN
from tamio.fortnox.models import ExchangeRecord
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.credits.attempt import issued_for
from tamio.fortnox.sync.credits.deciding import (
    AddRows,
    Cancel,
    CreditInvoice,
    Decision,
    Done,
    decide,
)
from tamio.fortnox.sync.credits.order import patch_of
from tamio.fortnox.sync.credits.rights import makes_credit_invoices
from tamio.fortnox.sync.credits.rows import credited_rows
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.fortnox.sync.preview import wording
from tamio.fortnox.sync.preview.figures import row_of, sums_of
from tamio.fortnox.sync.preview.loading import Facts
from tamio.fortnox.sync.preview.shapes import CreditDoing, CreditPreview, Preview, Sums
from tamio.fortnox.sync.preview.warnings import of_accounts, of_texts
from tamio.fortnox.sync.rows import rows_of
from tamio.fortnox.sync.texts import Texts

#: Answers about an order that are looked through for one that can be read.
_MOST_ANSWERS = 10
#: The order and its invoice are read, that is credited, the credit invoice read and trimmed. A next
#: one finds it there.
_FIRST_ON_A_CREDIT_INVOICE = 5
_NEXT_ON_A_CREDIT_INVOICE = 4


def credits_of(made: Preview, *, accounts: RevenueAccounts, facts: Facts) -> CreditPreview | None:
    """None where no credit note waits. Six queries more than without."""
    waiting = facts.waiting_credits.get(made.invoice.pk, [])
    if not waiting:
        return None
    invoice = made.invoice
    notes = issued_for(invoice.pk)
    for note in notes:
        note.invoice = invoice
    answered = _last_answer(invoice=invoice, order_number=made.order_number, facts=facts)
    order = answered or _as_made(made)
    subjects = {delivery.subject_id for delivery in waiting}
    due = [note for note in notes if note.pk in subjects]
    nothing_left = not any(each.amounts.gross for each in left_of(invoice))
    decision = decide(
        order=order,
        invoice=invoice,
        note=due[0],
        notes=notes,
        nothing_left=nothing_left,
        makes_invoices=makes_credit_invoices(
            connection=facts.of_store.connection, settings=facts.of_store.settings
        ),
    )
    found = _told(decision, notes=due, accounts=accounts, facts=facts)
    if answered is None:
        found = replace(found, is_exact=False, warnings=[*found.warnings, wording.rows_not_known()])
    return found


def _told(
    decision: Decision,
    *,
    notes: Sequence[CreditNote],
    accounts: RevenueAccounts,
    facts: Facts,
) -> CreditPreview:
    """Each note reads the order once; the first of them writes it for all."""
    requests = len(notes)
    match decision:
        case Done():
            return CreditPreview(notes=notes, doing=CreditDoing.ADD_ROWS, requests=requests)
        case Cancel():
            return CreditPreview(notes=notes, doing=CreditDoing.CANCEL, requests=requests + 1)
        case AddRows():
            return _added(decision, notes=notes, accounts=accounts, facts=facts)
        case CreditInvoice():
            return _answered(decision, notes=notes, accounts=accounts, facts=facts)
        case _:
            said = wording.of_problem(decision.problem)
            return CreditPreview(notes=notes, doing=CreditDoing.STOPPED, warnings=[said])


def _added(
    decision: AddRows, *, notes: Sequence[CreditNote], accounts: RevenueAccounts, facts: Facts
) -> CreditPreview:
    """The order as it stands after: every row that is sent, those that stand there first."""
    stands, texts = decision.stands, Texts()
    included, names = stands.invoice.prices_include_vat, facts.of_store.names
    patch = patch_of(stands, accounts=accounts, texts=texts)
    rows = patch.order_rows or ()
    lines = [each.line for note in stands.missing for each in note.lines.all()]
    target = stands.target
    return CreditPreview(
        notes=notes,
        doing=CreditDoing.ADD_ROWS,
        patch=patch,
        rows=[row_of(row, includes_vat=included, names=names) for row in rows],
        sums=sums_of(rows, includes_vat=included),
        expected=Sums(target.total - target.vat, target.vat, target.total),
        requests=len(notes) + 1,
        warnings=[
            *of_accounts(lines, accounts=accounts, facts=facts.of_store),
            *of_texts(texts.fitted),
        ],
    )


def _answered(
    decision: CreditInvoice,
    *,
    notes: Sequence[CreditNote],
    accounts: RevenueAccounts,
    facts: Facts,
) -> CreditPreview:
    """The rows that the credit invoice is trimmed to. On which accounts the invoice's rows are is
    read when they are sent: they go back there.
    """
    stands, texts = decision.stands, Texts()
    included, names = stands.invoice.prices_include_vat, facts.of_store.names
    found = (
        row
        for note in notes
        for row in credited_rows(note, includes_vat=included, accounts=accounts, texts=texts)
    )
    rows = tuple(rows_of(found, texts=texts))
    vat = sum((note.vat for note in notes), Decimal(0))
    total = sum((note.total for note in notes), Decimal(0))
    return CreditPreview(
        notes=notes,
        doing=CreditDoing.CREDIT_INVOICE,
        invoice_number=stands.order.invoice_reference or "",
        rows=[row_of(row, includes_vat=included, names=names) for row in rows],
        sums=sums_of(rows, includes_vat=included),
        expected=Sums(total - vat, vat, total),
        requests=_FIRST_ON_A_CREDIT_INVOICE + (len(notes) - 1) * _NEXT_ON_A_CREDIT_INVOICE,
        is_exact=False,
        warnings=list(of_texts(texts.fitted)),
    )


def _last_answer(*, invoice: Invoice, order_number: str, facts: Facts) -> StoredOrder | None:
    """How Fortnox last said that the order stands; None if that is not on record."""
    if not order_number:
        return None
    sent = facts.deliveries.get(invoice.pk)
    about = ExchangeRecord.objects.filter(
        Q(delivery=sent) | Q(delivery__kind=CREDITED, delivery__subject_id__in=_notes_of(invoice)),
        store_id=invoice.store_id,
        path__startswith="/3/orders",
        status__in=[200, 201],
    ).order_by("-pk")
    read_orders = (
        _order_in(body) for body in about.values_list("answer_body", flat=True)[:_MOST_ANSWERS]
    )
    return next((order for order in read_orders if _is(order, order_number)), None)


def _notes_of(invoice: Invoice) -> QuerySet[CreditNote, int]:
    return CreditNote.objects.filter(invoice=invoice).values_list("pk", flat=True)


def _is(order: StoredOrder | None, number: str) -> bool:
    return order is not None and order.document_number == number


def _order_in(body: str) -> StoredOrder | None:
    """None for a list, and for what is not on record as it came: cut, or with a secret removed."""
    if HIDDEN in body:
        return None
    try:
        found = read(text=body.encode())
        inside = found.get("Order") if isinstance(found, dict) else None
        return StoredOrder.model_validate(inside, extra="ignore", by_alias=True, by_name=False)
    except (NotJson, ValidationError):
        return None


def _as_made(made: Preview) -> StoredOrder:
    """The order as it would stand right after it was made; its rows have no ids yet."""
    rows = tuple(
        StoredOrderRow(**row.sent.model_dump(exclude_unset=True), total=row.total)
        for row in made.rows
    )
    header = made.order.model_dump(exclude_unset=True, exclude={"order_rows"})
    return StoredOrder(
        **header,
        document_number=made.order_number or "0",
        order_rows=rows,
        cancelled=False,
        net=made.sums.net,
        total=made.sums.total,
        total_vat=made.sums.vat,
        round_off=Decimal(0),
    )
