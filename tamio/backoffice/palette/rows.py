"""Finds what a store has by what is written: each kind in a few queries, however much there is."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Manager, Model, Q
from django.utils.translation import gettext as _

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.palette.asked import Asked
from tamio.backoffice.palette.hits import Group, Hit, Rank, folded, group, rank_of
from tamio.backoffice.searching import mentions
from tamio.commerce.catalogue.models import Variant
from tamio.commerce.catalogue.words import PRODUCT_WORDS, VARIANT_WORDS
from tamio.commerce.customers.models import Customer
from tamio.commerce.customers.words import WORDS as CUSTOMER_WORDS
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.invoices.words import WORDS as INVOICE_WORDS
from tamio.commerce.payments.models import Payment
from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse
from tamio.look.templatetags.look import day, money
from tamio.word_index import WordIndex

Row = TypeVar("Row", bound=Model)
#: So many of the newest are looked at for the nearest of them.
_LOOKED_AT = 25


def invoices(request: StoreRequest, asked: Asked) -> tuple[Group, list[Invoice]]:
    """By number, payment reference, and the buyer's words; and those that the number names."""
    store, title = request.store, _("Invoices")
    named = _invoices_named(store, asked)
    number = asked.number_of(title)
    keys = _newest(INVOICE_WORDS, store, asked.text)
    found = [each for each in _in_order(store.invoices, keys) if each.number is not None]
    exact = named if number is not None else []
    hits = [
        *(_invoice(store, each, Rank.EXACT) for each in exact),
        *(_credit_note_hits(store, number) if number is not None else ()),
        *(
            _invoice(store, each, rank_of(asked.text, each.buyer_name))
            for each in found
            if each not in exact
        ),
    ]
    more = _list(request, "invoices", asked)
    return group(key="invoices", title=title, symbol="file", hits=hits, more=more), named


def _invoices_named(store: Store, asked: Asked) -> list[Invoice]:
    if asked.number is None:
        return []
    stated = Payment.objects.filter(store=store, reference=str(asked.number))
    numbered = store.invoices.filter(number=asked.number)
    keys = [*numbered.values_list("pk", flat=True), *stated.values_list("invoice", flat=True)]
    return [each for each in _in_order(store.invoices, keys[:2]) if each.number is not None]


def _invoice(store: Store, invoice: Invoice, rank: Rank) -> Hit:
    assert invoice.invoice_date is not None  # of one that is issued
    said = (day(invoice.invoice_date), money(invoice.total, invoice.currency))
    return Hit(
        label=f"{invoice.number} · {invoice.buyer_name}",
        href=reverse("backoffice:invoice", args=[store.slug, invoice.number]),
        detail=" · ".join(said),
        rank=rank,
    )


def _credit_note_hits(store: Store, number: int) -> list[Hit]:
    notes = store.credit_notes.filter(number=number).select_related("invoice")
    return [
        Hit(
            label=_("Credit note %(number)s · %(buyer)s")
            % {"number": number, "buyer": note.invoice.buyer_name},
            href=reverse("backoffice:credit_note", args=[store.slug, number]),
            detail=money(note.total, note.invoice.currency),
            rank=Rank.EXACT,
        )
        for note in notes
    ]


def customers(request: StoreRequest, asked: Asked) -> tuple[Group, list[Customer]]:
    """By number and their words; and all that were looked at."""
    store, title = request.store, _("Customers")
    number = asked.number_of(title)
    exact = list(store.customers.filter(number=number)) if number is not None else []
    found = _in_order(store.customers, _newest(CUSTOMER_WORDS, store, asked.text))
    hits = [
        *(_customer(store, each, Rank.EXACT) for each in exact),
        *(
            _customer(store, each, rank_of(asked.text, each.name))
            for each in found
            if each not in exact
        ),
    ]
    more = _list(request, "customers", asked)
    return group(key="customers", title=title, symbol="users", hits=hits, more=more), found


