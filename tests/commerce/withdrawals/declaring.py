"""Withdrawals as somebody would send them."""

import uuid
from typing import Any

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.declaring import Declaration, declare
from tamio.commerce.withdrawals.models import Withdrawal
from tests.factories import NOW


def declaration(**fields: Any) -> Declaration:
    given: dict[str, Any] = {
        "token": uuid.uuid4(),
        "name": "Åsa Öberg",
        "email": "asa@example.com",
        "order_number": "1001",
        "what": "",
        "language": "sv",
    }
    return Declaration(**given | fields)


def declared(invoice: Invoice, **fields: Any) -> Withdrawal:
    """About that order, with its number and its buyer's address."""
    about = {"order_number": str(invoice.number), "email": invoice.buyer_email}
    return declare(store=invoice.store, declaration=declaration(**about | fields), now=NOW)


def sent_to(store: Store, **fields: Any) -> Withdrawal:
    return declare(store=store, declaration=declaration(**fields), now=NOW)
