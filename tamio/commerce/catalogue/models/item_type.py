"""ItemType: what kind of thing a product is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.vat.treatments import Supply


class ItemType(models.TextChoices):
    """What kind of thing is sold. Decides the revenue account and, in the EU, the VAT."""

    PHYSICAL = "physical", _("Physical product")
    SERVICE = "service", _("Service")
    DIGITAL = "digital", _("Digital product")
    GIFT_CARD = "gift_card", _("Gift card")

    @property
    def supply(self) -> Supply:
        return _SUPPLIES[self]


_SUPPLIES = {
    ItemType.PHYSICAL: Supply.GOODS,
    ItemType.SERVICE: Supply.SERVICES,
    ItemType.DIGITAL: Supply.ELECTRONIC,
    # Nothing is supplied before it is used: whoever asks for VAT asks `is_gift_card` first.
    ItemType.GIFT_CARD: Supply.SERVICES,
}
