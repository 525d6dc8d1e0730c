"""Everything that the palette finds, the nearest first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.fillings import Place
from tamio.backoffice.palette import rows
from tamio.backoffice.palette.asked import Asked, asked
from tamio.backoffice.palette.hits import (
    Group,
    Hit,
    Rank,
    folded,
    group,
    is_said,
    nearest_first,
)
from tamio.backoffice.palette.walking import may_open, walked
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Right
from tamio.look.addresses import reverse

#: Before anything is written, so many pages and deeds are offered; the page of search has all.
_OFFERED = 6


def found(request: StoreRequest, text: str) -> list[Group]:
    """As many queries whatever is found; none of them before anything is written."""
    if not text:
        return offered(request, most=_OFFERED)
    meant = asked(text)
    invoices, named = rows.invoices(request, meant)
    customers, theirs = rows.customers(request, meant)
    pages = walked(request, text, deeds=False)
    deeds = [*_deeds_on(request, meant, named), *walked(request, text, deeds=True)]
    return nearest_first(
        [
            group(key="pages", title=_("Pages"), symbol="arrow", hits=pages),
            group(key="deeds", title=_("Do"), symbol="plus", hits=deeds),
            invoices,
            customers,
            rows.products(request, meant),
            rows.subscriptions(request, meant, theirs),
            rows.stores(request.user, meant, but=request.store),
        ]
    )


def offered(request: StoreRequest, *, most: int | None = None) -> list[Group]:
    """Pages and deeds, before anything is written."""
    pages, deeds = walked(request, "", deeds=False), walked(request, "", deeds=True)
    return [
        each
        for each in (
            Group(key="pages", title=_("Pages"), symbol="arrow", hits=pages[:most]),
            Group(key="deeds", title=_("Do"), symbol="plus", hits=deeds[:most]),
        )
        if each.hits
    ]


def elsewhere(request: StoreRequest) -> Group:
    """Where to look when nothing was found: the lists, and what was done."""
    places = [
        ("invoices", _("Invoices")),
        ("customers", _("Customers")),
        ("products", _("Products")),
        ("subscriptions", _("Subscriptions")),
        ("audit", _("Audit trail")),
    ]
    hits = [
        Hit(label=label, href=reverse(f"backoffice:{name}", args=[request.store.slug]))
        for name, label in places
        if may_open(request, Place(url_name=f"backoffice:{name}", label=label))
    ]
    return Group(key="elsewhere", title=_("Look here"), symbol="search", hits=hits)


def _deeds_on(request: StoreRequest, meant: Asked, named: Sequence[Invoice]) -> list[Hit]:
    """What can be done with an invoice whose number was written: "credit 1042" does it."""
    deeds = (
        ("credit", _("Credit invoice %(number)s…"), Right.CREDIT_INVOICES),
        ("payment", _("Register a payment of invoice %(number)s…"), Right.REGISTER_PAYMENTS),
    )
    return [
        Hit(
            label=label % {"number": invoice.number},
            href=reverse(f"backoffice:{name}", args=[request.store.slug, invoice.number]),
            detail=invoice.buyer_name,
            rank=Rank.EXACT if meant.beside else Rank.WORDS,
        )
        for invoice in named
        for name, label, right in deeds
        if right in request.rights and is_said(meant.beside, folded(label))
    ]
