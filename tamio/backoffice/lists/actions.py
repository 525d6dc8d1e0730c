"""What can be done with many rows of a list at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.fillings import BulkAction
from tamio.backoffice.lists.deeds import on_customers, on_invoices, on_products, on_subscriptions
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.look.chips import Text

#: What was before, to be put back; True if done for good; None if it was so already.
Before: TypeAlias = dict[str, Any] | bool | None
#: Values and labels of a choice that goes with an action.
Choices: TypeAlias = Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Action:
    """`do` is given the row, the choice, who and when, inside a transaction; it raises
    ValidationError where it is not possible. `undo` is given what `do` has answered.

    `ask` labels the choice that goes with it, a text unless there are `choices`. `warning` says
    before many rows what follows.
    """

    name: str
    list: str
    label: Text
    right: Right
    rows: Callable[[Store], QuerySet[Any]]
    do: Callable[[Any, str, str, datetime], Before]
    undo: Callable[[Any, dict[str, Any], str, datetime], None] | None = None
    ask: Text = ""
    choices: Callable[[Store], Choices] | None = None
    warning: Text = ""


def actions_for(request: StoreRequest, name: str) -> list[Action | BulkAction]:
    """Those over the ticked rows; what integrations offer goes first."""
    theirs = list(slots.bulk_actions) if name == "invoices" else []
    every: list[Action | BulkAction] = [*theirs, *(each for each in _every() if each.list == name)]
    return [each for each in every if each.right in request.rights]


def for_all(request: StoreRequest, name: str) -> list[Action]:
    """Those that can be done to all that match."""
    theirs = slots.bulk_actions if name == "invoices" else ()
    every = [*(_of_integration(each) for each in theirs if each.one), *_every()]
    return [each for each in every if each.list == name and each.right in request.rights]


def known() -> Mapping[tuple[str, str], Action]:
    """By list and name."""
    theirs = [_of_integration(each) for each in slots.bulk_actions if each.one]
    return {(each.list, each.name): each for each in [*theirs, *_every()]}


def _every() -> Iterator[Action]:
    """The back office's own, and those of the integrations' own lists."""
    yield from _ACTIONS
    for listed in slots.lists:
        yield from listed.actions


def _of_integration(action: BulkAction) -> Action:
    one = action.one
    assert one is not None
    return Action(
        name=action.name,
        list="invoices",
        label=action.label,
        right=action.right,
        rows=on_invoices.rows,
        do=lambda invoice, _choice, by, now: one(invoice, by, now) or None,
    )


_ACTIONS = (
    Action(
        name="mail",
        list="invoices",
        label=_("Mail again"),
        right=Right.MAIL_CUSTOMERS,
        rows=on_invoices.rows,
        do=on_invoices.mail,
        warning=_("Each buyer gets the invoice once more."),
    ),
    Action(
        name="show",
        list="products",
        label=_("Show in the shop"),
        right=Right.EDIT_CATALOGUE,
        rows=on_products.rows,
        do=on_products.show,
        undo=on_products.put_back,
    ),
    Action(
        name="hide",
        list="products",
        label=_("Hide from the shop"),
        right=Right.EDIT_CATALOGUE,
        rows=on_products.rows,
        do=on_products.hide,
        undo=on_products.put_back,
    ),
    Action(
        name="tag",
        list="products",
        label=_("Add a tag"),
        right=Right.EDIT_CATALOGUE,
        rows=on_products.rows,
        do=on_products.tag,
        undo=on_products.untag,
        ask=_("Tag"),
    ),
    Action(
        name="category",
        list="products",
        label=_("Put in a category"),
        right=Right.EDIT_CATALOGUE,
        rows=on_products.rows,
        do=on_products.place,
        undo=on_products.take_out,
        ask=_("Category"),
        choices=on_products.categories,
    ),
    Action(
        name="language",
        list="customers",
        label=_("Choose the language"),
        right=Right.EDIT_CUSTOMERS,
        rows=on_customers.rows,
        do=on_customers.speak,
        undo=on_customers.speak_as_before,
        ask=_("Language"),
        choices=on_customers.languages,
        warning=_("Of their invoices and letters, where they have chosen none themselves."),
    ),
    Action(
        name="terms",
        list="customers",
        label=_("Choose the payment terms"),
        right=Right.EDIT_CUSTOMERS,
        rows=on_customers.rows,
        do=on_customers.agree,
        undo=on_customers.agree_as_before,
        ask=_("Payment terms"),
        choices=on_customers.terms,
        warning=_(
            "Of what they buy by invoice from now on. Invoices that are made stay as they are."
        ),
    ),
    Action(
        name="vat-number",
        list="customers",
        label=_("Look up the VAT number"),
        right=Right.EDIT_CUSTOMERS,
        rows=on_customers.rows,
        do=on_customers.look_up,
        warning=_("The EU's register is asked about each, one after the other."),
    ),
    Action(
        name="pause",
        list="subscriptions",
        label=_("Pause at the end of the period"),
        right=Right.EDIT_CUSTOMERS,
        rows=on_subscriptions.rows,
        do=on_subscriptions.pause,
        undo=on_subscriptions.unpause,
    ),
    Action(
        name="cancel",
        list="subscriptions",
        label=_("Cancel at the end of the period"),
        right=Right.EDIT_CUSTOMERS,
        rows=on_subscriptions.rows,
        do=on_subscriptions.cancel,
        undo=on_subscriptions.uncancel,
        warning=_("Each runs out when its notice and minimum term allow."),
    ),
)
