"""Every page, from the configuration of URLs: where it is, which part it belongs to, who looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, reverse

from tests.pictures.addresses import values
from tests.pictures.world import World
from tests.roles.table import STORE_PAGES

PARTS = ("sales", "catalogue", "people", "settings", "integration", "shop")

#: A route that ends so is a file, or a letter: no page.
_FILES = re.compile(r"\.(csv|css|html|json|pdf|si|svg|txt|webp|xlsx|xml)\$?$|<kind>svg\|png\)\$$")
#: What is filled in: <int:pk> in a path, (?P<pk>...) in a regular expression.
_TAKEN = re.compile(r"<(?:\w+:)?(\w+)>")
_ACTING = (
    "agencies:drop_logo", "agencies:end_client", "agencies:invite_again", "agencies:remove_person",
    "agencies:take_back", "agencies:upload_logo",
    "me:end_other_sessions", "me:end_session", "set_language", "storefront:buy_card",
    "storefront:cart_code", "storefront:cart_plan", "storefront:gift_out",
    "storefront:leave_orders", "storefront:my_card", "storefront:my_subscription_by_invoice",
    "storefront:my_subscription_drop", "storefront:my_subscription_uncancel",
    "storefront:my_subscription_unpause", "storefront:pay", "storefront:pay_invoice",
    "storefront:pay_order", "storefront:pay_with_card", "storefront:reservation",
)  # fmt: skip
_LEADING = (
    "account_confirm_login_code", "account_set_password", "backoffice:entry",
    "backoffice:fortnox:credit", "backoffice:fortnox:settings", "backoffice:fortnox:submission",
    "fortnox:callback", "home", "mfa_login_webauthn", "mfa_reauthenticate_webauthn",
    "storefront:my_order",
)  # fmt: skip
#: What else is no page to take a picture of, and why.
NO_PICTURE = {
    **dict.fromkeys(_ACTING, "acts, and leads on to another page"),
    **dict.fromkeys(_LEADING, "leads on to another page, whatever is there"),
    "account_confirm_email": "addresses are confirmed by an invitation: nothing leads to the page",
    "agencies:logo": "a file",
    "metrics": "for machines",
    "mfa_download_recovery_codes": "a file",
    "mfa_edit_webauthn": "needs a passkey, which only a person's device can make",
    "mfa_remove_webauthn": "needs a passkey, which only a person's device can make",
    "storefront:suggestions": "a part of a page",
    "storefront:webhook": "for machines",
}

#: By whom a page is looked at, where not by the store's owner.
_OTHERS = {
    "mfa_": "guarded",
    "mfa_activate_totp": "owner",
    "mfa_add_webauthn": "owner",
    "mfa_authenticate": "halfway",
    "me:invitation": "stranger",
    "account_login": "stranger",
    "account_reset_password": "stranger",
    "account_signup": "stranger",
    "backoffice:fortnox:new_backfill": "head",
    "agencies:": "head",
    "storefront:my_": "customer",
    "storefront:": "shopper",
}
_ROOMS = {
    "backoffice:fortnox:": "integration",
    "fortnox:": "integration",
    "storefront:": "shop",
    "agencies:": "people",
    "account_": "people",
    "mfa_": "people",
    "me:": "people",
}
_WORDS = {
    "people": ("people", "person", "invite", "roles", "privacy", "audit"),
    "catalogue": (
        "product", "pack", "plan", "price", "import", "categor", "collection", "arrange", "offer",
        "stock", "gift",
    ),
    "settings": (
        "setting", "shipping", "zone", "method", "shop", "letter", "vat", "rates", "ways", "tracks",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """`name` is the page's, with a number behind it where it is looked at more than once."""

    name: str
    address: str
    part: str
    who: str

    @property
    def is_about_nothing(self) -> bool:
        """Shows what somebody sees who comes to what is not there."""
        return "guess" in self.address or "no-such" in self.address


class Unthought(Exception):
    """Pages whose addresses have places that nobody has said a value for."""


def places(world: World) -> list[Place]:
    """All of them. Raises Unthought."""
    given, found = values(world), list[Place]()
    if missing := unthought(set(given)):
        raise Unthought(f"say in tests/pictures/addresses.py what is in the address of {missing}")
    for name, takes in named():
        for at, each in enumerate(given.get(name, [{}]), start=1):
            found.append(_place(name, world, takes, each, at))
    return found


def unthought(given: set[str]) -> list[str]:
    """Pages with more than the store in their address, of which nothing is `given`."""
    return [name for name, takes in named() if takes - {"store_slug"} and name not in given]


def may_be_read(name: str) -> bool:
    """Whether it is a page at all, as far as the table of roles says."""
    return STORE_PAGES.get(name, ("a right", None))[0] is not None


def _place(
    name: str, world: World, takes: frozenset[str], given: dict[str, Any], at: int = 1
) -> Place:
    store = {"store_slug": world.people.store.slug} if "store_slug" in takes else {}
    filled = {key: value for key, value in (store | given).items() if key in takes}
    if name == "storefront:missing":
        name_in_urls, behind = "storefront:home", "no-such/"
    else:
        name_in_urls, behind = name, given.get("behind", "")
    address = reverse(name_in_urls, kwargs=filled) + behind
    shown = name.replace("backoffice:", "").replace(":", "-") + (f"-{at}" if at > 1 else "")
    return Place(shown, address, part_of(name), _who(name))


def _who(name: str) -> str:
    fits = [each for each in _OTHERS if name.startswith(each)]
    return _OTHERS[max(fits, key=len)] if fits else "owner"


def part_of(name: str) -> str:
    for room, part in _ROOMS.items():
        if name.startswith(room):
            return part
    for part, words in _WORDS.items():
        if any(word in name for word in words):
            return part
    return "sales"


def named(*, also_without: bool = False) -> Iterator[tuple[str, frozenset[str]]]:
    """The pages, and what is in their addresses; `also_without`: those without a picture too."""
    for name, route in _walk(get_resolver(), names="", before=""):
        is_page = may_be_read(name) and not name.startswith("api:") and not _FILES.search(route)
        if is_page and (also_without or name not in NO_PICTURE):
            yield name, frozenset(_TAKEN.findall(route))


def _walk(resolver: URLResolver, *, names: str, before: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from _walk(pattern, names=inner, before=route)
        elif pattern.name:
            yield f"{names}{pattern.name}", route
