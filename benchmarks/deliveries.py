"""The deliveries to Fortnox, which the measurements are about: letters go their own way."""

from django.db.models import QuerySet

from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Delivery


def deliveries() -> QuerySet[Delivery]:
    """Read anew each time."""
    return Delivery.objects.filter(destination=DESTINATION)
