"""What a buyer says of a gift card: how much, for whom, with which words, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.giftcards.models import LONGEST_MESSAGE
from tamio.commerce.money import ORE

_LONGEST_NAME, _LONGEST_EMAIL = 100, 254
#: How far ahead a card can be sent.
_AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """`amount` of each card. Without an address of the recipient's the card is mailed to the buyer;
    without a day, as soon as it is paid.
    """

    amount: Decimal
    recipient_name: str = ""
    recipient_email: str = ""
    message: str = ""
    send_on: date | None = None

    def checked(self, *, today: date) -> Gift:
        """As it is kept. Raises ValidationError by field for what nobody can be sent."""
        gift = Gift(
            amount=self.amount,
            recipient_name=" ".join(self.recipient_name.split()),
            recipient_email=self.recipient_email.strip(),
            message="\n".join(" ".join(line.split()) for line in self.message.strip().split("\n")),
            send_on=self.send_on,
        )
        problems = dict(gift._problems(today))
        if problems:
            raise ValidationError({field: [message] for field, message in problems.items()})
        return gift

    def _problems(self, today: date) -> Mapping[str, str]:
        found = {
            "recipient_name": _text(self.recipient_name, most=_LONGEST_NAME),
            "message": _text(self.message.replace("\n", ""), most=LONGEST_MESSAGE)
            or _text_length(self.message),
            "recipient_email": _email(self.recipient_email),
            "send_on": _day(self.send_on, today),
        }
        return {field: message for field, message in found.items() if message}

    def stored(self) -> dict[str, Any]:
        """For a JSON column with Django's encoder."""
        return asdict(self)


_GIFT = TypeAdapter(Gift)


def gift_of(stored: Mapping[str, Any]) -> Gift:
    """As it was stored."""
    return _GIFT.validate_python(stored)


def amount_problem(amount: Decimal, *, variant: Variant) -> str:
    """Why no card of this variant can have the amount, or ""."""
    product = variant.product
    if product.chooses_amount:
        least, most = product.least_amount, product.most_amount
        assert least is not None
        assert most is not None
        if not (amount.is_finite() and amount == amount.quantize(ORE) and least <= amount <= most):
            return _("Write an amount from %(least)s to %(most)s.") % {"least": least, "most": most}
    elif amount != variant.price:
        return _("Choose one of the amounts.")
    return "" if amount > 0 else _("This gift card has no amount yet. Choose another one.")


def _text(value: str, *, most: int) -> str:
    if len(value) > most:
        return _("Write at most %(most)d characters.") % {"most": most}
    return "" if value.isprintable() else _("Remove the characters that cannot be shown.")


def _text_length(value: str) -> str:
    return _text("x" * len(value), most=LONGEST_MESSAGE)


def _email(value: str) -> str:
    if not value:
        return ""
    try:
        validate_email(value)
    except ValidationError:
        return _("Write an e-mail address, such as kim@example.com.")
    return _text(value, most=_LONGEST_EMAIL)


def _day(value: date | None, today: date) -> str:
    if value is None or today <= value <= today + _AHEAD:
        return ""
    return _("Choose today or a day within a year.")