def _customer(store: Store, customer: Customer, rank: Rank) -> Hit:
    return Hit(
        label=customer.name,
        href=reverse("backoffice:customer", args=[store.slug, customer.number]),
        detail=" · ".join(part for part in (str(customer.number), customer.email) if part),
        rank=rank,
    )


def products(request: StoreRequest, asked: Asked) -> Group:
    """By name, and by the SKU or EAN of a variant; one line a product."""
    store = request.store
    named = _newest(PRODUCT_WORDS, store, asked.text)
    numbered = _newest(VARIANT_WORDS, store, asked.text)
    variants = Variant.objects.filter(
        Q(pk__in=numbered) | Q(product__in=named) | Q(store=store, sku=asked.text)
    ).select_related("product")
    found: dict[int, Hit] = {}
    for variant in variants.order_by("-product", "position")[: 4 * _LOOKED_AT]:
        kept = found.get(variant.product_id)
        hit = _product(store, variant, asked.text)
        if kept is None or hit.rank < kept.rank:
            found[variant.product_id] = hit
    more = _list(request, "products", asked)
    return group(key="products", title=_("Products"), symbol="box", hits=found.values(), more=more)


def _product(store: Store, variant: Variant, text: str) -> Hit:
    is_it = folded(text) in (folded(variant.sku), variant.ean)
    return Hit(
        label=variant.product.name,
        href=reverse("backoffice:product", args=[store.slug, variant.product_id]),
        detail=f"{variant.sku} · {money(variant.price, store.currency)}",
        rank=Rank.EXACT if is_it else rank_of(text, variant.product.name),
    )


def subscriptions(request: StoreRequest, asked: Asked, theirs: Sequence[Customer]) -> Group:
    """By number, and those of the customers that were found."""
    store, title = request.store, _("Subscriptions")
    number = asked.number_of(title)
    meant = Q(customer__in=[each.pk for each in theirs])
    if number is not None:
        meant |= Q(number=number)
    rows = store.subscriptions.filter(meant).select_related("customer").order_by("-number")
    hits = [
        Hit(
            label=f"{each.number} · {each.customer.name}",
            href=reverse("backoffice:subscription", args=[store.slug, each.number]),
            detail=each.get_status_display(),
            rank=Rank.EXACT if each.number == number else rank_of(asked.text, each.customer.name),
        )
        for each in rows[:_LOOKED_AT]
    ]
    more = _list(request, "subscriptions", asked)
    return group(key="subscriptions", title=title, symbol="refresh", hits=hits, more=more)


def stores(user: User, asked: Asked, *, but: Store | None = None) -> Group:
    """Those that the person may enter, without the one where they are."""
    seen = Store.objects.seen_by(user)
    if but is not None:
        seen = seen.exclude(pk=but.pk)
    named = seen.filter(mentions(text=asked.text, fields=["name", "slug"])).order_by("name", "pk")
    hits = [
        Hit(
            label=each.name,
            href=reverse("backoffice:dashboard", args=[each.slug]),
            rank=rank_of(asked.text, each.name),
        )
        for each in named[:_LOOKED_AT]
    ]
    return group(
        key="stores",
        title=_("Stores"),
        symbol="store",
        hits=hits,
        more=f"{reverse('backoffice:entry')}?{_query(asked)}",
    )


def _newest(words: WordIndex, store: Store, text: str) -> list[int]:
    found = words.asked(text=text, store_id=store.pk)
    return found.latest(_LOOKED_AT) if found else []


def _in_order(rows: Manager[Row], keys: Sequence[int]) -> list[Row]:
    """Of the store, in the order of the keys."""
    by_key = rows.in_bulk(keys)
    return [by_key[key] for key in dict.fromkeys(keys) if key in by_key]


def _list(request: StoreRequest, name: str, asked: Asked) -> str:
    return f"{reverse(f'backoffice:{name}', args=[request.store.slug])}?{_query(asked)}"


def _query(asked: Asked) -> str:
    return urlencode({"q": asked.text})
