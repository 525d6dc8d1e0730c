"""What only the pages of a shop say."""

from decimal import Decimal

from django import template

from tamio.clock import now
from tamio.commerce.catalogue.models import Product

register = template.Library()


@register.simple_tag
def price_today(product: Product) -> Decimal:
    """`{% price_today product as price %}`: with VAT or without, as the store states prices."""
    return product.price_on(product.store.date_of(now()))
