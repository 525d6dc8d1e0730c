"""Stores as they differ: prices with VAT or without, what ends a track, and whom they sell to."""

from collections.abc import Sequence
from typing import Any

from tamio.commerce.customers.models import Customer
from tamio.commerce.dunning.models import ENDINGS, Act
from tamio.commerce.dunning.tracks import STANDARD, save_tracks
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.stores.models import Store
from tests.commerce.subscriptions.making import BY, at, customer_of
from tests.factories import buyer, company_buyer, make_store


def store_of(number: int, **fields: Any) -> Store:
    """Every other one states its prices with VAT; of each two of them, one's tracks end in the end
    of the subscription, the other's in a stop until it is paid.
    """
    store = make_store(prices_include_vat=number % 2 == 1, **fields)
    PaymentSettings.objects.create(store=store, by_test=True)
    last = Act.UNPAID if number % 4 < 2 else Act.CANCEL
    plans = {
        track: [(days, last if act in ENDINGS else act) for days, act in steps]
        for track, steps in STANDARD.items()
    }
    save_tracks(store=store, plans=plans, by=BY, now=at("2025-01-01"))
    return store


def customers_of(store: Store, count: int) -> Sequence[Customer]:
    """People, but for a company at home and two elsewhere in the EU, one of them with a VAT number
    that is on record there.
    """
    described = [
        company_buyer(name="Handelsbolaget", email="inkop@bolag.example",
                      organisation_number="559311-2088"),
        company_buyer(name="Bestellung GmbH", email="einkauf@bestellung.example", country="DE",
                      city="Kiel", postal_code="24103", organisation_number="",
                      vat_number="DE136695976"),
        buyer(name="Kunde i Danmark", email="dk@kund.example", country="DK", city="Aarhus",
              postal_code="8000"),
    ]  # fmt: skip
    people = [buyer(name=f"Kund {n}", email=f"kund-{n}@kund.example") for n in range(count)]
    return [customer_of(store, each) for each in (people[:2] + described + people[2:])[:count]]
