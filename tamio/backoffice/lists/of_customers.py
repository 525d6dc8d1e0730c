"""Customers as a list."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.forms.filters import CustomerFilters
from tamio.backoffice.lists.kinds import Cell, Listed
from tamio.commerce.audit import masking
from tamio.commerce.customers.models import Customer
from tamio.look.chips import Text


def _heads() -> Sequence[Text]:
    return (
        _("Customer number"), _("Type"), _("Name"), _("E-mail"), _("E-mail for invoices"),
        _("Organisation number"), _("VAT number"), _("Address"), _("Postal code"), _("City"),
        _("Country"), _("Language"), _("Payment terms"), _("Customer since"),
    )  # fmt: skip


def _cells(request: StoreRequest, rows: Sequence[Customer]) -> Iterator[Sequence[Cell]]:
    for each in rows:
        yield (
            each.number, each.get_type_display(), each.name, each.email, each.invoice_email,
            masking.masked(each.organisation_number), each.vat_number, each.line1,
            each.postal_code, each.city, each.country, each.language, each.payment_terms_days,
            request.store.date_of(each.created_at),
        )  # fmt: skip


CUSTOMERS = Listed(
    name="customers",
    url_name="backoffice:customers",
    title=gettext_lazy("Customers"),
    template="backoffice/customers.html",
    rows=lambda request: request.store.customers.all(),
    form=lambda request, params: CustomerFilters(params, store=request.store),
    sorts={"number", "name"},
    default="-number",
    heads=_heads,
    cells=_cells,
)
