"""An integration for tests: fills every slot, and counts how often it is asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.slots import BulkAction, Chip, Health, IntegrationEntry, Need, Text, Tone
from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store


class States:
    """Odd numbers have arrived, even ones wait."""

    def __init__(self) -> None:
        self.asked = 0

    def chips_for(self, request: StoreRequest, invoices: Sequence[Invoice]) -> dict[int, Chip]:
        self.asked += 1
        return {invoice.pk: self._chip(invoice) for invoice in invoices}

    def filters(self) -> Sequence[tuple[str, Text]]:
        return [("arrived", "Arrived there"), ("waits", "Waits for there")]

    def apply(self, queryset: QuerySet[Invoice], value: str) -> QuerySet[Invoice]:
        return queryset.filter(number__in=[1001, 1003] if value == "arrived" else [1002])

    def _chip(self, invoice: Invoice) -> Chip:
        if invoice.number is not None and invoice.number % 2:
            return Chip(state="Arrived", tone=Tone.GOOD, text="order 7", href="#panel")
        return Chip(state="Waits", tone=Tone.WAITING)


class Panel:
    def render(self, request: StoreRequest, invoice: Invoice) -> SafeString:
        return mark_safe(f"<section>panel of {invoice.number}</section>")


class Card:
    def render(self, request: StoreRequest, store: Store) -> SafeString:
        return mark_safe(f"<section>is all there? {store.name}</section>")


class Needs:
    def needs(self, request: StoreRequest, store: Store) -> Sequence[Need]:
        return [Need(count=3, text="lost on the way", href="#lost", tone=Tone.WRONG)]


class Healths:
    """Every store stands as `given`, by its name; counts how often it is asked."""

    def __init__(self, given: Mapping[str, Health]) -> None:
        self.given, self.asked = given, 0

    def healths(self, stores: Sequence[Store], *, now: datetime) -> Mapping[int, Health]:
        self.asked += 1
        return {store.pk: self.given.get(store.name, health()) for store in stores}


def health(
    *, tone: Tone = Tone.GOOD, backlog: int = 0, failed: int = 0, oldest_at: datetime | None = None
) -> Health:
    chip = Chip(state=f"Stands {tone}", tone=tone)
    return Health(chip=chip, backlog=backlog, failed=failed, oldest_at=oldest_at)


class Light:
    def chip(self, request: StoreRequest, store: Store) -> Chip | None:
        return Chip(state="Connected there", tone=Tone.GOOD, href="#light")


class Fields:
    """Keeps a colour of each product; "grey" is refused."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def part(self, request: StoreRequest, product: Product, data: QueryDict | None) -> "Part":
        return Part(self.kept, product, data.get("there-colour", "") if data else "")


class Part:
    def __init__(self, kept: dict[str, str], product: Product, colour: str) -> None:
        self._kept, self._product, self._colour = kept, product, colour

    def is_valid(self) -> bool:
        return self._colour != "grey"

    def write(self, *, now: datetime, by: str) -> None:
        self._kept[f"{self._product.pk} {self._product.name}"] = f"{self._colour} by {by}"

    def markup(self) -> SafeString:
        return mark_safe(f"<b>colour {self._colour} of {self._product.name}</b>")


def _status(request: StoreRequest, store: Store) -> Chip:
    return Chip(state="Status there", tone=Tone.NEEDS_YOU)


ENTRY = IntegrationEntry(
    key="there",
    name="There",
    tagline="Takes every sale there.",
    url_name="backoffice:integrations",
    status=_status,
)
ACTION = BulkAction(
    name="send", label="Send there", right=Right.SUBMIT_INVOICES, url_name="backoffice:invoices"
)


@store_page(right=Right.SUBMIT_INVOICES)
def page(request: StoreRequest) -> HttpResponse:
    """A page that an integration mounts."""
    return HttpResponse(reverse("backoffice:dashboard", args=[request.store.slug]))
