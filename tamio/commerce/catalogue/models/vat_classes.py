"""The VAT classes that a product can have, in the order in which they are offered."""

from django.utils.translation import gettext_lazy as _

from tamio.commerce.vat.rates import VatClass

VAT_CLASSES = [
    (VatClass.STANDARD.value, _("Standard, 25%")),
    (VatClass.FOOD.value, _("Food")),
    (VatClass.REDUCED.value, _("Hotel, restaurant, repairs, 12%")),
    (VatClass.BOOKS.value, _("Books and newspapers, 6%")),
    (VatClass.CULTURE.value, _("Culture, sport, travel, 6%")),
    (VatClass.EXEMPT.value, _("Exempt, 0%")),
]
