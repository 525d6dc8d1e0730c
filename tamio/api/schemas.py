"""The documents that the API takes. Money and quantities are strings: a number may lose an öre."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from ninja import Schema
from pydantic import (
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    Tag,
    WithJsonSchema,
)

from tamio.api.reading import read_amount
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.register_sale import MOST_LINES, Sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import SaleLine, TextLine
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.models import CustomerType
from tamio.commerce.invoices.credit import CreditPart
from tamio.commerce.invoices.models.credit_note import MAX_REASON, MAX_REFERENCE
from tamio.commerce.money import CURRENCIES

Amount = Annotated[
    Decimal,
    BeforeValidator(read_amount),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,20}(\.[0-9]{1,20})?$"}),
]

# Described as closed lists, but read as any string: commerce itself says what is wrong with one.
BuyerType = Annotated[StrictStr, WithJsonSchema({"type": "string", "enum": CustomerType.values})]
SoldType = Annotated[StrictStr, WithJsonSchema({"type": "string", "enum": ItemType.values})]
Currency = Annotated[StrictStr, WithJsonSchema({"type": "string", "enum": list(CURRENCIES)})]


class Document(Schema):
    """Unknown fields are refused by name: a misspelt one must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class AddressIn(Document):
    line1: StrictStr = Field(
        description="Street and number, or a box.",
        examples=["Lillgatan 2"],
        json_schema_extra={"maxLength": 200},
    )
    postal_code: StrictStr = Field(
        description="Five digits in Sweden, with or without the space.",
        examples=["352 30"],
        json_schema_extra={"maxLength": 10},
    )
    city: StrictStr = Field(examples=["Växjö"], json_schema_extra={"maxLength": 100})
    country: StrictStr = Field(
        description="Two letters, as ISO 3166-1 has them.",
        examples=["SE"],
        json_schema_extra={"minLength": 2, "maxLength": 2},
    )


class DeliveryAddressIn(AddressIn):
    name: StrictStr = Field(
        "",
        description="Who takes delivery, if another than the buyer.",
        examples=["Glasbruket AB, lager 2"],
        json_schema_extra={"maxLength": 200},
    )


class CustomerIn(Document):
    """The buyer. A company in Sweden is known again by its organisation number, anyone else by the
    e-mail address; their card in the store follows what is said here.
    """

    type: BuyerType = Field(examples=["company"])
    name: StrictStr = Field(
        description="Of the person or the company.",
        examples=["Glasbruket AB"],
        json_schema_extra={"maxLength": 200},
    )
    email: StrictStr = Field(
        examples=["inkop@glasbruket.example"],
        json_schema_extra={"format": "email", "maxLength": 254},
    )
    organisation_number: StrictStr | None = Field(
        None,
        description="Required of a company in Sweden; a private person has none.",
        examples=["202100-5489"],
    )
    vat_number: StrictStr | None = Field(
        None,
        description="With its country code. Without one, a company elsewhere in the EU is taxed"
        " as a consumer.",
        examples=["SE202100548901"],
    )
    reference: StrictStr | None = Field(
        None,
        description="What they want named on the invoice: a person, a cost centre, an order.",
        examples=["Kst 4711"],
        json_schema_extra={"maxLength": 50},
    )
    invoice_email: StrictStr | None = Field(
        None,
        description="Where invoices are to go, if not to `email`. Left out, the customer's card"
        " keeps what it has.",
        examples=["faktura@glasbruket.example"],
        json_schema_extra={"format": "email", "maxLength": 254},
    )
    address: AddressIn
    delivery_address: DeliveryAddressIn | None = Field(
        None, description="Where the goods go, if not to the address."
    )

    def details(self) -> BuyerDetails:
        return BuyerDetails(
            type=self.type,
            name=self.name,
            email=self.email,
            organisation_number=self.organisation_number or "",
            vat_number=self.vat_number or "",
            reference=self.reference or "",
            invoice_email=self.invoice_email or "",
            **self.address.model_dump(),
            **self._delivery(),
        )

    def _delivery(self) -> dict[str, str]:
        given = self.delivery_address.model_dump() if self.delivery_address else {}
        return {f"delivery_{name}": value for name, value in given.items()}


class TextLineIn(Document):
    """Words among the lines: a heading, what a pack holds. Costs nothing."""

    text: StrictStr = Field(
        examples=["Presentförpackning"], json_schema_extra={"minLength": 1, "maxLength": 200}
    )

    def line(self) -> TextLine:
        return TextLine(text=self.text)


