"""Where goods go, as Fortnox takes it: cut to its lengths, the country by name on an order."""

from collections.abc import Mapping

from tamio.commerce.customers.details import DELIVERY
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.vat.rates import EU
from tamio.fortnox.client.lengths import CUSTOMER, ORDER
from tamio.fortnox.sync.texts import Texts
from tamio.look.formats import country_name

#: Whose names Fortnox is taken to know; a name that it does not know refuses the whole order
#: (2000919, recorded for South Korea).
_NAMED = EU | {"GB", "NO", "CH", "IS", "LI", "US"}


def delivery_of_order(
    invoice: Invoice, texts: Texts, *, card_delivers: bool
) -> dict[str, str | None]:
    """The fields of the order. None for a sale that goes to the buyer, unless the customer's card
    has another address: the order would take that one over.
    """
    given = {field: getattr(invoice, field) for field in DELIVERY}
    if not given["delivery_line1"]:
        if not card_delivers:
            return {}
        given = {
            field: getattr(invoice, field.replace("delivery_", "buyer_")) for field in DELIVERY
        }
    fields = delivery_fields(given, texts)
    country = given["delivery_country"]
    if country not in _NAMED:
        texts.changes.append(f"DeliveryCountry: {country} was left out")
        return fields
    language = "sv" if country == "SE" else "en"
    return fields | {"delivery_country": country_name(country, language=language)}


def delivery_fields(given: Mapping[str, str], texts: Texts) -> dict[str, str | None]:
    """What cards and orders have in common. A longer DeliveryAddress1 is cut without a word."""
    return {
        "delivery_name": texts.fit(given["delivery_name"], field="DeliveryName") or None,
        "delivery_address_1": texts.fit(
            given["delivery_line1"],
            field="DeliveryAddress1",
            most=ORDER["delivery_address_1"],
        ),
        "delivery_zip_code": texts.fit(
            given["delivery_postal_code"],
            field="DeliveryZipCode",
            most=CUSTOMER["delivery_zip_code"],
        ),
        "delivery_city": texts.fit(given["delivery_city"], field="DeliveryCity"),
    }
