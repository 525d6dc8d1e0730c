"""The worker renews what is due, bit by bit: other chores have their turn in between."""

from tamio.commerce.subscriptions.running import renew_due
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock

#: So many at a time; ten seconds later the next.
AT_A_TIME = 2000


def renew(clock: Clock) -> None:
    """As a chore: what is left is done the next time."""
    renew_due(now=clock(), most=AT_A_TIME, stopping=is_stopping)
