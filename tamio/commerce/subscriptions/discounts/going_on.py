"""Which discount a charge has that comes of a change."""

from tamio.commerce.subscriptions.holding import running_of
from tamio.commerce.subscriptions.models import Subscription, SubscriptionDiscount


def of_rest(subscription: Subscription, *, other_interval: bool) -> SubscriptionDiscount | None:
    """That which the rest of the period has. With another interval it is a new period; else the
    charge of its period had it already, and this is no charge more. One query.
    """
    if other_interval:
        return after_change(subscription, other_interval=True)
    if subscription.period_start is None:
        return None
    counted = SubscriptionDiscount.objects.filter(
        subscription=subscription, uses__period__period_start=subscription.period_start
    )
    return counted.order_by("-pk").first()


def after_change(
    subscription: Subscription, *, other_interval: bool
) -> SubscriptionDiscount | None:
    """That which the next whole period has, of one that was read whole."""
    found = running_of(subscription)
    if found is None or (other_interval and not found.outlives_intervals):
        return None
    return found


def loses_with(subscription: Subscription) -> bool:
    """Whether another interval ends what runs, of one that was read whole."""
    found = running_of(subscription)
    return found is not None and not found.outlives_intervals
