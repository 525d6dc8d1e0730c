"""The one column of navigation: where one can go, and where one is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.commerce.people.roles import Right
from tamio.look.addresses import reverse
from tamio.look.chips import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of it. `current` is the value of aria-current; `below` one is a part of the last."""

    label: Text
    href: str
    symbol: str
    current: str
    below: bool = False


#: What lies below these has a line of its own.
_WITH_OWN_ENTRIES = {"dashboard", "integrations"}

#: What belongs to these lies beside them, below the store's address.
_BESIDE = {
    "invoices": ("credit-notes/", "picking-list/", "lists/invoices/"),
    "bank_files": ("bank-payments/",),
    "customers": ("lists/customers/",),
    "products": ("price-changes/", "lists/products/"),
    "subscriptions": ("lists/subscriptions/",),
}


def entries(request: StoreRequest) -> Iterator[Entry]:
    """The pages of a store, with the integrations below theirs."""
    slug, path = request.store.slug, request.path
    store = reverse("backoffice:dashboard", args=[slug])
    for name, label, symbol in (
        ("dashboard", _("Home"), "home"),
        ("invoices", _("Invoices"), "file"),
        ("bank_files", _("Bank payments"), "updown"),
        ("subscriptions", _("Subscriptions"), "refresh"),
        ("late_payments", _("Late payments"), "clock"),
        ("withdrawals", _("Withdrawals"), "refresh"),
        ("customers", _("Customers"), "users"),
        ("products", _("Products"), "box"),
        ("offers", _("Offers"), "tag"),
        ("gift_cards", _("Gift cards"), "tag"),
        ("shipping", _("Shipping"), "send"),
        ("shop_look", _("The shop"), "store"),
        ("vat", _("VAT"), "chart"),
        ("integrations", _("Integrations"), "plug"),
    ):
        href = reverse(f"backoffice:{name}", args=[slug])
        beside = [store + place for place in _BESIDE.get(name, ())]
        whole = name in _WITH_OWN_ENTRIES
        yield Entry(label, href, symbol, _current(href, path, whole=whole, beside=beside))
    for integration in slots.integrations:
        href = reverse(integration.url_name, args=[slug])
        yield Entry(integration.name, href, "", _current(href, path), below=True)
    if Right.SEE_AUDIT_TRAIL in request.rights:
        href = reverse("backoffice:audit", args=[slug])
        yield Entry(_("Audit trail"), href, "clock", _current(href, path))
    if request.store.is_sandbox:
        href = reverse("backoffice:clock", args=[slug])
        yield Entry(_("The clock"), href, "clock", _current(href, path))
    href = reverse("backoffice:settings", args=[slug])
    yield Entry(_("Settings"), href, "gear", _current(href, path))
    href = reverse("backoffice:letters", args=[slug])
    yield Entry(_("E-mail"), href, "", _current(href, path), below=True)
    if Right.MANAGE_PEOPLE in request.rights:
        href = reverse("backoffice:people", args=[slug])
        yield Entry(_("People"), href, "", _current(href, path), below=True)


def _current(href: str, path: str, *, whole: bool = False, beside: Sequence[str] = ()) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith((*([] if whole else [href]), *beside)) else ""
