"""Fills the slot FirstSteps: the store is connected, and its test sale is followed into Fortnox."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.slots import Arrival, Chip, Step, Text, Tone
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import OrderLink, Settings
from tamio.fortnox.pages.addresses import fortnox_itself, page, panel_of
from tamio.fortnox.pages.panel import looks_again_after
from tamio.fortnox.pages.sentences import sentence
from tamio.fortnox.pages.states import chip_of
from tamio.fortnox.pages.submissions import delivery_of
from tamio.fortnox.pages.submissions import send as send_first


def step(request: StoreRequest, store: Store) -> Step:
    """Done once sales can go: there is a consent, and both revenue accounts are chosen."""
    chosen = Settings.objects.filter(store=store, store__fortnox__isnull=False)
    row = chosen.values_list("goods_account", "services_account").first()
    return Step(
        key="fortnox",
        title=_("Connect Fortnox"),
        text=_("Your consent in Fortnox, and the two accounts that sales are booked on."),
        action=_("Choose accounts") if row else _("Connect Fortnox"),
        href=page("overview", store=store) + ("#settings" if row else ""),
        done=row is not None and all(row),
    )


def has_arrived(store: Store) -> bool:
    return _orders().filter(invoice__store=store).exists()


def send(request: StoreRequest, invoice: Invoice, *, now: datetime) -> None:
    send_first(invoice=invoice, now=now, by=request.user.email)


def arrival(request: StoreRequest, invoice: Invoice) -> Arrival:
    """Four queries at most."""
    delivery = delivery_of(invoice=invoice)
    order = _orders().filter(invoice=invoice).values_list("order_number", flat=True).first() or ""
    if delivery is None:
        chip = Chip(state=_("Not recorded"), tone=Tone.NEEDS_YOU)
        return Arrival(chip=chip, text="", links=[], has_arrived=False, looks_again=False)
    return Arrival(
        chip=chip_of(delivery, order_number=order),
        text=sentence(delivery=delivery, order_number=order),
        links=list(_links(request.store, invoice, order)),
        has_arrived=bool(order),
        looks_again=not order and bool(looks_again_after(delivery)),
    )


def _links(store: Store, invoice: Invoice, order: str) -> list[tuple[Text, str]]:
    here = (_("See the whole way"), panel_of(store=store, number=invoice.number or 0))
    if not order:
        return [here, (_("The connection"), page("overview", store=store))]
    there = (_("Open Fortnox, order %(number)s") % {"number": order}, fortnox_itself())
    return [there, here]


def _orders() -> QuerySet[OrderLink]:
    return OrderLink.objects.exclude(order_number="")
