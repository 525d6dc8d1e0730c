"""Which orders somebody has saved since Tamio last wrote them.

Lists carry no time of change, but can be asked for what was saved since a moment. What is listed
then and was last written by Tamio before that moment was saved by someone else. So moments are
chosen between Tamio's own writes: first after the last of them, then back through the last days, as
far as a few pages reach. A change with an equal total that was made between Tamio's write and the
next such moment is not seen that night; it is, once the order is read for any other reason.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from tamio.fortnox.client.envelopes import PAGE_SIZE
from tamio.fortnox.client.models.order import OrderSummary

#: Pages that are spent on this in one reconciliation, if few but Tamio have saved anything.
MOST_PAGES = 6
#: Fortnox's clock and ours may differ by so much, and its filter knows only whole minutes.
SKEW = timedelta(minutes=2)
_STEPS = (0, 6, 12, 18, 24, 48, 72, 96, 144, 240, 480)  # hours back from the last write

Pages = Callable[[datetime], Iterable[list[OrderSummary]]]


def touched(written: dict[str, datetime], pages: Pages, *, now: datetime) -> set[str]:
    """Order numbers out of `written` (number: when Tamio last wrote it).

    What is asked for is read to its end: if others have saved very many, that is as many pages
    again as the period has, once.
    """
    found: set[str] = set()
    left = MOST_PAGES
    for moment in moments(list(written.values()), now=now):
        if left <= 0:
            break
        for page in pages(moment):
            left -= 1
            numbers = {summary.document_number for summary in page}
            found |= {each for each in numbers if _is_before(written.get(each), moment)}
    return found


def moments(written: Sequence[datetime], *, now: datetime) -> list[datetime]:
    """The moments to ask for, latest first, with whole minutes, as many as the pages allow."""
    if not written:
        return []
    newest, oldest = max(written), min(written)
    chosen: list[datetime] = []
    left = MOST_PAGES
    for hours in _STEPS:
        moment = _next_minute(newest + SKEW - timedelta(hours=hours))
        if moment < oldest:
            break
        left -= _pages_since(moment, written)
        if left < 0:
            break
        if moment <= now:
            chosen.append(moment)
    return chosen


def _pages_since(moment: datetime, written: Sequence[datetime]) -> int:
    """As many as there will be if nobody else has saved anything; an empty one is one too."""
    since = sum(1 for each in written if each >= moment)
    return max(1, -(-since // PAGE_SIZE))


def _next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _is_before(written: datetime | None, moment: datetime) -> bool:
    return written is not None and written + SKEW <= moment
