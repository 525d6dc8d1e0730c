"""What an invoice's order stands on in Fortnox and which cards it must write first.

Repeat sales write no card, so they may overlap; two that would make the same card may not.
"""

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync.master_data import MasterData
from tamio.fortnox.sync.texts import Texts
from tamio.outbox.claims import Claims
from tamio.outbox.models import Delivery


def claims(delivery: Delivery) -> Claims:
    """Nothing, where nothing can be sent. Asks only the database."""
    connection = Connection.objects.filter(store_id=delivery.store_id).first()
    settings = Settings.objects.filter(store_id=delivery.store_id).first()
    if connection is None or settings is None:
        return Claims()
    invoice = Invoice.objects.select_related("customer").get(pk=delivery.subject_id)
    master_data = MasterData(
        tenant_id=connection.tenant_id,
        settings=settings,
        invoice=invoice,
        lines=list(invoice.lines.all()),
        texts=Texts(),
    )
    order = frozenset({order_of(invoice.pk)})
    return Claims(needs=master_data.needed() | order, writes=master_data.stale())


def order_of(invoice_id: int) -> str:
    """The name of the order that an invoice is, or will be."""
    return f"order:{invoice_id}"
