"""What a line of an invoice stands for. Decides its revenue account, with item type and VAT."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LineKind(models.TextChoices):
    """Only an item can be an article in the books; a discount's amounts are negative."""

    ITEM = "item", _("Item")
    SHIPPING = "shipping", _("Shipping")
    FEE = "fee", _("Fee")
    DISCOUNT = "discount", _("Discount")
    ROUNDING = "rounding", _("Öre rounding")
    TEXT = "text", _("Text")


#: No taxable amount: a text has none, and rounding to whole kronor changes no VAT.
WITHOUT_VAT = frozenset({LineKind.ROUNDING, LineKind.TEXT})
