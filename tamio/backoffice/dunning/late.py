"""Which payments are late: one rule for the list and for the first page."""

from django.db.models import Q, QuerySet

from tamio.commerce.dunning.cases import OWED
from tamio.commerce.dunning.models import Case, Track
from tamio.commerce.stores.models import Store


def late_cases(store: Store) -> QuerySet[Case]:
    """What is owed for renewals. An invoice that has not fallen due is not late yet."""
    is_late = ~Q(track=Track.INVOICE) | Q(done_days__gte=0) | ~Q(closed_at=None)
    found: QuerySet[Case] = Case.objects.filter(OWED, is_late, store=store)
    return found
