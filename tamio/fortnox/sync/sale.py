"""What a sale becomes in Fortnox: its cards and its order, worked out before anything is sent.

Sending and previewing both stand on this, so that what is shown is what goes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.client.models.order import Order
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.known import Known
from tamio.fortnox.sync.mapping import order_document
from tamio.fortnox.sync.master_data import MasterData
from tamio.fortnox.sync.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """`texts` remembers what had to be changed in whatever has been asked for so far."""

    invoice: Invoice
    lines: Sequence[InvoiceLine]
    accounts: RevenueAccounts
    cards: MasterData
    texts: Texts

    def order(self) -> Order:
        """The order to be created. Raises NoAccount."""
        return order_document(
            invoice=self.invoice,
            lines=self.lines,
            customer_number=self.cards.customer_number,
            accounts=self.accounts,
            texts=self.texts,
            card_delivers=self._card_delivers,
        )

    @property
    def _card_delivers(self) -> bool:
        """Whether the card has, or gets, a delivery address; an adopted one can have its own."""
        held = self.cards.customer_link.sent or {}
        ours = self.invoice.customer.delivery_line1
        return bool(ours or held.get("delivery_address_1"))


def sale_of(
    *,
    invoice: Invoice,
    lines: Sequence[InvoiceLine],
    tenant_id: str,
    settings: Settings,
    accounts: RevenueAccounts,
    read_before: Known | None = None,
) -> Sale:
    """Reads what is known of the cards only when it is asked for, and then in three queries;
    none at all with `read_before`.
    """
    texts = Texts()
    cards = MasterData(
        tenant_id=tenant_id,
        settings=settings,
        invoice=invoice,
        lines=lines,
        texts=texts,
        read_before=read_before,
    )
    return Sale(invoice=invoice, lines=lines, accounts=accounts, cards=cards, texts=texts)