class LineIn(Document):
    sku: StrictStr | None = Field(
        None,
        description="Your identifier of what was sold: the article number in the books. Letters,"
        " digits and `- _ . / +`, without spaces. Without one the line is no article there.",
        examples=["KAFFE-500"],
        json_schema_extra={"maxLength": 50},
    )
    description: StrictStr = Field(
        description="What the invoice says was sold.",
        examples=["Bryggkaffe 500 g"],
        json_schema_extra={"maxLength": 200},
    )
    type: SoldType = Field(
        description="Decides the revenue account, and across borders the VAT. A `gift_card` is sold"
        " as a debt: whole cards of one amount, at the rate 0 and without discount. Each gets its"
        " code, and is mailed to the customer, when the invoice is paid.",
        examples=["physical"],
    )
    quantity: Amount = Field(
        description="With at most four decimals; below 0 for what is taken back. As a string.",
        examples=["2"],
    )
    unit: StrictStr = Field(examples=["st"], json_schema_extra={"maxLength": 10})
    unit_price: Amount = Field(
        description="Per unit, 0 or more, with at most four decimals; with VAT or without it, as"
        " `prices_include_vat` says. As a string.",
        examples=["89.25"],
    )
    vat_rate: Amount = Field(
        description="Percent: 25, 12, 6 or 0, and under OSS a rate of the country where it goes."
        " What was charged is taken as it is. As a string.",
        examples=["25"],
    )
    discount: Amount | None = Field(
        None,
        description="Off price times quantity, in the sense of the price. As a string.",
        examples=["10.00"],
    )
    discount_percent: Amount | None = Field(
        None, description="In place of `discount`. As a string.", examples=["10"]
    )
    period_start: date | None = Field(
        None, description="The first day that the line pays for.", examples=["2026-11-01"]
    )
    period_end: date | None = Field(
        None, description="The day after the last that it pays for.", examples=["2026-12-01"]
    )

    def line(self) -> SaleLine:
        return SaleLine(**self.model_dump())


#: Stand in the location of a fault in a line, but not in the caller's document.
LINE_KINDS = ("(item)", "(text)")


def _kind_of_line(value: Any) -> str:
    is_text = "text" in value if isinstance(value, dict) else isinstance(value, TextLineIn)
    return LINE_KINDS[is_text]


AnyLineIn = Annotated[
    Annotated[LineIn, Tag(LINE_KINDS[0])] | Annotated[TextLineIn, Tag(LINE_KINDS[1])],
    Discriminator(_kind_of_line),
]


class ChargeIn(Document):
    description: StrictStr = Field(examples=["Frakt"], json_schema_extra={"maxLength": 200})
    amount: Amount = Field(
        description="0 or more, in the sense of the prices. Split over the VAT rates of what is"
        " sold. As a string.",
        examples=["49.00"],
    )

    def charge(self) -> Charge:
        return Charge(description=self.description, amount=self.amount)


class InvoiceIn(Document):
    """A sale made elsewhere."""

    external_reference: StrictStr = Field(
        description="Yours, unique per sale. The same again gives the first invoice.",
        examples=["ORDER-2026-000123"],
        json_schema_extra={"minLength": 1, "maxLength": 80},
    )
    currency: Currency = Field(examples=["SEK"])
    prices_include_vat: StrictBool = Field(
        description="Whether `unit_price` of the lines is with VAT.", examples=[True]
    )
    customer: CustomerIn
    lines: list[AnyLineIn] = Field(json_schema_extra={"minItems": 1, "maxItems": MOST_LINES})
    shipping: ChargeIn | None = Field(None, description="What the delivery costs.")
    fees: list[ChargeIn] = Field(
        [],
        description="Invoice fee, gift wrapping and the like.",
        json_schema_extra={"maxItems": 20},
    )
    discounts: list[ChargeIn] = Field(
        [],
        description="Off the whole sale: a campaign, a coupon. Their amounts are taken off.",
        json_schema_extra={"maxItems": 20},
    )
    rounding: Amount | None = Field(
        None,
        description="What rounding to whole kronor added, or took off. As a string.",
        examples=["0.50"],
    )

    def sale(self) -> Sale:
        return Sale(
            external_reference=self.external_reference,
            currency=self.currency,
            prices_include_vat=self.prices_include_vat,
            buyer=self.customer.details(),
            lines=[line.line() for line in self.lines],
            charges=Charges(
                shipping=self.shipping.charge() if self.shipping else None,
                fees=[fee.charge() for fee in self.fees],
                discounts=[discount.charge() for discount in self.discounts],
                rounding=self.rounding,
            ),
        )


class CreditPartIn(Document):
    """Units of a line, or an amount off its price."""

    line: StrictInt = Field(
        description="Its place in the invoice, from 1: lines as sent, then discounts, shipping and"
        " fees. Reading the credits says what is left of each.",
        examples=[1],
    )
    quantity: Amount | None = Field(
        None,
        description="Units to take back, with at most four decimals. As a string.",
        examples=["1"],
    )
    amount: Amount | None = Field(
        None,
        description="In place of `quantity`: in the sense of the invoice's prices, with the line's"
        " sign. As a string.",
        examples=["10.00"],
    )

    def part(self) -> CreditPart:
        return CreditPart(position=self.line, quantity=self.quantity, amount=self.amount)


class CreditIn(Document):
    """What to take back of an invoice."""

    external_reference: StrictStr = Field(
        description="Yours, unique per credit of the invoice. The same again gives the first.",
        examples=["RETURN-2026-000045"],
        json_schema_extra={"minLength": 1, "maxLength": MAX_REFERENCE},
    )
    reason: StrictStr = Field(
        description="Stands on the credit note.",
        examples=["Retur"],
        json_schema_extra={"minLength": 1, "maxLength": MAX_REASON},
    )
    lines: list[CreditPartIn] | None = Field(
        None,
        description="What to take back. Left out, it is everything that is left.",
        json_schema_extra={"minItems": 1, "maxItems": MOST_LINES},
    )

    def parts(self) -> list[CreditPart] | None:
        return None if self.lines is None else [line.part() for line in self.lines]
