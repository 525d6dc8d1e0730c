"""An order's period of withdrawal, out of what is on record: shipments, receipt, letters."""

from collections.abc import Callable
from datetime import date, timedelta

from tamio.commerce.customers.models import CustomerType
from tamio.commerce.fulfilment.standing import Goods, goods_of
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.withdrawals.period import Facts, Period, period_of

#: Sales that no order confirmation of the shop's own comes with.
_TOLD_BEFORE = frozenset({Channel.API, Channel.RENEWAL})
#: Days a parcel is taken to travel where nobody has said when it arrived: in the buyer's favour.
TRAVELS = timedelta(days=10)


def has_right(invoice: Invoice) -> bool:
    """Only consumers have one; what is excepted for its kind is the store's to say."""
    return invoice.buyer_type == CustomerType.PRIVATE


_contracts: list[Callable[[Invoice], Period | None]] = []


def ask_about_contracts(ask: Callable[[Invoice], Period | None]) -> None:
    """`ask`: the period of the contract that an invoice goes on with; None if it goes on with none.
    Asked of what is charged without an order.
    """
    if ask not in _contracts:
        _contracts.append(ask)


def withdrawal_period(invoice: Invoice) -> Period:
    """Of an issued invoice to a consumer. What is charged anew of a contract gives no new right:
    the time runs from that contract.
    """
    if invoice.channel == Channel.RENEWAL:
        for ask in _contracts:
            if (period := ask(invoice)) is not None:
                return period
    return period_of(Facts(starts=_starts(invoice), informed=_informed(invoice)))


def _starts(invoice: Invoice) -> date | None:
    goods = goods_of(invoice)
    if not goods:
        return invoice.invoice_date
    if any(each.left for each in goods) or not any(each.shipped for each in goods):
        return None
    return _received(invoice, goods)


def _received(invoice: Invoice, goods: list[Goods]) -> date:
    """When the last parcel was in the buyer's hands, or must have been."""
    shipments = invoice.shipments.filter(taken_back_at=None)
    return max(
        shipment.received_date or invoice.store.date_of(shipment.at) + TRAVELS
        for shipment in shipments
    )


def _informed(invoice: Invoice) -> date | None:
    """When the order confirmation, which tells of the right, had left. A sale through the API is
    taken to be confirmed by whoever made it; what was agreed before it is charged, when it was.
    """
    sent = invoice.messages.filter(kind=Kind.ORDER, message__sent_at__isnull=False)
    first = sent.order_by("message__sent_at").values_list("message__sent_at", flat=True).first()
    if first is None:
        return invoice.invoice_date if invoice.channel in _TOLD_BEFORE else None
    return invoice.store.date_of(first)
