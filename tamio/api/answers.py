"""The documents that the API gives back."""

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, WithJsonSchema

from tamio.commerce.payments.models import Standing
from tamio.outbox.states import State

PaymentStanding = Annotated[str, WithJsonSchema({"type": "string", "enum": Standing.values})]
SubmissionState = Annotated[str, WithJsonSchema({"type": "string", "enum": State.values})]


class ProblemOut(Schema):
    """Why an invoice is not in the books yet, in the language asked for."""

    code: str = Field(description="The accounting system's own code, or Tamio's; may be empty.")
    field: str = Field(description="What it is about; may be empty.")
    message: str = Field(description="What happened, and why.")
    remedy: str = Field(description="What to do about it.")


class SubmissionOut(Schema):
    """How far the invoice has come on its way into the books."""

    state: SubmissionState = Field(
        description="`waiting` and `sending`: on its way. `submitted`: there, with equal totals."
        " `later`: will be tried again by itself. `settings`, `rejected`, `reconnect`, `differs`:"
        " someone must do something, see `problem`. `bug`: Tamio's fault. `held`, `skipped`:"
        " somebody decided so.",
        examples=["submitted"],
    )
    order_number: str | None = Field(
        description="The order's number in the accounting system, once it is there.",
        examples=["10234"],
    )
    credit_invoice_number: str | None = Field(
        default=None,
        description="Of a credit note whose order was invoiced there: the number of the credit"
        " invoice, once it is there. Null for anything else.",
        examples=["2041"],
    )
    requests: int = Field(description="What it has cost in HTTP requests so far.", examples=[4])
    problem: ProblemOut | None


class InvoiceOut(Schema):
    number: int = Field(
        description="The invoice number: from the store's own series, without gaps.",
        examples=[1042],
    )
    external_reference: str | None = Field(
        description="As it was sent; null for a sale made in Tamio's own shop.",
        examples=["ORDER-2026-000123"],
    )
    total: str = Field(description="With VAT, with two decimals.", examples=["198.00"])
    vat: str = Field(description="The VAT in it, with two decimals.", examples=["39.60"])
    currency: str = Field(examples=["SEK"])
    submission: SubmissionOut | None = Field(
        description="Null if no integration is installed that it could go to."
    )


class CreditOut(Schema):
    """A credit note: what was taken back of an invoice. Its amounts are below 0."""

    number: int = Field(
        description="The credit note's number: from the store's own series, without gaps.",
        examples=[7],
    )
    external_reference: str | None = Field(
        description="As it was sent; null for one made in Tamio's own pages.",
        examples=["RETURN-2026-000045"],
    )
    invoice: int = Field(description="The number of the invoice that it answers.", examples=[1042])
    reason: str = Field(examples=["Retur"])
    total: str = Field(description="With VAT, with two decimals.", examples=["-99.00"])
    vat: str = Field(description="The VAT in it, with two decimals.", examples=["-19.80"])
    currency: str = Field(examples=["SEK"])
    submission: SubmissionOut | None = Field(
        description="How far it has come into the books. Null if no integration is installed."
    )


class LeftOut(Schema):
    """A line of the invoice, with what can still be credited of it."""

    line: int = Field(description="Its place in the invoice, from 1.", examples=[1])
    sku: str = Field(description="Empty for shipping, fees, discounts.", examples=["KAFFE-500"])
    description: str = Field(examples=["Bryggkaffe 500 g"])
    quantity: str = Field(description="The units that are left.", examples=["1"])
    amount: str = Field(
        description="What is left of its amount, in the sense of the invoice's prices.",
        examples=["99.00"],
    )


class CreditsOut(Schema):
    """What was credited of an invoice, and what can be."""

    net_total: str = Field(
        description="The invoice's total less what is credited.", examples=["99.00"]
    )
    credit_notes: list[CreditOut] = Field(description="By number.")
    lines: list[LeftOut] = Field(description="The lines of which something is left.")


class ReceiptOut(Schema):
    """A payment that came in for an invoice; below 0 where it was noted by mistake and undone."""

    external_reference: str | None = Field(
        description="As it was sent; null for one that did not come through the API.",
        examples=["PAYMENT-2026-000078"],
    )
    amount: str = Field(description="With two decimals.", examples=["198.00"])
    currency: str = Field(examples=["SEK"])
    means: str = Field(description="How it moved.", examples=["card"])
    paid_on: date = Field(description="The day on which it was paid.", examples=["2026-11-26"])


class PaymentsOut(Schema):
    """How an invoice stands."""

    standing: PaymentStanding = Field(
        description="`over`: more came than was due, and is to be paid back. `nothing`: nothing is"
        " due.",
        examples=["paid"],
    )
    received: str = Field(description="What has come in.", examples=["198.00"])
    refunded: str = Field(description="What has been paid back of it.", examples=["0.00"])
    left: str = Field(description="What is left to pay.", examples=["0.00"])
    currency: str = Field(examples=["SEK"])
    payments: list[ReceiptOut] = Field(description="In the order in which they were told.")


class FaultOut(Schema):
    """One thing that is wrong with the document that was sent."""

    field: str = Field(description="Its dotted name there.", examples=["lines.0.quantity"])
    message: str = Field(examples=["Write a number above 0 with at most four decimals."])


class ErrorOut(Schema):
    """Every error, of whatever kind."""

    error: str = Field(description="For machines. Does not change.", examples=["invalid"])
    message: str = Field(description="For people, in the language asked for.")
    fields: list[FaultOut] = Field(description="Empty unless fields of the document are wrong.")
