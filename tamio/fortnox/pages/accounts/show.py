"""What the page of the accounts shows, read in a fixed number of queries."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.checking import touched_in
from tamio.commerce.catalogue.models import Product
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import ChartAccount, ChosenAccount, Settings
from tamio.fortnox.pages.accounts.fields import OFFERED
from tamio.fortnox.pages.accounts.forms import NEW_COUNTRY, AccountsForm, countries_in
from tamio.fortnox.pages.accounts.matrix import Matrix, gone, met_by
from tamio.fortnox.pages.accounts.month import cell_of, shown_month, taxed_of
from tamio.fortnox.pages.accounts.products import ProductAccountForm
from tamio.fortnox.sync.accounts import usage
from tamio.fortnox.sync.accounts.cells import CELLS, GIFT_CARDS, ROUNDING, SOLD, WITH_IT, Taxed
from tamio.fortnox.sync.accounts.checks import Chart
from tamio.fortnox.sync.accounts.choosing import chart_of
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.accounts.loading import accounts_from, choices
from tamio.fortnox.sync.accounts.suggestions import suggestions

#: Products with an account of their own that are listed; more of them are only counted.
MOST_PRODUCTS = 50


class View:
    """The store's choices as one request sees them; nothing is read twice."""

    def __init__(self, request: StoreRequest, *, settings: Settings, now: datetime) -> None:
        self.request = request
        self.settings = settings
        self.now = now
        self.today = request.store.date_of(now)
        self.month = usage.month_before(self.today)

    def form(self, data: Any = None) -> AccountsForm:
        sold = {row.country for row in self.sold} - {""}
        countries = sold if self.request.store.sells_under_oss(self.today) else set()
        form = AccountsForm(data, chosen=self.chosen, countries=countries, chart=self.chart)
        if Right.CONNECT_INTEGRATIONS not in self.request.rights:
            for field in form.fields.values():
                field.disabled = True
        return form

    @cached_property
    def chart(self) -> Chart:
        return chart_of(self.settings)

    @cached_property
    def rows(self) -> list[ChosenAccount]:
        chosen = choices(self.settings).select_related("product")
        return list(chosen.prefetch_related("product__variants"))

    @cached_property
    def chosen(self) -> dict[str, int]:
        return {row.cell: row.number for row in self.rows if row.product_id is None}

    @cached_property
    def own(self) -> dict[int, Product]:
        """The products that have an account of their own."""
        return {row.product.pk: row.product for row in self.rows if row.product is not None}

    @cached_property
    def accounts(self) -> RevenueAccounts | None:
        """None until both main accounts have been chosen."""
        if not self.settings.has_accounts:
            return None
        return accounts_from(self.settings, chosen=self.rows, chart=self.chart.values())

    @cached_property
    def groups(self) -> list[usage.Group]:
        first, last = self.month
        return usage.groups_of(
            store=self.request.store, first_date=first, last_date=last, own_accounts=self.own
        )

    @cached_property
    def sold(self) -> set[Taxed]:
        return {taxed_of(group.row) for group in self.groups if cell_of(group.row)}

    @cached_property
    def open_rows(self) -> set[Taxed]:
        """What the store can meet, what it sold last month, and where something is chosen."""
        met = met_by(store=self.request.store, on_date=self.today, sold=self.sold)
        used = (CELLS[key].taxed for key in self.chosen if key in CELLS)
        return met | {row for row in used if row is not None}

    @cached_property
    def suggested(self) -> Mapping[str, ChartAccount]:
        return suggestions(self.chart.values())

    @cached_property
    def to_take(self) -> dict[str, ChartAccount]:
        """The suggestions for open cells that have no account."""
        return {
            key: account
            for key, account in self.suggested.items()
            if key not in self.chosen and self._is_open(key)
        }

    def _is_open(self, key: str) -> bool:
        row = CELLS[key].taxed
        return row is None or row in self.open_rows


def show(
    view: View,
    *,
    form: AccountsForm | None = None,
    product_form: ProductAccountForm | None = None,
) -> HttpResponse:
    """The page; a form that came back with errors stands in for the one as it is saved."""
    request, first = view.request, view.month[0]
    drawn = form or view.form()
    shown: dict[str, Any] = {
        "store": request.store,
        "settings": view.settings,
        "form": drawn,
        "product_form": product_form or ProductAccountForm(settings=view.settings),
        "may_choose": Right.CONNECT_INTEGRATIONS in request.rights,
        "offered": OFFERED,
        "offers": [account for account in view.chart.values() if account.active],
        "main": [view.chart.get(number or 0, number) for number in _main(view.settings)],
        "gone": gone(view.rows, chart=view.chart),
        "to_take": view.to_take,
        "month": first,
        "products": _own_products(view)[:MOST_PRODUCTS],
        "more_products": max(0, len(view.own) - MOST_PRODUCTS),
    }
    shown |= _matrix(view, drawn)
    if view.accounts is not None:
        booked = usage.booked(view.groups, view.accounts)
        shown["booked"] = shown_month(booked, chart=view.chart, products=view.own)
    status = 200 if form is None and product_form is None else 422
    return render(request, "fortnox/accounts.html", shown, status=status)


def _main(settings: Settings) -> tuple[int | None, int | None]:
    return settings.goods_account, settings.services_account


def _matrix(view: View, form: AccountsForm) -> dict[str, Any]:
    drawn = Matrix(form=form, accounts=view.accounts, chart=view.chart, suggested=view.suggested)
    with_errors = {CELLS[key].taxed for key in form.errors if key in CELLS}
    is_open = [
        row for row in form.rows if row in view.open_rows or row in with_errors or row.country
    ]
    shut = [row for row in form.rows if row not in is_open]
    return {
        "sold": drawn.rows(is_open, places=SOLD),
        "sold_more": drawn.rows(shut, places=SOLD),
        "with_it": drawn.rows(is_open, places=WITH_IT),
        "with_it_more": drawn.rows(shut, places=WITH_IT),
        "rounding": drawn.cell(ROUNDING),
        "gift_cards": drawn.cell(GIFT_CARDS),
        "new_country": _new_country(view, form),
    }


def _new_country(view: View, form: AccountsForm) -> Any:
    """The line that adds a country: for stores under OSS, and where countries were chosen."""
    wanted = view.request.store.sells_under_oss(view.today) or countries_in(view.chosen)
    if not wanted and not form[NEW_COUNTRY].errors:
        return None
    return [form[NEW_COUNTRY], *(form[f"{place}-oss-new"] for place in SOLD)]


def told(view: View, form: AccountsForm) -> SafeString:
    """For a check: what is said below the cells that were touched."""
    drawn = Matrix(form=form, accounts=view.accounts, chart=view.chart, suggested=view.suggested)
    touched = [
        CELLS[key] for key in touched_in(view.request) if key in CELLS and key in form.fields
    ]
    shown = {"cells": [drawn.cell(cell) for cell in touched], "beside": True}
    return render_to_string("fortnox/accounts_told.html", shown)


def _own_products(view: View) -> list[dict[str, Any]]:
    rows = [row for row in view.rows if row.product is not None]
    return [
        {
            "product": row.product,
            "number": row.number,
            "account": view.chart.get(row.number),
        }
        for row in sorted(rows, key=lambda row: str(row.product))
    ]
