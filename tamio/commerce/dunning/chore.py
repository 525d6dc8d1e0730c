"""The worker takes the steps that are due."""

from tamio.commerce.dunning.running import act_due
from tamio.outbox.chores import is_stopping
from tamio.outbox.lease import Clock


def act(clock: Clock) -> None:
    """As a chore: what is left is done the next time."""
    act_due(now=clock(), stopping=is_stopping)
