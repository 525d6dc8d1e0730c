"""What needs a person in a store, beside what the integrations know: each leads to its list.

Every number is that of the rows in the list that it leads to.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import ngettext

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.dunning.forms import DISPUTED, GIVEN_UP, OPEN, narrowed
from tamio.backoffice.dunning.late import late_cases
from tamio.backoffice.forms.filters import FEW, OUT, TO_SHIP, sold_as
from tamio.backoffice.payments.chips import OVER, OVERDUE, UNPAID, stands_as
from tamio.backoffice.slots import Need
from tamio.commerce.fulfilment.standing import to_ship
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.models import State
from tamio.look.chips import Text, Tone
from tamio.store_clock import now


def needs_of(request: StoreRequest) -> list[Need]:
    """What integrations say first; one query beside theirs, however many rows there are."""
    said = [need for each in slots.needs for need in each.needs(request, request.store)]
    return said + list(_own(request.store))


def _own(store: Store) -> Iterator[Need]:
    counts = _counted(store)
    for name, text in _texts(counts).items():
        if counts[name]:
            page, query = _LISTS[name]
            href = f"{reverse(f'backoffice:{page}', args=[store.slug])}?{query}"
            yield Need(count=counts[name], text=text, href=href, tone=_TONES[name])


#: The list that each leads to, narrowed to what is counted.
_LISTS = {
    "withdrawals": ("withdrawals", f"state={State.OPEN}"),
    "ship": ("invoices", f"goods={TO_SHIP}"),
    "overdue": ("invoices", f"paid={OVERDUE}"),
    "over": ("invoices", f"paid={OVER}"),
    "failing": ("late_payments", f"state={OPEN}"),
    "disputed": ("late_payments", f"state={DISPUTED}"),
    "given_up": ("late_payments", f"state={GIVEN_UP}"),
    "out": ("products", f"sale={OUT}"),
    "few": ("products", f"sale={FEW}"),
    "unpaid": ("invoices", f"paid={UNPAID}"),
}
_TONES = dict.fromkeys(_LISTS, Tone.NEEDS_YOU) | {
    # These go on by themselves, or may stay as they are.
    "failing": Tone.WAITING, "unpaid": Tone.WAITING, "few": Tone.NEUTRAL, "ship": Tone.NEUTRAL,
}  # fmt: skip


def _counted(store: Store) -> Mapping[str, int]:
    """Each list's rows, all in one query."""
    today = store.date_of(now())
    payments, products = store.payments.all(), store.products.all()
    late = late_cases(store)
    rows: dict[str, QuerySet[Any]] = {
        "withdrawals": store.withdrawals.filter(state=State.OPEN),
        "ship": to_ship(store.invoices.all(), store=store),
        "overdue": payments.filter(stands_as(OVERDUE, today=today)),
        "over": payments.filter(stands_as(OVER, today=today)),
        "failing": late.filter(narrowed(OPEN)),
        "disputed": late.filter(narrowed(DISPUTED)),
        "given_up": late.filter(narrowed(GIVEN_UP)),
        "out": products.filter(sold_as(OUT, store=store)),
        "few": products.filter(sold_as(FEW, store=store)),
        "unpaid": payments.filter(stands_as(UNPAID, today=today)),
    }
    # The store has relations of the same names.
    figures = {f"of_{name}": _count(found) for name, found in rows.items()}
    counts: Any = Store.objects.filter(pk=store.pk).values(**figures).get()
    return {name: counts[f"of_{name}"] for name in rows}


def _count(rows: QuerySet[Any]) -> Subquery:
    count = Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(rows=count).values("rows"))


def _texts(of: Mapping[str, int]) -> dict[str, Text]:
    """In the order of the page. The number stands before the text, so the text has none."""
    return {
        "withdrawals": ngettext(
            "withdrawal to answer", "withdrawals to answer", of["withdrawals"]
        ),
        "over": ngettext("invoice to pay back", "invoices to pay back", of["over"]),
        "disputed": ngettext("disputed invoice", "disputed invoices", of["disputed"]),
        "given_up": ngettext(
            "late payment given up", "late payments given up", of["given_up"]
        ),
        "overdue": ngettext("overdue invoice", "overdue invoices", of["overdue"]),
        "ship": ngettext("order to ship", "orders to ship", of["ship"]),
        "out": ngettext("product sold out", "products sold out", of["out"]),
        "few": ngettext(
            "product with few left", "products with few left", of["few"]
        ),
        "failing": ngettext(
            "renewal not paid, followed up", "renewals not paid, followed up", of["failing"]
        ),
        "unpaid": ngettext(
            "invoice not paid in full", "invoices not paid in full", of["unpaid"]
        ),
    }  # fmt: skip
