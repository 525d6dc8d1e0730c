"""What an invoice's order stands on in Fortnox and which cards it must write first.

Repeat sales write no card, so they may overlap; two that would make the same card may not.
"""

from tamio.commerce.invoices.reading import invoice_at, lines_of
from tamio.fortnox.sync.connected import connected_as
from tamio.fortnox.sync.master_data import MasterData
from tamio.fortnox.sync.texts import Texts
from tamio.outbox.claims import Claims
from tamio.outbox.models import Delivery


def claims(delivery: Delivery) -> Claims:
    """Nothing, where nothing can be sent. Asks only the database."""
    connection, settings = connected_as(delivery.store_id)
    if connection is None or settings is None:
        return Claims()
    invoice = invoice_at(delivery.subject_id)
    master_data = MasterData(
        tenant_id=connection.tenant_id,
        settings=settings,
        invoice=invoice,
        lines=lines_of(invoice),
        texts=Texts(),
    )
    order = frozenset({order_of(invoice.pk)})
    return Claims(needs=master_data.needed() | order, writes=master_data.stale())


def order_of(invoice_id: int) -> str:
    """The name of the order that an invoice is, or will be."""
    return f"order:{invoice_id}"
