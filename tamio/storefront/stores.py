"""How a page of a shop reads its store: with what most stores have none of, so that it need not be
asked for on each page.
"""

from django.db.models import Exists, OuterRef, QuerySet

from tamio.commerce.offers.models import Offer
from tamio.commerce.shipping.models import ShippingMethod
from tamio.commerce.stores.models import OwnVatRate, Store
from tamio.prepared import Prepared

_ITS = {"store": OuterRef("pk")}
_HAS = {
    "has_own_rates": Exists(OwnVatRate.objects.filter(**_ITS)),
    "has_offers": Exists(Offer.objects.filter(active=True, **_ITS)),
    "has_methods": Exists(ShippingMethod.objects.filter(active=True, **_ITS)),
}


def _read() -> QuerySet[Store]:
    return Store.objects.select_related("shopfront").annotate(**_HAS)


STORE_OF_SLUG = Prepared(lambda slug: _read().filter(slug=slug).order_by(), str)
STORE_OF_DOMAIN = Prepared(lambda host: _read().filter(shopfront__domain=host).order_by(), str)
