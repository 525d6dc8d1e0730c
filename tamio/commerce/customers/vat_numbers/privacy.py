"""VAT numbers that were looked up: a sole trader's is a person's, and proof for the books."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.audit.retention import kept_until
from tamio.commerce.customers.models import VatCheck
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("VAT numbers that were looked up")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [values_of(check) for check in _checks(person).order_by("pk")]


def extent(person: Person) -> Extent:
    checks = _checks(person).aggregate(count=Count("pk"), last=Max("asked_at"))
    until = kept_until(checks["last"].date()) if checks["last"] else None
    return Extent(stays=checks["count"], stays_until=until)


def erase(person: Person, *, now: datetime) -> None:
    """Nothing: they say why sales were without VAT, and are kept as long as those."""


def hindrance(person: Person) -> Text:
    return ""


def _checks(person: Person) -> QuerySet[VatCheck]:
    return VatCheck.objects.filter(customer=person.customer_id)
