"""Price changes for tests."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tamio.commerce.mail.models import Message
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Plan, PriceChange, PriceNotice, Subscription
from tamio.commerce.subscriptions.repricing.planning import begin
from tamio.commerce.subscriptions.repricing.reckoning import Terms
from tamio.commerce.subscriptions.repricing.telling import tell_all
from tests.commerce.subscriptions.making import BY, at, customer_of, day
from tests.factories import buyer


def terms(
    plan: Plan, price: str | None = "219.00", *, percent: str | None = None,
    applies_from: str = "2026-03-01", own: bool = False,
) -> Terms:  # fmt: skip
    return Terms(
        plan=plan,
        price=None if price is None or percent else Decimal(price),
        percent=Decimal(percent) if percent else None,
        applies_from=day(applies_from),
        with_own_prices=own,
    )


def changed(plan: Plan, price: str | None = "219.00", *, on: str = "2026-01-10",
            **said: Any) -> PriceChange:  # fmt: skip
    """Begun on that day, and told to nobody yet."""
    return begin(terms=terms(plan, price, **said), by=BY, now=at(on))


def tell(on: str = "2026-01-10") -> None:
    tell_all(now=lambda: at(on))


def customer(store: Store, name: str) -> Any:
    return customer_of(store, buyer(email=f"{name}@example.com", name=name.title()))


def letters(store: Store) -> Sequence[Message]:
    return list(Message.objects.filter(store=store, kind="price").order_by("pk"))


def days_of(change: PriceChange) -> dict[int, date]:
    """From which day on it holds for each subscription."""
    return dict(PriceNotice.objects.filter(change=change).values_list("subscription", "not_before"))


def prices_of(subscription: Subscription) -> list[tuple[str, int]]:
    """First day of each period that was billed, and its net, which is in whole kronor."""
    return [
        (f"{each.period_start}", int(each.invoice.net))
        for each in subscription.periods.order_by("pk").select_related("invoice")
        if each.invoice is not None
    ]
