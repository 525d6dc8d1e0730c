"""Products, one by one; each change stands on the audit trail."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tamio.backoffice.forms.product import subject_of
from tamio.commerce.audit.record import note_change
from tamio.commerce.catalogue.models import Product, Tag
from tamio.commerce.catalogue.prices import note_prices
from tamio.commerce.catalogue.tree import tree_of
from tamio.commerce.stores.models import Store

_MOST_TAGS = 20


def rows(store: Store) -> QuerySet[Product]:
    products: QuerySet[Product] = store.products.select_related("store")
    return products


def show(product: Product, _choice: str, by: str, now: datetime) -> dict[str, Any] | None:
    return _make(product, active=True, by=by, now=now)


def hide(product: Product, _choice: str, by: str, now: datetime) -> dict[str, Any] | None:
    return _make(product, active=False, by=by, now=now)


def put_back(product: Product, before: dict[str, Any], by: str, now: datetime) -> None:
    _make(product, active=before["active"], by=by, now=now)


def tag(product: Product, choice: str, by: str, now: datetime) -> dict[str, Any] | None:
    was = _names(product.tags)
    if choice.casefold() in {name.casefold() for name in was}:
        return None
    if len(was) >= _MOST_TAGS:
        raise ValidationError(_("It has %(most)d tags already.") % {"most": _MOST_TAGS})
    known = {each.name.casefold(): each for each in product.store.tags.all()}
    made = known.get(choice.casefold()) or Tag.objects.create(store=product.store, name=choice)
    product.tags.add(made)
    _note(product, "tags", was, _names(product.tags), by, now)
    return {"tag": made.pk}


def untag(product: Product, before: dict[str, Any], by: str, now: datetime) -> None:
    was = _names(product.tags)
    product.tags.remove(before["tag"])
    Tag.objects.filter(store=product.store, products=None).delete()
    _note(product, "tags", was, _names(product.tags), by, now)


def categories(store: Store) -> list[tuple[str, str]]:
    """In the order of the tree."""
    return [(str(each.category.pk), each.indented) for each in tree_of(store).walk()]


def place(product: Product, choice: str, by: str, now: datetime) -> dict[str, Any] | None:
    found = product.store.categories.filter(pk=choice).first()
    if found is None:
        raise ValidationError(_("The category is not there any more."))
    was = _names(product.categories)
    if product.categories.filter(pk=found.pk).exists():
        return None
    product.categories.add(found)
    _note(product, "categories", was, _names(product.categories), by, now)
    return {"category": found.pk}


def take_out(product: Product, before: dict[str, Any], by: str, now: datetime) -> None:
    was = _names(product.categories)
    product.categories.remove(before["category"])
    _note(product, "categories", was, _names(product.categories), by, now)


def _make(product: Product, *, active: bool, by: str, now: datetime) -> dict[str, Any] | None:
    if product.active == active:
        return None
    product.active = active
    product.save(update_fields=["active"])
    change = {"active": not active}, {"active": active}
    note_change(subject=subject_of(product), before=change[0], after=change[1], by=by, now=now)
    variants = product.variants.select_related("product")
    note_prices(variants, currency=product.store.currency, by=by, now=now)
    return change[0]


def _note(
    product: Product, field: str, was: list[str], are: list[str], by: str, now: datetime
) -> None:
    note_change(
        subject=subject_of(product),
        before={field: ", ".join(was)},
        after={field: ", ".join(are)},
        by=by,
        now=now,
    )


def _names(rows: Any) -> list[str]:
    return sorted(rows.values_list("name", flat=True))
