"""What the outbox calls for a delivery to Fortnox: a sale, or a credit note."""

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.sync import claims as of_sales
from tamio.fortnox.sync import submit
from tamio.fortnox.sync.credits import deliver as credits_
from tamio.fortnox.sync.credits.waiting import CREDITED
from tamio.fortnox.sync.master_data import card_of
from tamio.outbox.claims import Claims
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Outcome


def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Under the lane's lease."""
    of = credits_.deliver if delivery.kind == CREDITED else submit.deliver
    return of(delivery, lease)


def claims(delivery: Delivery) -> Claims:
    """Whoever changes an order has it alone; its sale has it too. Asks only the database."""
    if delivery.kind != CREDITED:
        return of_sales.claims(delivery)
    found = CreditNote.objects.values_list("invoice_id", "invoice__customer_id")
    invoice_id, customer_id = found.get(pk=delivery.subject_id)
    # Rows that are added take their VAT type from the card as it is then (facts, section 9, 10).
    return Claims(
        needs=frozenset({card_of(customer_id)}),
        writes=frozenset({of_sales.order_of(invoice_id)}),
    )
