"""Slots: the places in the back office that an integration fills.

An integration fills them in its AppConfig.ready, under its own key; the back office knows no
integration by name. A module with the right functions is as good a filling as an object:

    def ready(self) -> None:
        from tamio.backoffice import slots
        from tamio.example import panel

        slots.invoice_panels.fill("example", panel)
        slots.mount("example", "tamio.example.urls")

Whatever is asked for a list is asked once for the whole page, never once a row. A render gets the
request as a StoreRequest (see access.py), so `request.rights` says which buttons to show; it
returns "" to show nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.audit.entries import AuditSource
from tamio.backoffice.fillings import (
    Arrival,
    BulkAction,
    Health,
    IntegrationEntry,
    Need,
    Place,
    Step,
)
from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.sold import Account, Sold
from tamio.look.chips import Chip, Text, Tone

if TYPE_CHECKING:
    from tamio.backoffice.lists.kinds import Listed

__all__ = [
    "Arrival",
    "AuditSource",
    "BulkAction",
    "Chip",
    "DashboardCard",
    "FirstSteps",
    "Health",
    "HealthLight",
    "IntegrationEntry",
    "InvoicePanel",
    "InvoiceStates",
    "Need",
    "Needs",
    "Place",
    "ProductFields",
    "ProductPart",
    "RevenueAccounts",
    "Step",
    "StoreHealths",
    "StoreTemplate",
    "Text",
    "Tone",
    "audit_sources",
    "bulk_actions",
    "dashboard_cards",
    "first_steps",
    "health_lights",
    "integrations",
    "invoice_panels",
    "invoice_states",
    "lists",
    "mount",
    "needs",
    "places",
    "product_fields",
    "revenue_accounts",
    "routes",
    "store_healths",
    "store_templates",
]  # fmt: skip

Filling = TypeVar("Filling")


class InvoicePanel(Protocol):
    """Stands beside an invoice. A whole `<section class="panel">`."""

    def render(self, request: StoreRequest, invoice: Invoice) -> SafeString: ...


class InvoiceStates(Protocol):
    """Says in the list, and beside an invoice's title, how far each invoice has come."""

    def chips_for(self, request: StoreRequest, invoices: Sequence[Invoice]) -> dict[int, Chip]:
        """By the invoice's pk; an invoice that has no state of this kind is left out."""
        ...

    def filters(self) -> Sequence[tuple[str, Text]]:
        """`(value, label)` in the order of the menu; a value is unique among all integrations."""
        ...

    def apply(self, queryset: QuerySet[Invoice], value: str) -> QuerySet[Invoice]:
        """The invoices of one store, narrowed to one of the values that `filters` offers."""
        ...


class DashboardCard(Protocol):
    """Answers "is everything in ...?" in one line, on top of a store's first page."""

    def render(self, request: StoreRequest, store: Store) -> SafeString: ...


class Needs(Protocol):
    """Says on a store's first page what the integration cannot settle without a person."""

    def needs(self, request: StoreRequest, store: Store) -> Sequence[Need]:
        """The most urgent first; none with a count of 0."""
        ...


class StoreHealths(Protocol):
    """Says for an agency's table how each of its stores stands."""

    def healths(self, stores: Sequence[Store], *, now: datetime) -> Mapping[int, Health]:
        """By the store's pk, every one of them. No more queries however many there are."""
        ...


class FirstSteps(Protocol):
    """Adds its step to those of an empty store, and says where the test sale has come."""

    def step(self, request: StoreRequest, store: Store) -> Step: ...

    def has_arrived(self, store: Store) -> bool:
        """Whether any sale of the store has. One query."""
        ...

    def send(self, request: StoreRequest, invoice: Invoice, *, now: datetime) -> None:
        """A test sale was made: it goes first, whatever the store has chosen for others."""
        ...

    def arrival(self, request: StoreRequest, invoice: Invoice) -> Arrival: ...


class StoreTemplate(Protocol):
    """Copies the integration's own choices to a store that is made from another."""

    @property
    def label(self) -> Text:
        """What comes along, for the page where the template is chosen."""
        ...

    def copy(self, *, source: Store, target: Store, by: str, now: datetime) -> None:
        """Inside a transaction. Never a connection, a key, or anything that was sold."""
        ...


class HealthLight(Protocol):
    """In the header of every page: at most two queries. None while there is nothing to say."""

    def chip(self, request: StoreRequest, store: Store) -> Chip | None: ...


class ProductPart(Protocol):
    """An integration's own fields of one product, posted and saved with the product's form.

    Asked whether it is valid after the product's own form, so that the product carries what was
    posted; written after the product, in its transaction. `markup` is what stands in the form,
    with the errors at their fields; names and ids begin with the integration's key.
    """

    def is_valid(self) -> bool: ...

    def write(self, *, now: datetime, by: str) -> None: ...

    def markup(self) -> SafeString: ...


class ProductFields(Protocol):
    """Adds fields to the form of a product, new ones too; None while it has none to add."""

    def part(
        self, request: StoreRequest, product: Product, data: QueryDict | None
    ) -> ProductPart | None: ...


class RevenueAccounts(Protocol):
    """Says on which accounts of the store's chart what it sells is booked."""

    def accounts(self, store: Store, sold: Sequence[Sold]) -> Mapping[Sold, Account]:
        """What it has no account for is left out. No more queries however much there is."""
        ...


class Slot(Generic[Filling]):
    """What integrations have put in one place, in the order they came."""

    def __init__(self) -> None:
        self._filled: dict[str, Filling] = {}

    def fill(self, key: str, filling: Filling) -> None:
        """Raises ValueError if something else was filled in under that key."""
        if self._filled.setdefault(key, filling) is not filling:
            raise ValueError(f"two integrations call themselves {key!r}")

    def __iter__(self) -> Iterator[Filling]:
        return iter(self._filled.values())

    def items(self) -> Iterator[tuple[str, Filling]]:
        return iter(self._filled.items())

    @contextmanager
    def only(self, **fillings: Filling) -> Iterator[None]:
        """For tests: inside the block the slot holds these and nothing else."""
        before, self._filled = self._filled, fillings
        try:
            yield
        finally:
            self._filled = before


invoice_panels: Slot[InvoicePanel] = Slot()
invoice_states: Slot[InvoiceStates] = Slot()
dashboard_cards: Slot[DashboardCard] = Slot()
needs: Slot[Needs] = Slot()
store_healths: Slot[StoreHealths] = Slot()
first_steps: Slot[FirstSteps] = Slot()
store_templates: Slot[StoreTemplate] = Slot()
health_lights: Slot[HealthLight] = Slot()
integrations: Slot[IntegrationEntry] = Slot()
bulk_actions: Slot[BulkAction] = Slot()
#: Lists of their own, that find, keep filters, export and act on many rows as all lists do.
lists: "Slot[Listed]" = Slot()
product_fields: Slot[ProductFields] = Slot()
places: Slot[Sequence[Place]] = Slot()
revenue_accounts: Slot[RevenueAccounts] = Slot()
audit_sources: Slot[AuditSource] = Slot()
routes: Slot[str] = Slot()


def mount(key: str, urls: str) -> None:
    """Hangs the URL module `urls` under /backoffice/<store_slug>/integrations/<key>/.

    Its views take @store_page and so never see the slug. With `app_name = "example"` in the
    module, a page is reversed as "backoffice:example:page" with the store's slug as argument.
    """
    routes.fill(key, urls)
