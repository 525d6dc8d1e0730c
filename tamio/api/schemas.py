"""The documents of the API. Money and quantities are strings: a JSON number may lose an öre."""

from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StrictStr

from tamio.commerce.checkout.register_sale import Sale
from tamio.commerce.checkout.sale_lines import SaleLine
from tamio.commerce.customers.details import BuyerDetails


def _exact(given: Any) -> Any:
    if isinstance(given, bool | float) or not isinstance(given, str | int):
        raise ValueError(_('Write the amount as a string, such as "99.00".'))
    return given


Amount = Annotated[
    Decimal,
    BeforeValidator(_exact, json_schema_input_type=str),
    Field(max_digits=18, allow_inf_nan=False),
]


class _Document(Schema):
    """Unknown fields are refused by name: a misspelt one must not be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class AddressIn(_Document):
    line1: StrictStr = Field(examples=["Lillgatan 2"])
    postal_code: StrictStr = Field(examples=["352 30"])
    city: StrictStr = Field(examples=["Växjö"])
    country: StrictStr = Field(description="ISO 3166-1 alpha-2.", examples=["SE"])


class CustomerIn(_Document):
    type: StrictStr = Field(description="private or company", examples=["private"])
    name: StrictStr = Field(examples=["Åsa Öberg"])
    email: StrictStr = Field(examples=["asa@example.com"])
    organisation_number: StrictStr | None = Field(None, examples=["556703-7485"])
    vat_number: StrictStr | None = Field(None, examples=["SE556703748501"])
    address: AddressIn

    def details(self) -> BuyerDetails:
        return BuyerDetails(
            type=self.type,
            name=self.name,
            email=self.email,
            organisation_number=self.organisation_number or "",
            vat_number=self.vat_number or "",
            **self.address.model_dump(),
        )


class LineIn(_Document):
    sku: StrictStr = Field(examples=["KAFFE-500"])
    description: StrictStr = Field(examples=["Bryggkaffe 500 g"])
    type: StrictStr = Field(description="physical, service or digital", examples=["physical"])
    quantity: Amount = Field(examples=["2"])
    unit: StrictStr = Field(examples=["st"])
    unit_price: Amount = Field(
        description="Per unit, with VAT or without as prices_include_vat says.", examples=["99.00"]
    )
    vat_rate: Amount = Field(description="Percent.", examples=["25"])


class InvoiceIn(_Document):
    """A sale made elsewhere."""

    external_reference: StrictStr = Field(
        description="Yours, unique per sale. The same again gives the first invoice.",
        examples=["ORDER-2026-000123"],
    )
    currency: StrictStr = Field(examples=["SEK"])
    prices_include_vat: StrictBool
    customer: CustomerIn
    lines: list[LineIn]

    def sale(self) -> Sale:
        return Sale(
            external_reference=self.external_reference,
            currency=self.currency,
            prices_include_vat=self.prices_include_vat,
            buyer=self.customer.details(),
            lines=[SaleLine(**line.model_dump()) for line in self.lines],
        )


class ProblemOut(Schema):
    code: str
    field: str
    message: str
    remedy: str


class SubmissionOut(Schema):
    """The invoice's way into the books."""

    state: str = Field(examples=["submitted"])
    order_number: str | None = Field(examples=["10234"])
    requests: int = Field(description="HTTP requests that it has cost so far.", examples=[4])
    problem: ProblemOut | None


class InvoiceOut(Schema):
    number: int = Field(examples=[1042])
    external_reference: str | None
    total: str = Field(description="With VAT.", examples=["198.00"])
    vat: str = Field(examples=["39.60"])
    currency: str = Field(examples=["SEK"])
    submission: SubmissionOut | None


class FieldError(Schema):
    field: str = Field(examples=["lines.0.quantity"])
    message: str


class ErrorOut(Schema):
    error: str = Field(examples=["invalid"])
    message: str
    fields: list[FieldError]
