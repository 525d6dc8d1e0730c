"""PendingOrder: a cart whose buyer is away paying. All that the invoice will say is fixed in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from pydantic import TypeAdapter

from tamio.commerce.checkout.models import Cart
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.giftcards.gifts import Gift, gift_of
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.offers.models import OfferCode
from tamio.commerce.payments.models import Attempt
from tamio.commerce.subscriptions.selling import FirstDays

_LINES = TypeAdapter(list[LineDraft])
_BUYER = TypeAdapter(BuyerDetails)
_PLANS = TypeAdapter(list[FirstDays])


class PendingOrder(models.Model):
    """What was agreed when the buyer left to pay: prices, rates, texts, who buys. Whatever changes
    in the meantime, this is what they pay for. `held` is the stock that is kept for it, by variant;
    `code` the one that took `code_amount` off, kept for it too; `cards` what gift cards pay of it.
    `gifts` says for whom the cards are that it buys, by the position of their line.
    """

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="pending_orders")
    attempt = models.OneToOneField(Attempt, on_delete=models.CASCADE, related_name="order")
    buyer = models.JSONField(encoder=DjangoJSONEncoder)
    lines = models.JSONField(encoder=DjangoJSONEncoder)
    # The subscriptions that begin with it.
    plans = models.JSONField(default=list)
    prices_include_vat = models.BooleanField()
    held = models.JSONField(default=dict)
    code = models.ForeignKey(OfferCode, null=True, on_delete=models.PROTECT, related_name="+")
    code_amount = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    cards = models.JSONField(default=list)
    gifts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    def __str__(self) -> str:
        return f"order of {self.cart}"

    def fill(
        self,
        *,
        buyer: BuyerDetails,
        lines: Sequence[LineDraft],
        plans: Sequence[FirstDays] = (),
    ) -> None:
        self.buyer = asdict(buyer)
        self.plans = _PLANS.dump_python(list(plans), mode="json")
        self.lines = [asdict(line) for line in lines]

    def buyer_details(self) -> BuyerDetails:
        return _BUYER.validate_python(self.buyer)

    def drafts(self) -> list[LineDraft]:
        return _LINES.validate_python(self.lines)

    def given(self) -> dict[int, Gift]:
        return {int(position): gift_of(gift) for position, gift in self.gifts.items()}

    def shares(self) -> list[tuple[int, Decimal]]:
        """What each gift card pays, by its pk."""
        return [(pk, Decimal(amount)) for pk, amount in self.cards]

    def first_days(self) -> list[FirstDays]:
        return _PLANS.validate_python(self.plans)

    def pieces(self) -> dict[int, int]:
        """How many of each variant are bought."""
        bought: dict[int, int] = defaultdict(int)
        for line in self.drafts():
            if line.variant_id is not None:
                bought[line.variant_id] += int(line.quantity)
        return dict(bought)

    def is_same(self, other: PendingOrder) -> bool:
        """Whether the same is sold to the same buyer."""
        return bool(_comparable(self) == _comparable(other))


def _comparable(order: PendingOrder) -> Any:
    sold = order.drafts(), order.given(), order.first_days(), order.prices_include_vat
    return order.buyer_details(), *sold, order.shares()
