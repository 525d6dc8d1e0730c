"""`{% load checking %}`: what a form needs to be checked and kept while one types."""

from typing import Any, cast

from django import template
from django.forms import BaseForm

from tamio.backoffice.access import StoreRequest

register = template.Library()


@register.inclusion_tag("backoffice/checking/while_typing.html", takes_context=True)
def while_typing(context: dict[str, Any], form: BaseForm, action: str = "") -> dict[str, Any]:
    """`{% while_typing form %}` inside the form, first after its token; for those who may save it.

    `action` is the form's own, if it has one; its view is `checked`. What is typed is kept in the
    browser by whose it is and by that address, which names store, form and object.
    """
    request = cast(StoreRequest, context["request"])
    return {
        "action": action or request.get_full_path(),
        "kept_as": f"{request.user.pk}:{action or request.path}",
        # Posted and not right: what is typed stands in the form already.
        "is_back": form.is_bound,
    }
