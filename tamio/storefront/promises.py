"""What a code promises a plan, as the shop says it before and after it is bought."""

from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.subscriptions.dates import Alignment
from tamio.commerce.subscriptions.discounts.promise import off
from tamio.commerce.subscriptions.discounts.wording import promised_words
from tamio.commerce.subscriptions.models import PlanVersion, SubscriptionDiscount
from tamio.look.templatetags.look import money


def taken_of(discount: SubscriptionDiscount | None, *, of_one: Decimal, quantity: int) -> Decimal:
    """What is off a whole period, as the store states prices."""
    if discount is None:
        return Decimal("0.00")
    return off(discount, of_one=of_one, quantity=quantity, amount=discount.value)


def discounted(
    discount: SubscriptionDiscount | None, version: PlanVersion, *, price: Decimal, taken: Decimal
) -> str:
    """For how long, what is paid then, and that it is the whole price after that."""
    if discount is None:
        return ""
    found = [promised(discount, version)]
    if taken:
        amounts = {
            "less": money(price - taken, version.currency),
            "full": money(price, version.currency),
        }
        found.append(_("You pay %(less)s instead of %(full)s each time.") % amounts)
    if discount.covers is not None:
        found.append(_("After that you pay the whole price."))
    return " ".join(found)


def promised(discount: SubscriptionDiscount, version: PlanVersion) -> str:
    """Such as "20% off the first 3 months (CODE)."."""
    by_payment = bool(version.trial_days) or version.alignment == Alignment.CALENDAR
    words = promised_words(
        discount, interval=version.interval, currency=version.currency, by_payment=by_payment
    )
    return _("%(promised)s (%(code)s).") % {"promised": words, "code": discount.code}


def total_bound(
    discount: SubscriptionDiscount | None, version: PlanVersion, *, price: Decimal, taken: Decimal
) -> Decimal:
    """What the periods cost together that it binds for."""
    covered = version.min_cycles
    if discount is not None and discount.covers is not None:
        covered = min(discount.covers, covered)
    return price * version.min_cycles - taken * covered
