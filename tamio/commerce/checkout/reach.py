"""Where a store sells to: what its checkout offers, and what place_order refuses."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tamio.commerce.customers.details import COUNTRIES, BuyerDetails
from tamio.commerce.stores.models import Reach, Store
from tamio.commerce.vat.rates import EU


def countries_reached(store: Store) -> frozenset[str]:
    """ISO codes; the store's own country is always among them."""
    if store.sells_to == Reach.WORLD:
        return COUNTRIES
    return frozenset({store.country, *(EU if store.sells_to == Reach.EU else ())})


def check_reached(*, store: Store, buyer: BuyerDetails) -> None:
    """Raises ValidationError for a buyer, or an address for the goods, that is out of reach."""
    reached = countries_reached(store)
    problems = {
        field: [_("The shop does not sell to this country.")]
        for field in ("country", "delivery_country")
        if getattr(buyer, field) and getattr(buyer, field) not in reached
    }
    if problems:
        raise ValidationError(problems)
