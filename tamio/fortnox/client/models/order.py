"""The order (kundorder) and its rows."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from tamio.fortnox.client.models.base import Document, Model, Quantity, Stored


class DiscountType(StrEnum):
    """Send it with every discount: without it a discount has been booked as an amount."""

    AMOUNT = "AMOUNT"
    PERCENT = "PERCENT"


class OrderRow(Model):
    """One row. Totals count `delivered_quantity`: send it beside `ordered_quantity`.

    When rows are updated without row ids they are matched by position, and a field that is not
    sent is inherited from the old row there: send every field of every row.
    """

    row_id: int | None = None
    """Only in an update; every update gives all rows new ids."""
    article_number: str | None = None
    account_number: int | None = None
    description: str | None = None
    ordered_quantity: Quantity | None = None
    delivered_quantity: Quantity | None = None
    unit: str | None = None
    price: Decimal | None = None
    """Per unit; Fortnox rounds it to two decimals and multiplies again."""
    vat: Decimal | None = None
    """Percent."""
    discount: Decimal | None = None
    discount_type: str | None = None
    cost_center: str | None = None
    project: str | None = None
    house_work: bool | None = None
    house_work_type: str | None = None
    house_work_hours_to_report: int | None = None


class Order(Document):
    """What can be written. `customer_number` is what Fortnox requires; send rows also if none.

    There is no vat_type: it stands on the customer's card, and an order that has it is refused.
    """

    envelope: ClassVar[str] = "Order"

    document_number: str | None = None
    """Given by the caller, or by Fortnox when absent."""
    customer_number: str | None = None
    customer_name: str | None = None
    organisation_number: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    zip_code: str | None = None
    city: str | None = None
    country: str | None = None
    """The name (Sverige, United Kingdom), not the code that the customer's card takes."""
    phone_1: str | None = None
    delivery_name: str | None = None
    delivery_address_1: str | None = None
    delivery_address_2: str | None = None
    delivery_zip_code: str | None = None
    delivery_city: str | None = None
    delivery_country: str | None = None
    order_date: date | None = None
    delivery_date: date | None = None
    currency: str | None = None
    currency_rate: Decimal | None = None
    currency_unit: Decimal | None = None
    vat_included: bool | None = None
    """Whether the rows' prices hold their VAT."""
    freight: Decimal | None = None
    administration_fee: Decimal | None = None
    external_invoice_reference_1: str | None = None
    """Ours, to find the order again. Not printed; follows to the invoice."""
    external_invoice_reference_2: str | None = None
    our_reference: str | None = None
    your_reference: str | None = None
    your_order_number: str | None = None
    language: str | None = None
    terms_of_payment: str | None = None
    cost_center: str | None = None
    project: str | None = None
    tax_reduction_type: str | None = None
    not_completed: bool | None = None
    comments: str | None = None
    remarks: str | None = None
    copy_remarks: bool | None = None
    order_rows: tuple[OrderRow, ...] | None = None


class StoredOrderRow(OrderRow, Stored):
    """A row as Fortnox holds it."""

    total: Decimal | None = None
    contribution_value: Decimal | None = None
    reserved_quantity: Quantity | None = None


class StoredOrder(Order, Stored):
    """The order as Fortnox holds it, with Fortnox's own totals."""

    document_number: str
    customer_number: str
    order_rows: tuple[StoredOrderRow, ...]
    cancelled: bool
    net: Decimal
    total: Decimal
    total_vat: Decimal
    round_off: Decimal
    gross: Decimal | None = None
    total_to_pay: Decimal | None = None
    freight_vat: Decimal | None = None
    administration_fee_vat: Decimal | None = None
    invoice_reference: str | None = None
    sent: bool | None = None
    warehouse_ready: bool | None = None

    @property
    def invoiced(self) -> bool:
        """An order without an invoice refers to the invoice "0"."""
        return self.invoice_reference not in {None, "0"}


class OrderSummary(Document):
    """An order as lists carry it. For anything more, get the order."""

    envelope: ClassVar[str] = "Order"
    list_envelope: ClassVar[str] = "Orders"

    document_number: str
    customer_number: str
    customer_name: str | None = None
    cancelled: bool
    currency: str | None = None
    external_invoice_reference_1: str | None = None
    external_invoice_reference_2: str | None = None
    order_date: date | None = None
    total: Decimal
