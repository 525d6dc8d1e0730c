"""Invoices as a list, with what the integrations say of each."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.forms.filters import InvoiceFilters
from tamio.backoffice.lists.kinds import Cell, Listed
from tamio.backoffice.rows import with_chips
from tamio.commerce.audit import masking
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Payment
from tamio.look.chips import Chip, Text
from tamio.store_clock import now


def _rows(request: StoreRequest) -> QuerySet[Invoice]:
    issued: QuerySet[Invoice] = request.store.invoices.filter(number__isnull=False)
    return issued


def _form(request: StoreRequest, params: Any) -> InvoiceFilters:
    return InvoiceFilters(params, store=request.store, today=request.store.date_of(now()))


def _heads() -> Sequence[Text]:
    return (
        _("Invoice number"), _("Invoice date"), _("Due date"), _("Payment reference"),
        _("Reference from elsewhere"), _("Buyer"), _("E-mail"), _("Organisation number"),
        _("Country"), _("Currency"), _("Net"), _("VAT"), _("Total"), _("Credited"),
        _("Left to pay"), _("Payment"), _("State"),
    )  # fmt: skip


def _cells(request: StoreRequest, rows: Sequence[Invoice]) -> Iterator[Sequence[Cell]]:
    """Three queries, and those of the integrations."""
    payments = {each.invoice_id: each for each in Payment.objects.filter(invoice__in=rows)}
    for row in with_chips(request, rows):
        each, paid = row.invoice, payments.get(row.invoice.pk)
        yield (
            each.number, each.invoice_date, paid.due_date if paid else None,
            paid.reference if paid else None, each.external_reference, each.buyer_name,
            each.buyer_email, masking.masked(each.buyer_organisation_number),
            each.buyer_country, each.currency, each.net, each.vat, each.total, row.credited,
            paid.left if paid else None, _said(row.paid),
            "; ".join(_said(chip) for chip in row.chips),
        )  # fmt: skip


def _said(chip: Chip | None) -> str:
    return " · ".join(str(part) for part in (chip.state, chip.text) if part) if chip else ""


INVOICES = Listed(
    name="invoices",
    url_name="backoffice:invoices",
    title=gettext_lazy("Invoices"),
    template="backoffice/invoices.html",
    rows=_rows,
    form=_form,
    sorts={"number", "invoice_date", "buyer_name", "total"},
    default="-number",
    heads=_heads,
    cells=_cells,
)
