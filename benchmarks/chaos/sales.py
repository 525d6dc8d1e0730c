"""Sales: few customers and few products, sold again and again, and changed in between."""

import itertools
from dataclasses import replace
from decimal import Decimal
from random import Random

from django.core.exceptions import ValidationError

from benchmarks.chaos.shops import BY, UNITS, Shop
from tamio.clock import now
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.checkout.register_sale import Sale, register_sale
from tamio.commerce.checkout.sale_lines import SaleLine
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import Invoice
from tests.factories import make_invoice

CITIES = ("Växjö", "Alvesta", "Umeå", "Ystad", "Kalmar", "Östersund")
STREETS = ("Lillgatan 2", "Storgatan 11", "Hamngatan 4", "Åvägen 7 B")
#: Where a buyer can move to: each taxes the next sale in another way.
COUNTRIES = ("SE", "SE", "SE", "DE", "FI", "NO")
_VAT_NUMBERS = {"DE": "DE136695976", "FI": "FI20774740"}
_BURST = 12
#: How many sales are followed by a credit note.
_CREDITED = 0.08


class Seller:
    """Sells in one shop after the other; the first shops sell most, now and then many at once."""

    def __init__(self, *, shops: list[Shop], random: Random) -> None:
        self._shops = shops
        self._random = random
        self._references = itertools.count(1)
        self.sold = 0
        self.credited = 0

    def sell(self, *, at_most: int) -> int:
        """One sale, or a burst of them in one shop; how many."""
        shop = self._shops[min(self._random.randrange(len(self._shops)) for _ in range(2))]
        count = self._random.randint(2, _BURST) if self._random.random() < 0.08 else 1
        for _ in range(min(count, at_most)):
            self._edit_something(shop)
            self._sell_in(shop)
            self.sold += 1
        if self._random.random() < _CREDITED:
            self._credit_something(shop)
        return min(count, at_most)

    def sell_everything(self) -> int:
        """A last sale of every product in each shop, so that all of them are sent as they are."""
        for shop in self._shops:
            products = dict.fromkeys(shop.products, 1)
            make_invoice(
                store=shop.store, contents=products, buyer_details=shop.buyers[0], now=now()
            )
            self.sold += 1
        return len(self._shops)

    def _credit_something(self, shop: Shop) -> None:
        """One of the latest sales, whole or in part, sent already or not."""
        latest = list(shop.store.invoices.exclude(number=None).order_by("-pk")[:12])
        invoice = self._random.choice(latest)
        try:
            if self._random.random() < 0.3:
                credit_all(invoice=invoice, reason="Ångrat köp", by=BY, now=now())
            else:
                part = self._part_of(invoice)
                credit(invoice=invoice, parts=[part], reason="Retur", by=BY, now=now())
        except ValidationError:
            return  # nothing is left of it, or less than the part
        self.credited += 1

    def _part_of(self, invoice: Invoice) -> CreditPart:
        position = self._random.randint(1, invoice.lines.count())
        if self._random.random() < 0.5:
            return CreditPart(position=position, quantity=Decimal(1))
        return CreditPart(position=position, amount=Decimal(self._random.randint(1, 4_000)) / 100)

    def _edit_something(self, shop: Shop) -> None:
        if self._random.random() < 0.12:
            _edit_product(self._random.choice(shop.products), self._random)
        if self._random.random() < 0.25:
            position = self._random.randrange(len(shop.buyers))
            shop.buyers[position] = _moved(shop.buyers[position], self._random)

    def _sell_in(self, shop: Shop) -> None:
        buyer = self._random.choice(shop.buyers)
        if self._random.random() < 0.3:
            register_sale(store=shop.store, sale=self._told_by_another_system(buyer), now=now())
            return
        chosen = self._random.sample(shop.products, self._random.randint(1, len(shop.products)))
        contents = {product: self._random.randint(1, 4) for product in chosen}
        make_invoice(store=shop.store, contents=contents, buyer_details=buyer, now=now())

    def _told_by_another_system(self, buyer: BuyerDetails) -> Sale:
        """With an article that is no product, and figures that Fortnox cannot multiply alike."""
        fee = SaleLine(
            sku="FRAKT",
            description="Frakt",
            type=ItemType.SERVICE,
            quantity=Decimal(1),
            unit="st",
            unit_price=Decimal("49.00"),
            vat_rate=_rate_for(buyer),
        )
        by_weight = replace(
            fee,
            sku="BÖNOR",
            description="Kaffebönor",
            type=ItemType.PHYSICAL,
            quantity=Decimal(self._random.randint(1, 40_000)) / 10_000,
            unit="kg",
            unit_price=Decimal(self._random.randint(1, 9_999_999)) / 10_000,
        )
        return Sale(
            external_reference=f"webb-{next(self._references)}",
            currency="SEK",
            prices_include_vat=self._random.random() < 0.5,
            buyer=buyer,
            lines=[fee, by_weight][: self._random.randint(1, 2)],
        )


def _rate_for(buyer: BuyerDetails) -> Decimal:
    is_taxed = buyer.country == "SE" or (buyer.country != "NO" and not buyer.vat_number)
    return Decimal(25) if is_taxed else Decimal(0)


def _edit_product(product: Product, random: Random) -> None:
    """As a merchant would in the back office: another name, another unit."""
    product.name = f"{product.name.partition(' nr ')[0]} nr {random.randrange(1000)}"
    product.unit = random.choice(UNITS)
    product.save(update_fields=["name", "unit"])


def _moved(buyer: BuyerDetails, random: Random) -> BuyerDetails:
    """Another address, and sometimes another country, which changes what VAT the sale carries."""
    country = random.choice(COUNTRIES) if random.random() < 0.4 else buyer.country
    is_company = buyer.type == "company"
    return replace(
        buyer,
        line1=random.choice(STREETS),
        city=random.choice(CITIES),
        country=country,
        vat_number=_VAT_NUMBERS.get(country, "") if is_company else "",
    )
