"""Whose clock may be moved: a sandbox's, unless something in the world hangs on its days."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.stores.models import Store

#: What the audit trail calls it.
CLOCK = "clock"
Guard: TypeAlias = Callable[[Store], str]

_declared: list[str] = []


def declare(path: str) -> None:
    """`path`: dotted, of `(Store) -> str`: why its clock may not be moved, "" if it may."""
    if path not in _declared:
        _declared.append(path)


def refusal(store: Store) -> str:
    """Why the store's clock may not be moved, and what to do instead; "" if it may."""
    if not store.is_sandbox:
        said = _(
            "%(store)s is a real store. Only the clock of a store to try things in can be moved."
        )
        return said % {"store": store.name}
    said_by = (cast(Guard, import_string(path))(store) for path in _declared)
    return next((said for said in said_by if said), "")


def make_sandbox(*, store: Store, by: str, now: datetime) -> None:
    """For good, and only before the first sale. Raises ValidationError ("store")."""
    with transaction.atomic():
        found = Store.objects.select_for_update().get(pk=store.pk)
        if found.is_sandbox:
            return
        if Invoice.objects.filter(store=found).exclude(channel=Channel.TEST_SALE).exists():
            said = _("%(store)s has sold already, so it is a real store and stays one.")
            raise ValidationError({"store": [said % {"store": found.name}]})
        found.is_sandbox = store.is_sandbox = True
        found.save(update_fields=["is_sandbox"])
        note_change(
            subject=subject_of(found), before={"is_sandbox": False}, after={"is_sandbox": True},
            by=by, now=now,
        )  # fmt: skip


def subject_of(store: Store) -> Subject:
    return Subject(store_id=store.pk, kind=CLOCK, id=store.pk, name=store.name)
