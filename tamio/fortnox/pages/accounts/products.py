"""A product's own account: on the product's page through the slot, and on the accounts' page."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from tamio import store_clock
from tamio.backoffice.access import StoreRequest
from tamio.commerce.catalogue.models import Product
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Settings
from tamio.fortnox.pages.accounts.fields import OFFERED, AccountNumberField
from tamio.fortnox.sync.accounts.checks import Chart, is_revenue, product_objection
from tamio.fortnox.sync.accounts.choosing import chart_of, choose_for_product
from tamio.fortnox.sync.accounts.loading import choices

_HELP = _(
    "Every sale of this product is booked there, at home and abroad. Leave it empty, and the"
    " accounts of the store decide."
)


class ProductPart(forms.Form):
    """Fills the slot ProductFields: one account, offered from the company's chart."""

    account = AccountNumberField(label=_("Revenue account in Fortnox"), help_text=_HELP)

    def __init__(self, data: Any, *, settings: Settings, product: Product, disabled: bool) -> None:
        super().__init__(data, prefix="fortnox")
        self._settings, self._product = settings, product
        own = None if product.pk is None else choices(settings).filter(product=product).first()
        self.initial["account"] = own.number if own else None
        self.fields["account"].disabled = disabled
        self.chart = chart_of(settings)

    def clean_account(self) -> int | None:
        number: int | None = self.cleaned_data["account"]
        if number is None or self.fields["account"].disabled:
            return number
        if said := _objection(self._product, number, chart=self.chart):
            raise ValidationError(said)
        return number

    def write(self, *, now: datetime, by: str) -> None:
        """What a page without the field has posted changes nothing."""
        if self.add_prefix("account") in self.data and not self.fields["account"].disabled:
            choose_for_product(
                settings=self._settings,
                product=self._product,
                number=self.cleaned_data["account"],
                on_date=self._product.store.date_of(now),
                now=now,
                by=by,
            )

    def markup(self) -> SafeString:
        shown = {
            "form": self,
            "offered": OFFERED,
            "offers": [
                account
                for account in self.chart.values()
                if account.active and is_revenue(account.number)
            ],
            "chosen": self.chart.get(self.initial["account"] or 0),
        }
        return render_to_string("fortnox/product_account.html", shown)


class ProductAccountForm(forms.Form):
    """The same for the accountant, who does not edit products: by SKU."""

    sku = forms.CharField(label=_("SKU"), max_length=50)
    account = AccountNumberField(
        label=_("Account"), help_text=_("Leave it empty to let the accounts above decide again.")
    )
    product: Product

    def __init__(self, data: Any = None, *, settings: Settings) -> None:
        super().__init__(data, prefix="own")
        self._settings = settings

    def clean_sku(self) -> str:
        sku: str = self.cleaned_data["sku"]
        found = Product.objects.filter(
            variants__store_id=self._settings.store_id, variants__sku=sku
        ).first()
        if found is None:
            raise ValidationError(_("There is no product with this SKU in the store."))
        self.product = found
        return sku

    def clean(self) -> None:
        number = self.cleaned_data.get("account")
        if number is None or "sku" in self.errors:
            return
        if said := _objection(self.product, number, chart=chart_of(self._settings)):
            self.add_error("account", said)

    def write(self, *, now: datetime, by: str) -> bool:
        """False, with the error at its field, if the account can be chosen no more."""
        try:
            choose_for_product(
                settings=self._settings,
                product=self.product,
                number=self.cleaned_data["account"],
                on_date=self._settings.store.date_of(now),
                now=now,
                by=by,
            )
        except ValidationError as error:
            self.add_error("account", error)
            return False
        return True


def _objection(product: Product, number: int, *, chart: Chart) -> str:
    """As the rates are today; "" if the account can be chosen."""
    today = product.store.date_of(store_clock.now())
    return product_objection(product=product, number=number, chart=chart, on_date=today)


def part(request: StoreRequest, product: Product, data: Any) -> ProductPart | None:
    """None while the store is not connected, or its chart has not been read."""
    settings = (
        Settings.objects.filter(store=request.store, store__fortnox__isnull=False)
        .select_related("store")
        .first()
    )
    if settings is None:
        return None
    may = {Right.EDIT_CATALOGUE, Right.CONNECT_INTEGRATIONS} <= request.rights
    form = ProductPart(data, settings=settings, product=product, disabled=not may)
    return form if form.chart else None
