"""What happened to a subscription, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tamio.commerce.payments.models import Method
from tamio.commerce.subscriptions.discounts.wording import taken_words
from tamio.commerce.subscriptions.models import (
    ChangeKind,
    SubscriptionDiscount,
    SubscriptionEvent,
    What,
)
from tamio.look import formats
from tamio.look.chips import Tone

_TONES = {
    What.STARTED: Tone.GOOD,
    What.TRIAL_ENDED: Tone.GOOD,
    What.PLANNED: Tone.WAITING,
    What.PRICE_TOLD: Tone.WAITING,
    What.DISCOUNTED: Tone.GOOD,
    What.PAUSE_PLANNED: Tone.WAITING,
    What.PAUSED: Tone.WAITING,
    What.RESUMED: Tone.GOOD,
    What.CANCEL_PLANNED: Tone.WAITING,
    What.UNCANCELLED: Tone.GOOD,
    What.PAST_DUE: Tone.NEEDS_YOU,
    What.UNPAID: Tone.WRONG,
    What.RECOVERED: Tone.GOOD,
    What.PARKED: Tone.NEEDS_YOU,
}


def tone_of(event: SubscriptionEvent) -> Tone:
    return _TONES.get(What(event.what), Tone.NEUTRAL)


def who(by: str) -> str:
    """Whoever did it, as people are called on pages."""
    return {"tamio": "Tamio", "customer": _("the customer")}.get(by, by)


def words_of(event: SubscriptionEvent, *, currency: str) -> str:
    """What else it says; "" where its name says it all."""
    tell = _TELLS.get(What(event.what))
    return tell(event.said, currency) if tell else ""


def change_words(said: Mapping[str, Any], currency: str) -> str:
    """Of a planned change: what it is, and when at the earliest."""
    parts = [str(ChangeKind(said["kind"]).label)] if said.get("kind") else []
    if said.get("version"):
        parts.append(str(said["version"]))
    if said.get("quantity"):
        parts.append(_("%(count)s pieces") % {"count": said["quantity"]})
    if said.get("price") is not None:
        parts.append(money_text(Decimal(str(said["price"])), currency))
    if said.get("not_before"):
        parts.append(_("not before %(day)s") % {"day": day_text(said["not_before"])})
    return ", ".join(parts)


def day_text(day: date | str) -> str:
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return formats.date_text(found, language=_language())


def money_text(amount: Decimal, currency: str) -> str:
    return formats.money_text(amount, currency=currency, language=_language())


def span_text(starts: date, last: date) -> str:
    return f"{day_text(starts)} – {day_text(last)}"


def _language() -> str:
    return (get_language() or "sv")[:2]


def _from(said: Mapping[str, Any], currency: str) -> str:
    day = said.get("starts") or said.get("on")
    return _("From %(day)s.") % {"day": day_text(day)} if day else ""


def _until(said: Mapping[str, Any], currency: str) -> str:
    if not said.get("until"):
        return _from(said, currency)
    days = {"first": day_text(said["on"]), "until": day_text(said["until"])}
    return _("From %(first)s until %(until)s.") % days


def _lines(said: Mapping[str, Any], currency: str) -> str:
    told = {"before": ", ".join(said.get("from", [])), "after": ", ".join(said.get("to", []))}
    if not told["before"]:
        return _("Added: %(after)s.") % told
    if not told["after"]:
        return _("Removed: %(before)s.") % told
    return _("Before: %(before)s. Now: %(after)s.") % told


def _re_anchored(said: Mapping[str, Any], currency: str) -> str:
    days = {"before": day_text(said["before"]), "after": day_text(said["after"])}
    return _("Periods are counted from %(after)s, before from %(before)s.") % days


def _moved(said: Mapping[str, Any], currency: str) -> str:
    if said.get("moved") == "payment" and said.get("method") in Method.values:
        return str(Method(said["method"]).label)
    return _("Another address for its goods.")


def _price(said: Mapping[str, Any], currency: str) -> str:
    amounts = {name: money_text(Decimal(str(said[name])), currency) for name in ("price", "before")}
    told = amounts | {"day": day_text(said["on"])}
    return _("%(price)s instead of %(before)s from %(day)s.") % told


def _discounted(said: Mapping[str, Any], currency: str) -> str:
    discount = SubscriptionDiscount(
        gives=said["gives"], value=Decimal(str(said["value"])), a_piece=said["a_piece"],
        covers=said["covers"],
    )  # fmt: skip
    what = taken_words(discount, currency=currency)
    covers = said["covers"]
    if covers is not None:
        words = ngettext("%(what)s one charge", "%(what)s %(count)d charges", covers)
        what = words % {"what": what, "count": covers}
    return f"{what}: {said['name']} ({said['code']})"


def _discount_ended(said: Mapping[str, Any], currency: str) -> str:
    named = f"{said['name']} ({said['code']})"
    if said.get("why") == "interval":
        return _("%(named)s, because it is billed at other times.") % {"named": named}
    return named


_TELLS: dict[What, Callable[[Mapping[str, Any], str], str]] = {
    What.STARTED: _from,
    What.TRIAL_ENDED: _from,
    What.CHANGED: _lines,
    What.PLANNED: change_words,
    What.UNPLANNED: change_words,
    What.PRICE_TOLD: _price,
    What.PRICE_KEPT: lambda said, currency: money_text(Decimal(str(said["price"])), currency),
    What.DISCOUNTED: _discounted,
    What.DISCOUNT_ENDED: _discount_ended,
    What.PAUSE_PLANNED: _until,
    What.PAUSED: _until,
    What.RESUMED: _from,
    What.RE_ANCHORED: _re_anchored,
    What.CANCEL_PLANNED: _from,
    What.ENDED: _from,
    What.EXPIRED: _from,
    What.WITHDRAWN: _from,
    What.PARKED: lambda said, currency: str(said.get("problem", "")),
    What.MOVED: _moved,
}
