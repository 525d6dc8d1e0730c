"""What an invoice's page shows of what came after the sale: parcels, returns, letters, refunds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.commerce.fulfilment.standing import Stage, goods_of, stage_of
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.models import InvoiceMessage
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.links.addresses import order_address
from tamio.commerce.links.models import OrderLink
from tamio.commerce.mail.queueing import KIND as QUEUED
from tamio.commerce.people.roles import Right
from tamio.look.chips import Chip, Tone
from tamio.outbox.models import Delivery
from tamio.outbox.states import DUE, State
from tamio.outbox.status import deliveries_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """One letter; `problem` says why it has not gone, where it has not."""

    about: InvoiceMessage
    chip: Chip
    problem: str = ""

    @property
    def label(self) -> str:
        return str(dict(Kind.choices).get(self.about.kind, _("Invoice as PDF")))


def after_the_sale(request: StoreRequest, invoice: Invoice) -> dict[str, Any]:
    """For the invoice's page. As many queries whatever has happened."""
    goods = goods_of(invoice)
    stage = stage_of(goods)
    shipments = list(invoice.shipments.prefetch_related("lines__line"))
    returns = list(invoice.returns.prefetch_related("lines__line"))
    may_ship = Right.SHIP_ORDERS in request.rights
    link = OrderLink.objects.filter(invoice=invoice).first()
    return {
        "goods": goods,
        "stage": stage,
        "shipments": shipments,
        "returns": returns,
        "can_ship": may_ship and any(each.left for each in goods),
        "can_return": may_ship and any(each.away for each in goods),
        "can_cancel": Right.CREDIT_INVOICES in request.rights
        and stage in {Stage.TO_SHIP, Stage.PARTLY},
        "may_ship": may_ship,
        "may_mail": Right.MAIL_CUSTOMERS in request.rights,
        "mails": _mails(invoice),
        "mail_note": _note(invoice),
        "order_page": order_address(request.store, link.token) if link else "",
        "withdrawals": list(invoice.withdrawals.order_by("pk")),
        "refunds": list(invoice.refund_proposals.select_related("credit_note").order_by("pk")),
        "owed": standings([invoice])[invoice.pk].overpaid,
    }


def _mails(invoice: Invoice) -> list[MailRow]:
    rows = list(invoice.messages.select_related("message"))
    ids = [row.message_id for row in rows]
    deliveries = deliveries_of(kind=QUEUED, subject_ids=ids, destination="mail")
    return [_row(row, deliveries) for row in rows]


def _row(row: InvoiceMessage, deliveries: Mapping[int, Delivery]) -> MailRow:
    delivery = deliveries.get(row.message_id)
    if row.message.sent_at is not None:
        return MailRow(about=row, chip=Chip(state=_("Sent"), tone=Tone.GOOD))
    explained = delivery.explanation if delivery else None
    problem = f"{explained.message} {explained.remedy}" if explained else ""
    if delivery is None or delivery.state in DUE:
        return MailRow(about=row, chip=Chip(state=_("Queued"), tone=Tone.WAITING), problem=problem)
    state = _("Not sent")
    tone = Tone.NEUTRAL if delivery.state in {State.SKIPPED, State.HELD} else Tone.WRONG
    return MailRow(about=row, chip=Chip(state=state, tone=tone), problem=problem)


def _note(invoice: Invoice) -> str:
    """Why there is no order confirmation, where there is none."""
    if invoice.channel == Channel.TEST_SALE:
        return _("A test sale has no buyer to write to.")
    found = deliveries_of(kind="invoice.issued", subject_ids=[invoice.pk], destination="letters")
    written = found.get(invoice.pk)
    if written is None:
        return ""
    if written.state == State.SKIPPED:
        return written.reason
    if written.state in DUE:
        return _("The order confirmation is being written.")
    explained = written.explanation
    return f"{explained.message} {explained.remedy}" if explained else ""
