"""The rows that are the truth: lanes, deliveries, and what happened to them."""

from tamio.outbox.models.delivery import Delivery
from tamio.outbox.models.event import DeliveryEvent
from tamio.outbox.models.lane import Lane

__all__ = ["Delivery", "DeliveryEvent", "Lane"]
