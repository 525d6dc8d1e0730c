"""The store's side of a pre-flight: what it will send, read in a few bounded queries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists, Min, OuterRef, QuerySet

from tamio.commerce.catalogue.models import ItemType, Variant
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import NumberSeries, Store
from tamio.commerce.stores.series import FIRST_NUMBERS
from tamio.fortnox.models import ArticleLink, Connection, CustomerLink, Settings
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.credits.waiting import INVOICED
from tamio.outbox.models import Delivery
from tamio.outbox.states import SETTLED

#: Cards that are looked at, the newest first: of a larger store the rest is said to be unseen.
MOST_CARDS = 2000
#: Customers without a card in Fortnox whose numbers are looked for there.
MOST_NEW_CUSTOMERS = 100


@dataclass(frozen=True, kw_only=True)
class StoreSide:
    """Nothing is read twice."""

    store: Store
    connection: Connection
    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        return self.store.date_of(self.now)

    @cached_property
    def oldest_waiting(self) -> date | None:
        """The day of the oldest invoice that is on its way or waits for someone."""
        oldest: date | None = self._waiting.filter(
            invoice_date__gte=self.settings.start_date
        ).aggregate(oldest=Min("invoice_date"))["oldest"]
        return oldest

    @cached_property
    def sells_gift_cards(self) -> bool:
        offered = self.store.products.filter(item_type=ItemType.GIFT_CARD, active=True)
        sold = self._waiting.filter(lines__kind=LineKind.GIFT_CARD)
        return offered.exists() or sold.exists()

    @cached_property
    def next_number(self) -> int:
        series = NumberSeries.objects.filter(store=self.store, kind="customer").first()
        return series.next_number if series else FIRST_NUMBERS["customer"]

    @cached_property
    def new_customers(self) -> list[Customer]:
        """Those of waiting invoices that have no card yet, the newest first."""
        linked = CustomerLink.objects.filter(
            customer=OuterRef("pk"), tenant_id=self.connection.tenant_id
        )
        waiting = self.store.customers.filter(Exists(self._waiting.filter(customer=OuterRef("pk"))))
        return list(waiting.exclude(Exists(linked)).order_by("-number")[:MOST_NEW_CUSTOMERS])

    @cached_property
    def number_stems(self) -> list[str]:
        """What the numbers begin with that are to be looked for; those of the next ones first."""
        following = [self.number_text(self.next_number)]
        counted = Counter(stem_of(self.number_text(each.number)) for each in self.new_customers)
        return list(dict.fromkeys([*map(stem_of, following), *dict(counted.most_common())]))

    def number_text(self, number: int) -> str:
        return f"{self.settings.customer_prefix}{number}"

    @cached_property
    def own_numbers(self) -> set[str]:
        """Customer numbers in Fortnox that are ours already."""
        ours = CustomerLink.objects.filter(
            tenant_id=self.connection.tenant_id, customer__store=self.store
        )
        return set(ours.values_list("number", flat=True))

    @cached_property
    def new_products(self) -> list[Variant]:
        """Those for sale that are no article of ours yet."""
        linked = ArticleLink.objects.filter(
            store=self.store, tenant_id=self.connection.tenant_id, number=OuterRef("sku")
        )
        return list(self._for_sale.exclude(Exists(linked)).order_by("-pk")[:MOST_CARDS])

    @cached_property
    def products(self) -> list[Variant]:
        """What is for sale: each variant is an article."""
        return list(self._for_sale.order_by("-pk")[:MOST_CARDS])

    @cached_property
    def customers(self) -> list[Customer]:
        return list(self.store.customers.order_by("-pk")[:MOST_CARDS])

    @cached_property
    def currencies(self) -> list[str]:
        """The store's own, and those of waiting invoices; without that of the books."""
        waiting = self._waiting.order_by().values_list("currency", flat=True).distinct()
        return sorted({self.store.currency, *waiting} - {"SEK"})

    @property
    def _for_sale(self) -> QuerySet[Variant]:
        # A pack is never an article: its parts are.
        variants: QuerySet[Variant] = self.store.variants.filter(
            active=True, product__active=True, product__is_pack=False
        )
        return variants.select_related("product")

    @property
    def _waiting(self) -> QuerySet[Invoice]:
        ours = Delivery.objects.filter(
            destination=DESTINATION, kind=INVOICED, store=self.store
        ).exclude(state__in=sorted(SETTLED))
        found: QuerySet[Invoice] = self.store.invoices.filter(pk__in=ours.values("subject_id"))
        return found


def stem_of(number: str) -> str:
    """All but the last two digits: a hundred numbers are found by one."""
    return number[:-2] if len(number) > 2 else number
