"""The steps in their order, and how far a store has come. Facts say it; nothing is ticked."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.fillings import Step
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store

#: Without these no invoice says who sells.
COMPANY = ("name", "organisation_number", "email", "line1", "postal_code", "city")
#: One of them is enough for a buyer to pay.
ACCOUNTS = ("bankgiro", "plusgiro", "swish", "iban")


@dataclass(frozen=True, slots=True)
class Progress:
    """Every step, and the first that is left."""

    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return all(step.done for step in self.steps)

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.done), None)


def shown_progress(request: StoreRequest, *, has_products: bool | None = None) -> Progress | None:
    """For the store's first page: None once all is done, if it was put away, or for those who may
    not do it.
    """
    if request.store.first_steps_put_away_at or Right.EDIT_STORE not in request.rights:
        return None
    found = progress(request, has_products=has_products)
    return None if found.is_over else found


def progress(request: StoreRequest, *, has_products: bool | None = None) -> Progress:
    """Two queries of the store's own at most, and those of the integrations."""
    store = request.store
    if has_products is None:
        has_products = store.products.exists()
    theirs = [each.step(request, store) for each in slots.first_steps]
    own = list(_own(store, has_products=has_products))
    return Progress([*own, *theirs, _test_sale(store)])


def after(request: StoreRequest) -> str:
    """Where to go on: the next step that is left, or the first page if there is none."""
    left = progress(request).next
    return left.href if left else reverse("backoffice:dashboard", args=[request.store.slug])


def _own(store: Store, *, has_products: bool) -> Iterator[Step]:
    yield Step(
        key="company",
        title=_("Your company"),
        text=_("Name, number and address stand on every invoice."),
        action=_("Fill in the company"),
        href=reverse("backoffice:first_company", args=[store.slug]),
        done=all(getattr(store, field) for field in COMPANY),
    )
    yield Step(
        key="payment",
        title=_("How you are paid"),
        text=_("A bankgiro, a plusgiro, Swish or an account number."),
        action=_("Say how you are paid"),
        href=reverse("backoffice:first_payment", args=[store.slug]),
        done=any(getattr(store, field) for field in ACCOUNTS),
    )
    yield Step(
        key="product",
        title=_("The first product"),
        text=_("Write one, import many, or let us make you a sample."),
        action=_("Add a product"),
        href=reverse("backoffice:first_product", args=[store.slug]),
        done=has_products,
    )


def _test_sale(store: Store) -> Step:
    return Step(
        key="test-sale",
        title=_("A test sale"),
        text=_("Sell one to yourself and see where it arrives."),
        action=_("Make a test sale"),
        href=reverse("backoffice:first_test_sale", args=[store.slug]),
        done=_has_sold(store),
    )


def _has_sold(store: Store) -> bool:
    """Where nothing is integrated an invoice is as far as a sale goes."""
    integrated = list(slots.first_steps)
    if integrated:
        return all(each.has_arrived(store) for each in integrated)
    return store.invoices.filter(number__isnull=False).exists()
