"""An invoice before it is issued."""

from collections.abc import Sequence

from tamio.commerce.customers.register import customer_for
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Channel, Invoice, draft_invoice
from tamio.commerce.stores.models import Store
from tests.commerce.lines import draft
from tests.factories import NOW, buyer, make_store


def make_draft(*, store: Store | None = None, lines: Sequence[LineDraft] | None = None) -> Invoice:
    store = store or make_store()
    return draft_invoice(
        store=store,
        customer=customer_for(store=store, buyer=buyer(), now=NOW),
        lines=[draft()] if lines is None else lines,
        currency="SEK",
        prices_include_vat=True,
        channel=Channel.STOREFRONT,
    )
