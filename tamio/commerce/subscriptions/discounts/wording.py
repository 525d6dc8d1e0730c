"""A discount that goes on, in words: what is off, and for how long."""

from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tamio.commerce.letters.formats import money_text
from tamio.commerce.offers.models import Gives
from tamio.commerce.subscriptions.dates import Interval, Unit
from tamio.commerce.subscriptions.models import SubscriptionDiscount


def taken_words(discount: SubscriptionDiscount, *, currency: str) -> str:
    """Such as "20% off", "SEK 50.00 off each"."""
    if discount.gives == Gives.SHIPPING:
        return _("Free shipping")
    if discount.gives == Gives.PERCENT:
        return _("%(percent)s%% off") % {"percent": _number(discount.value)}
    amount = {"amount": money_text(discount.value, currency=currency, language=_language())}
    return (_("%(amount)s off each") if discount.a_piece else _("%(amount)s off")) % amount


def promised_words(
    discount: SubscriptionDiscount, *, interval: Interval, currency: str, by_payment: bool
) -> str:
    """What was promised when it was bought: "20% off the first 3 months". `by_payment`: where
    what is paid first is not a whole period, or not the first, it is payments that are counted.
    """
    what = taken_words(discount, currency=currency)
    covers = discount.covers
    if covers is None:
        return _("%(what)s, on every payment") % {"what": what}
    if by_payment:
        words = ngettext(
            "%(what)s, on the first payment", "%(what)s, on the first %(count)d payments", covers
        )
        return words % {"what": what, "count": covers}
    return _over(interval.unit, covers * interval.count) % {
        "what": what, "count": covers * interval.count
    }  # fmt: skip


def left_words(discount: SubscriptionDiscount, *, currency: str) -> str:
    """What is still to come: "20% off, 2 of 3 payments left"."""
    what = taken_words(discount, currency=currency)
    if discount.covers is None or discount.left is None:
        return _("%(what)s, on every payment") % {"what": what}
    words = _("%(what)s, %(left)d of %(all)d payments left")
    return words % {"what": what, "left": discount.left, "all": discount.covers}


def _over(unit: Unit, count: int) -> str:
    return {
        Unit.DAY: ngettext("%(what)s the first day", "%(what)s the first %(count)d days", count),
        Unit.WEEK: ngettext("%(what)s the first week", "%(what)s the first %(count)d weeks", count),
        Unit.MONTH: ngettext(
            "%(what)s the first month", "%(what)s the first %(count)d months", count
        ),
        Unit.YEAR: ngettext("%(what)s the first year", "%(what)s the first %(count)d years", count),
    }[unit]


def _number(value: Decimal) -> str:
    """Without needless decimals, with the comma where the language has one."""
    text = f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return text.replace(".", ",") if _language() == "sv" else text


def _language() -> str:
    return (get_language() or "sv")[:2]
