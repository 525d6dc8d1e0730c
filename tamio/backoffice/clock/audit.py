"""A moved clock on the audit trail."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from tamio.backoffice.audit.sources import ChangeSource
from tamio.commerce.audit.models import Change
from tamio.commerce.sandbox.guards import CLOCK
from tamio.commerce.stores.models import Store


def _address(store: Store, _change: Change) -> str:
    return reverse("backoffice:clock", args=[store.slug])


MOVED_CLOCK = ChangeSource(
    kind="clock",
    label=gettext_lazy("The clock"),
    models={CLOCK: None},
    names={CLOCK: gettext_lazy("The clock")},
    address=_address,
    fields={
        "day": gettext_lazy("What the clock says"),
        "is_sandbox": gettext_lazy("To try things in"),
    },
)
