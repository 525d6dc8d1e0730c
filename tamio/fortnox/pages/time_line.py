"""What happened to a submission: who, when, what, and the answer in words."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from tamio.fortnox.models import OrderLink
from tamio.fortnox.pages.words import HAPPENINGS, author_words, reason_words
from tamio.look.chips import Text, Tone
from tamio.outbox.models import Delivery, DeliveryEvent
from tamio.outbox.problem import Problem
from tamio.outbox.states import Happening

#: How far back it goes. More than this is a submission that was put off for days.
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line, as look/pieces/timeline.html shows it."""

    what: Text
    at: datetime
    by: str
    text: Text
    tone: Tone


def time_line(
    *, delivery: Delivery, link: OrderLink | None, events: Sequence[DeliveryEvent] | None = None
) -> list[Entry]:
    """Oldest first, and so are `events`, if they are loaded already. The same trouble met over and
    over is one line, with its latest time. Why it is where it is now is left to whoever shows that.
    """
    latest = events[-MOST:] if events is not None else _latest(delivery)
    runs = groupby(latest, key=_sameness)
    return [_entry(events, delivery, link) for events in (list(run) for _key, run in runs)]


def _latest(delivery: Delivery) -> Sequence[DeliveryEvent]:
    return list(delivery.events.order_by("-pk")[:MOST])[::-1]


def _sameness(event: DeliveryEvent) -> Hashable:
    if event.what != Happening.LATER:
        return event.pk
    problem = event.detail.get("problem") or {}
    return (event.what, problem.get("code"))


def _entry(run: list[DeliveryEvent], delivery: Delivery, link: OrderLink | None) -> Entry:
    last = run[-1]
    what, tone = HAPPENINGS[Happening(last.what)]
    if len(run) > 1:
        what = _("%(what)s, %(count)d times") % {"what": what, "count": len(run)}
    return Entry(
        what=what,
        at=last.at,
        by=author_words(last.by),
        text=" ".join(_texts(last, delivery, link)),
        tone=tone,
    )


def _texts(event: DeliveryEvent, delivery: Delivery, link: OrderLink | None) -> Iterator[str]:
    problem, reason = event.detail.get("problem"), event.detail.get("reason")
    if problem and problem != delivery.problem:
        yield str(Problem.from_json(problem).message)
    if reason and reason != delivery.reason:
        yield str(reason_words(reason))
    if event.what == Happening.SUBMITTED and link is not None and link.order_number:
        yield _("Order %(number)s.") % {"number": link.order_number}
        if link.adopted:
            yield _("It was found there and not created again.")
