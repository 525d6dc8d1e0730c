"""What every delivery of an invoice begins with: the invoice, and its store's connection."""

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import Connection, Settings
from tamio.outbox.models import Delivery
from tamio.prepared import Prepared


def invoice_of(delivery: Delivery) -> Invoice:
    """With store and customer. Raises Invoice.DoesNotExist."""
    found: Invoice | None = _INVOICES.first(delivery.subject_id)
    if found is None:
        raise Invoice.DoesNotExist(f"there is no invoice {delivery.subject_id}")
    return found


def connected_as(store_id: int) -> tuple[Connection | None, Settings | None]:
    """The store's company and how it books; None for what there is not (yet)."""
    return _CONNECTIONS.first(store_id), _SETTINGS.first(store_id)


_INVOICES = Prepared(
    lambda pk: Invoice.objects.filter(pk=pk).select_related("store", "customer"), int
)
_CONNECTIONS = Prepared(lambda store: Connection.objects.filter(store=store), int)
_SETTINGS = Prepared(lambda store: Settings.objects.filter(store=store), int)
