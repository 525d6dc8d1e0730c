"""What the API takes about payments."""

from datetime import date
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import Field, StrictStr, WithJsonSchema

from tamio.api.schemas import Amount, Currency, Document
from tamio.commerce.payments.models import Means
from tamio.commerce.payments.receiving import BY_API, Money

_MOVED = (Means.BANK, Means.SWISH, Means.CARD, Means.CASH, Means.OTHER, Means.GIFT_CARD)
#: How money moves outside Tamio; and a gift card of the shop's.
MEANS = [each.value for each in _MOVED]
PaidBy = Annotated[StrictStr, WithJsonSchema({"type": "string", "enum": MEANS})]


class PaymentIn(Document):
    """What was paid for an invoice elsewhere."""

    external_reference: StrictStr = Field(
        description="Yours, unique per payment of the invoice. The same again gives the first.",
        examples=["PAYMENT-2026-000078"],
        json_schema_extra={"minLength": 1, "maxLength": 80},
    )
    amount: Amount = Field(
        description="Above 0, with at most two decimals. As a string.", examples=["198.00"]
    )
    currency: Currency = Field(description="The invoice's.", examples=["SEK"])
    means: PaidBy = Field(
        description="`gift_card` takes the amount from a card of the shop's.", examples=["card"]
    )
    gift_card: StrictStr = Field(
        "",
        description="The card's code, for that means alone: it pays at most what it has, and at"
        " most what is left.",
        examples=["7K3M-Q2XA-9RVD-4TEC"],
        json_schema_extra={"maxLength": 100},
    )
    paid_on: date = Field(
        description="The day on which it was paid; not in the future.", examples=["2026-11-26"]
    )
    text: StrictStr = Field(
        "",
        description="What stood with it, for people to read.",
        examples=["Visa 4242"],
        json_schema_extra={"maxLength": 200},
    )

    def money(self, *, invoice: int) -> Money:
        """As commerce takes it; a means that does not exist is said by the field's name."""
        if self.means not in MEANS:
            words = _("Choose one of %(known)s.") % {"known": ", ".join(MEANS)}
            raise ValidationError({"means": [words]})
        if self.gift_card:
            words = _("Leave the code out, or write gift_card as the means.")
            raise ValidationError({"gift_card": [words]})
        return Money(
            amount=self.amount,
            currency=self.currency,
            means=Means(self.means),
            paid_on=self.paid_on,
            provider=BY_API,
            provider_id=f"{invoice}:{self.external_reference.strip()}",
            text=self.text,
        )
