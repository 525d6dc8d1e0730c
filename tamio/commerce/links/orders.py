"""The link to an order's page: made with the sale, found again, made anew."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.links.models import OrderLink
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared

LANGUAGES = ("sv", "en")


def make_link(*, invoice: Invoice, language: str | None, now: datetime) -> OrderLink:
    """The invoice's link. `language` is the one that the buyer reads, if that is known."""
    known = _KNOWN.first(invoice.pk)
    if known is not None:
        return known
    new = _new(invoice, language, now)
    link, _is_new = OrderLink.objects.get_or_create(invoice=invoice, defaults=new)
    return link


_KNOWN = Prepared(lambda invoice: OrderLink.objects.filter(invoice=invoice), int)


def open_link(*, invoice: Invoice, language: str | None, now: datetime) -> OrderLink:
    """The link of an invoice that is just being sold: it has none yet."""
    return OrderLink.objects.create(invoice=invoice, **_new(invoice, language, now))


def open_links(invoices: Sequence[tuple[Invoice, str]], *, now: datetime) -> None:
    """As `open_link`, of many that are just being sold: each with its buyer's language."""
    OrderLink.objects.bulk_create(
        OrderLink(invoice=invoice, **_new(invoice, language, now)) for invoice, language in invoices
    )


def renew_link(*, invoice: Invoice, by: str, now: datetime) -> OrderLink:
    """A new address: whoever has the old one sees nothing any more."""
    with transaction.atomic():
        link = make_link(invoice=invoice, language=None, now=now)
        link.token, link.made_at, link.renewed_by = _token(), now, by
        link.save(update_fields=["token", "made_at", "renewed_by"])
    return link


def linked_invoice(*, store: Store, token: str) -> Invoice | None:
    """The invoice that the link leads to; None for any other text, and in any other store."""
    sold = store.invoices.filter(order_link__token=token, issued_at__isnull=False)
    found: Invoice | None = sold.select_related("order_link", "customer").first()
    return found


def _new(invoice: Invoice, language: str | None, now: datetime) -> dict[str, Any]:
    known = (language or "")[:2]
    return {
        "token": _token(),
        "language": known if known in LANGUAGES else invoice.likely_language,
        "made_at": now,
    }


def _token() -> str:
    return secrets.token_urlsafe(32)
