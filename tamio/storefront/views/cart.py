"""The cart: what it holds, and the one way to change it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.commerce.checkout.plans import MOST_OF_A_PLAN, put_plan
from tamio.commerce.checkout.reserving import reserve
from tamio.commerce.customers.parties import anyone_at_home
from tamio.store_clock import now
from tamio.storefront.access import own_forms_only, shop_page
from tamio.storefront.basket import Basket, Refused, basket_of
from tamio.storefront.carts import cart_of, cart_to_fill
from tamio.storefront.choices import enter_code, shipped_to
from tamio.storefront.forms.cart import CartForm
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.throttle import check_codes
from tamio.storefront.views.catalogue import shown_to_buy

_UNPROCESSABLE = 422
#: Digits: longer is no key of a database.
_LONGEST_KEY = 18
#: What codes for offers are counted as.
_CODES = "offer-code"


@own_forms_only
@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def cart(request: ShopRequest) -> HttpResponse:
    """GET shows the cart. POST `sku`, `quantity` and `how` ("add" or "set") changes one line."""
    if request.method != "POST":
        return render_page(request, "storefront/cart.html", _shown(request))
    form = CartForm(request.POST, store=request.store, cart=cart_of(request), now=now())
    if not form.is_valid():
        return _refused(request, form)
    assert form.variant is not None
    with transaction.atomic():
        cart_to_fill(request, now=now()).put(variant=form.variant, quantity=form.wanted)
    return _changed(request, form)


@require_POST
@shop_page
def reservation(request: ShopRequest) -> HttpResponse:
    """Keeps for a while what the cart holds, and leads to the checkout."""
    held = cart_of(request)
    if held is not None:
        reserve(cart=held, now=now())
    return redirect("storefront:checkout", request.store.slug)


@require_POST
@shop_page
def cart_code(request: ShopRequest) -> HttpResponse:
    """POST `code` makes it the cart's; an empty one takes it away."""
    held, written = cart_of(request), request.POST.get("code", "")
    if held is None:
        return redirect("storefront:cart", request.store.slug)
    try:
        if written.strip():
            check_codes(request, what=_CODES, now=now())
        enter_code(held, store=request.store, written=written)
    except ValidationError as error:
        shown = _shown(request) | {"code_problem": error.messages[0], "code_written": written[:40]}
        return _unprocessable(request, "storefront/cart.html", shown)
    return redirect("storefront:cart", request.store.slug)


@own_forms_only
@require_POST
@shop_page
def cart_plan(request: ShopRequest) -> HttpResponse:
    """POST `plan` and `quantity`, 1 if there is none, puts so many in the cart; 0 takes it out."""
    written = request.POST.get("plan", "")
    is_number = written.isdecimal() and len(written) <= _LONGEST_KEY
    plan = get_object_or_404(request.store.plans, pk=int(written) if is_number else 0)
    quantity = request.POST.get("quantity", "1").strip()
    if not (quantity.isdecimal() and int(quantity[:4]) <= MOST_OF_A_PLAN):
        words = _("Write a number from 0 to %(most)d.") % {"most": MOST_OF_A_PLAN}
        return _unprocessable(request, _cart_in(request), _shown(request) | {"problem": words})
    with transaction.atomic():
        put_plan(cart_to_fill(request, now=now()), plan=plan, quantity=int(quantity))
    if request.htmx:
        return render_page(request, _cart_in(request), _shown(request))
    return redirect("storefront:cart", request.store.slug)


def _changed(request: ShopRequest, form: CartForm) -> HttpResponse:
    if not request.htmx:
        return redirect("storefront:cart", request.store.slug)
    if form.adds:
        assert form.variant is not None
        return render_page(request, "storefront/added.html", shown_to_buy(request, form.variant))
    return render_page(request, _cart_in(request), _shown(request))


def _refused(request: ShopRequest, form: CartForm) -> HttpResponse:
    """The page the form came from, with what was written and why it cannot be."""
    variant = form.variant
    if form.adds and variant is not None and variant.active and variant.product.active:
        template = "storefront/buy.html" if request.htmx else "storefront/product.html"
        return _unprocessable(request, template, shown_to_buy(request, variant) | {"form": form})
    problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
    refused = Refused(form.data.get("sku", ""), form.data.get("quantity", ""), problem)
    shown = _shown(request, refused=refused)
    basket = shown["basket"]
    at_line = basket is not None and any(line.variant == form.variant for line in basket.lines)
    shown["problem"] = "" if at_line else problem
    return _unprocessable(request, _cart_in(request), shown)


def _cart_in(request: ShopRequest) -> str:
    """The template: the page, or the part of it that a script puts in its place."""
    return "storefront/cart_changed.html" if request.htmx else "storefront/cart.html"


def _unprocessable(
    request: ShopRequest, template: str, shown: Mapping[str, object]
) -> HttpResponse:
    return render_page(request, template, shown, status=_UNPROCESSABLE)


def _shown(request: ShopRequest, *, refused: Refused | None = None) -> dict[str, Any]:
    basket = _basket(request, refused=refused)
    is_shipped = basket is not None and basket.delivery is not None
    return {"basket": basket, "shipped_to": shipped_to(request.store) if is_shipped else ""}


def _basket(request: ShopRequest, *, refused: Refused | None = None) -> Basket | None:
    """The cart as anyone sees it: priced for a private person where the store is."""
    store = request.store
    return basket_of(
        cart=cart_of(request),
        store=store,
        parties=anyone_at_home(store, on_date=store.date_of(now())),
        now=now(),
        refused=refused,
        pictures=True,
    )
