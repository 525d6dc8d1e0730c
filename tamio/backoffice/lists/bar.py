"""What stands above every list: the filters that were kept as tabs, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.lists.models import SavedFilter
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Right


@dataclass(frozen=True, slots=True)
class Bar:
    """`query` is the address's own, without the page; `current` the tab that has just that."""

    query: str
    tabs: Sequence[SavedFilter]
    current: SavedFilter | None
    may_change: bool

    @property
    def can_keep(self) -> bool:
        """Whether there is a filter here that is not kept yet."""
        return bool(self.query) and self.current is None


def bar_of(request: StoreRequest, name: str, *, query: str) -> Bar:
    """One query."""
    tabs = list(saved_for(request).filter(list=name))
    current = next((tab for tab in tabs if tab.query == query), None)
    return Bar(query, tabs, current, current is not None and may_change(request, current))


def saved_for(request: StoreRequest) -> QuerySet[SavedFilter]:
    """One's own, and those that are shared with everyone in the store."""
    theirs = Q(person=request.user) | Q(shared=True)
    found: QuerySet[SavedFilter] = SavedFilter.objects.filter(theirs, store=request.store)
    return found


def let_go(user: User) -> None:
    """One's own go with one's account; those that others see too stay theirs."""
    SavedFilter.objects.filter(person=user, shared=False).delete()


def may_change(request: StoreRequest, saved: SavedFilter) -> bool:
    """One's own; those of others take the right to change the store."""
    return saved.person_id == request.user.pk or Right.EDIT_STORE in request.rights
