"""What a line of an invoice stands for. Decides its revenue account, with item type and VAT."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LineKind(models.TextChoices):
    """Items and gift cards can be articles in the books; a discount's amounts are negative."""

    ITEM = "item", _("Item")
    GIFT_CARD = "gift_card", _("Gift card")
    SHIPPING = "shipping", _("Shipping")
    FEE = "fee", _("Fee")
    DISCOUNT = "discount", _("Discount")
    ROUNDING = "rounding", _("Öre rounding")
    TEXT = "text", _("Text")


#: What is sold by the piece.
PIECES = frozenset({LineKind.ITEM, LineKind.GIFT_CARD})
#: No taxable amount: a text has none, rounding to whole kronor changes no VAT, and a gift card for
#: whatever the shop sells is taxed when it is used (directive 2006/112/EC, articles 30a and 30b).
WITHOUT_VAT = frozenset({LineKind.ROUNDING, LineKind.TEXT, LineKind.GIFT_CARD})
