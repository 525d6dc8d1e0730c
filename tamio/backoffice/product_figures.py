"""What a product's form shows of its prices as they change: VAT, and what is left over the cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from tamio.backoffice.forms.product import ProductForm
from tamio.backoffice.forms.variant import VariantFields, VariantForm
from tamio.commerce.catalogue.margins import Figures, figures_of
from tamio.store_clock import now


@dataclass(frozen=True, slots=True)
class Shown:
    """Of one variant; `figures` of None while there is no price to reckon with."""

    id: str
    currency: str
    figures: Figures | None

    @property
    def is_loss(self) -> bool:
        profit = self.figures.gross_profit if self.figures else None
        return profit is not None and profit < 0


def figures_in(form: ProductForm, variants: Sequence[VariantForm]) -> list[Shown]:
    """Of the one variant of a product, or of each of those of its options; as written in the form,
    as saved where the form was not posted. Without a query.
    """
    day = form.instance.store.date_of(now())
    return [_shown(form, each, day) for each in (variants if form.has_options else [form])]


def swapped(form: ProductForm, variants: Sequence[VariantForm]) -> SafeString:
    """The same, to take the place of what stands on the page."""
    how = {"is_swapped": True, "style": "line" if form.has_options else ""}
    drawn = (
        render_to_string("backoffice/product_figures.html", {"shown": each, **how})
        for each in figures_in(form, variants)
    )
    return format_html_join("", "{}", ((each,) for each in drawn))


def _shown(form: ProductForm, of_variant: VariantFields, day: date) -> Shown:
    price = _price(form, of_variant, day)
    figures = None
    if price is not None:
        cost = _written(of_variant, "cost")
        figures = figures_of(form.instance, price=price, cost=cost, on_date=day)
    store = form.instance.store
    return Shown(f"figures-{of_variant.prefix or 'product'}", store.currency, figures)


def _price(form: ProductForm, of_variant: VariantFields, day: date) -> Decimal | None:
    """A price that is left as it is may be another today: its VAT rate may have changed."""
    written, variant = _written(of_variant, "price"), of_variant.variant
    if written is None or variant._state.adding or _is_stated_anew(form, of_variant):
        return written
    return variant.price_on(day)


def _is_stated_anew(form: ProductForm, of_variant: VariantFields) -> bool:
    return form.is_bound and (
        "price" in of_variant.changed_data or "vat_class" in form.changed_data
    )


def _written(of_variant: VariantFields, name: str) -> Decimal | None:
    """None where nothing is written, or nothing that could be read."""
    if of_variant.is_bound:
        of_variant.is_valid()
        found: Decimal | None = of_variant.cleaned_data.get(name)
        return found
    return None if of_variant.variant._state.adding else getattr(of_variant.variant, name)
