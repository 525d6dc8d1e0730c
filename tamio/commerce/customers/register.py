"""Finds the customer a buyer is, or makes a new card; the number comes from the store's series."""

from datetime import datetime

from tamio.commerce.customers.details import DELIVERY, BuyerDetails
from tamio.commerce.customers.models import Customer, CustomerType
from tamio.commerce.customers.vat_numbers.asking import ask_at_sale
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.series import hold_series
from tamio.prepared import Prepared


def customer_for(*, store: Store, buyer: BuyerDetails, now: datetime) -> Customer:
    """The card of `buyer` (checked), brought up to date; a new one if none is theirs.

    A company is known by its organisation number, a private person by the e-mail address.
    Runs inside the sale's transaction.
    """
    known = _known(store=store, buyer=buyer)
    if known is None:
        customer = _first_card(store=store, buyer=buyer, now=now)
    else:
        customer = _brought_up_to_date(known, buyer=buyer)
    ask_at_sale(customer=customer, now=now)
    return customer


def _known(*, store: Store, buyer: BuyerDetails) -> Customer | None:
    if buyer.type == CustomerType.COMPANY and buyer.organisation_number:
        same_type = store.customers.filter(type=buyer.type).order_by("number")
        return same_type.filter(organisation_number=buyer.organisation_number).first()
    return _BY_EMAIL.first(store.pk, str(buyer.type), buyer.email)


_BY_EMAIL = Prepared(
    lambda store, kind, email: Customer.objects.filter(
        store=store, type=kind, email=email, organisation_number=""
    ).order_by("number")[:1],
    int,
    str,
    str,
)


def _first_card(*, store: Store, buyer: BuyerDetails, now: datetime) -> Customer:
    # Someone else may be writing the same buyer's first card: wait for them, and look again.
    series = hold_series(store=store, kind="customer")
    known = _known(store=store, buyer=buyer)
    if known is not None:
        return _brought_up_to_date(known, buyer=buyer)
    given = {"number": series.take(), "created_at": now, **buyer.card}
    return Customer.objects.create(store=store, **given)


def _brought_up_to_date(customer: Customer, *, buyer: BuyerDetails) -> Customer:
    wanted = buyer.card
    if not buyer.has_delivery:
        # That this sale goes to the buyer says nothing of where the next one goes.
        wanted = {field: value for field, value in wanted.items() if field not in DELIVERY}
    if not buyer.invoice_email:
        del wanted["invoice_email"]
    changed = [field for field, value in wanted.items() if getattr(customer, field) != value]
    for field in changed:
        setattr(customer, field, getattr(buyer, field))
    if changed:
        customer.save(update_fields=changed)
    return customer
