"""Where the thing that was changed is found, for each kind of change."""

from django.urls import reverse

from tamio.backoffice.audit.kinds import CATEGORY, COLLECTION, IMPORT, LETTERS, PAGE
from tamio.commerce.audit.models import Change
from tamio.commerce.customers.exchange.work import CUSTOMER_IMPORT
from tamio.commerce.giftcards.blocking import GIFT_CARD
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.models import KIND as API_TOKEN


def settings_page(store: Store, change: Change) -> str:
    page = {LETTERS: "letters", API_TOKEN: "api_tokens"}.get(change.subject_kind, "settings")
    return reverse(f"backoffice:{page}", args=[store.slug])


def shop_page(store: Store, change: Change) -> str:
    name = "shop_pages" if change.subject_kind == PAGE else "shop_look"
    return reverse(f"backoffice:{name}", args=[store.slug])


def product_page(store: Store, change: Change) -> str:
    if change.subject_kind == IMPORT:
        return reverse("backoffice:import", args=[store.slug, change.subject_id])
    if change.subject_kind in {CATEGORY, COLLECTION}:
        return reverse("backoffice:arrangement", args=[store.slug])
    return reverse("backoffice:product", args=[store.slug, change.subject_id])


def customer_page(store: Store, change: Change) -> str:
    """By number, which is what a customer is called there."""
    if change.subject_kind == CUSTOMER_IMPORT:
        return reverse("backoffice:customer_import", args=[store.slug, change.subject_id])
    return reverse("backoffice:customer", args=[store.slug, change.subject_name])


def vat_rates_page(store: Store, change: Change) -> str:
    return reverse("backoffice:vat_rates", args=[store.slug])


def shipping_page(store: Store, change: Change) -> str:
    return reverse("backoffice:shipping", args=[store.slug])


def offer_page(store: Store, change: Change) -> str:
    return reverse("backoffice:offer", args=[store.slug, change.subject_id])


def gift_card_page(store: Store, change: Change) -> str:
    if change.subject_kind == GIFT_CARD:
        return reverse("backoffice:gift_card", args=[store.slug, change.subject_id])
    return reverse("backoffice:gift_cards", args=[store.slug])
