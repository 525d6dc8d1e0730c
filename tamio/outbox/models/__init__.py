"""The rows that are the truth: lanes, deliveries, what happened to them, and what is due when."""

from tamio.outbox.models.chore import ChoreTime
from tamio.outbox.models.delivery import Delivery
from tamio.outbox.models.event import DeliveryEvent
from tamio.outbox.models.lane import Lane

__all__ = ["ChoreTime", "Delivery", "DeliveryEvent", "Lane"]
