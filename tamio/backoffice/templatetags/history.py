"""`{% load history %}`: who changed what, on the page of the thing itself."""

from typing import Any, cast

from django import template

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.audit.history import history_of
from tamio.commerce.people.roles import Right

register = template.Library()


@register.inclusion_tag("backoffice/history.html", takes_context=True)
def history(context: dict[str, Any], pk: int | str | None, *kinds: str) -> dict[str, Any]:
    """`{% history offer.pk "offer" %}`: for those who may see the audit trail; one query.

    Nothing of what is not saved yet, nor where nothing was changed.
    """
    request = cast(StoreRequest, context["request"])
    # A name that the page does not know is "" in a template.
    if not isinstance(pk, int) or Right.SEE_AUDIT_TRAIL not in request.rights:
        return {"entries": ()}
    return {"store": request.store, "entries": history_of(request.store, kinds=kinds, pk=pk)}
