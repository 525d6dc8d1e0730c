"""What VAT a line of a subscription carries, and what its price is to who owes none."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import PlanVersion, Subscription
from tamio.commerce.vat.price_changes import without_vat
from tamio.commerce.vat.rates import VatClass
from tamio.commerce.vat.treatments import UNTAXED, Parties, Ruling, who_pays


@dataclass(frozen=True, slots=True)
class Taxation:
    """Who sells to whom, and the day whose rates hold: the first of the period that is billed."""

    store: Store
    parties: Parties
    on_date: date

    def ruling(self, version: PlanVersion) -> Ruling:
        """Raises vat.UnknownRate."""
        return who_pays(
            parties=self.parties,
            supply=version.supply,
            vat_class=VatClass(version.vat_class),
            on_date=self.on_date,
            own=self.store.vat_rates,
        )

    def charged(
        self,
        amount: Decimal,
        version: PlanVersion,
        ruling: Ruling,
        *,
        since: date | None = None,
    ) -> Decimal:
        """What becomes of an amount: who owes no VAT does not pay it either. `since`: the day on
        which it was stated, if not with the version.
        """
        stated = version.as_stated_on(amount, self.on_date, store=self.store, since=since)
        if ruling.treatment in UNTAXED and version.prices_include_vat:
            rate = version.home_rate(self.on_date, store=self.store)
            return without_vat(stated, rate=rate)
        return stated


def taxation_of(subscription: Subscription, *, on_date: date) -> Taxation:
    """By the customer's card, and where the subscription's goods go."""
    parties = parties_of(
        store=subscription.store, buyer=_Buyer(subscription.customer, subscription), on_date=on_date
    )
    return Taxation(subscription.store, parties, on_date)


class _Buyer:
    """As the VAT rule asks for one."""

    def __init__(self, customer: Customer, subscription: Subscription) -> None:
        self.type = customer.type
        self.country = customer.country
        self.postal_code = customer.postal_code
        self.vat_number = customer.vat_number
        self.delivery_country = subscription.delivery_country
        self.delivery_postal_code = subscription.delivery_postal_code
