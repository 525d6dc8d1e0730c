"""Gift cards in the shop: bought, paid with, and looked at."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.commerce.checkout.cards import drop_card
from tamio.commerce.checkout.models import Cart
from tamio.commerce.giftcards.using import find
from tamio.commerce.payments.offering import offered
from tamio.store_clock import now
from tamio.storefront import about
from tamio.storefront.access import own_forms_only, shop_page
from tamio.storefront.basket import Basket, basket_of
from tamio.storefront.buyers import parties_written
from tamio.storefront.cards import WHAT, enter_card
from tamio.storefront.carts import cart_of, cart_to_fill
from tamio.storefront.choices import enter_code
from tamio.storefront.forms.gift_card import CodeForm, GiftForm
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.terms import days_to_pay
from tamio.storefront.throttle import MOST_CODES, too_often
from tamio.storefront.views.catalogue import shown_to_buy, variant_for_sale

_UNPROCESSABLE, _TOO_MANY = 422, 429


@own_forms_only
@require_POST
@shop_page
def buy_card(request: ShopRequest, sku: str) -> HttpResponse:
    """Puts a card into the cart: with what is said of it a line of its own, else one more."""
    variant = variant_for_sale(request, sku=sku)
    if not variant.product.is_gift_card:
        return redirect("storefront:product", request.store.slug, sku)
    form = GiftForm(request.POST, variant=variant, now=now())
    if form.is_valid():
        try:
            _put(request, form, sku)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect("storefront:cart", request.store.slug)
    shown = shown_to_buy(request, variant) | {"gift_form": form}
    meta = about.product(request, shown["offer"], shown["pictures"], now=now())
    return render_page(request, "storefront/product.html", shown, meta=meta, status=_UNPROCESSABLE)


def _put(request: ShopRequest, form: GiftForm, sku: str) -> None:
    variant = variant_for_sale(request, sku=sku)
    assert form.gift is not None
    with transaction.atomic():
        cart = cart_to_fill(request, now=now())
        if form.says_something:
            cart.put_gift(variant=variant, gift=form.gift)
            return
        held = cart.lines.filter(variant=variant, gift__isnull=True).first()
        cart.put(variant=variant, quantity=(held.quantity if held else 0) + 1)


@require_POST
@shop_page
def gift_out(request: ShopRequest, line: int) -> HttpResponse:
    """Takes one gift card out of the cart."""
    cart = cart_of(request)
    if cart is not None:
        cart.take_out(line)
    return redirect("storefront:cart", request.store.slug)


@require_POST
@shop_page
def pay_with_card(request: ShopRequest) -> HttpResponse:
    """POST `gift_card` is a code that the cart is paid with, or that takes something off; `drop`, a
    card that it is not, or "code" for what takes something off.

    From the checkout, through htmx, it answers with what is left to pay.
    """
    cart = cart_of(request)
    if cart is None:
        return redirect("storefront:cart", request.store.slug)
    problem = _changed(request, cart)
    if request.htmx:
        return _summary(request, cart, problem)
    if not problem:
        return redirect("storefront:cart", request.store.slug)
    shown = {"basket": _basket(request, cart), "card_problem": problem}
    return render_page(request, "storefront/cart.html", shown, status=_UNPROCESSABLE)


def _changed(request: ShopRequest, cart: Cart) -> str:
    """Why the code cannot be used; "" if all went well."""
    dropped = request.POST.get("drop", "")
    if dropped == "code":
        enter_code(cart, store=request.store, written="")
        return ""
    if dropped.isascii() and dropped.isdecimal() and len(dropped) < 19:
        drop_card(cart, pk=int(dropped))
        return ""
    return enter_card(request, cart)


def _summary(request: ShopRequest, cart: Cart, problem: str) -> HttpResponse:
    methods = offered(request.store, currency=request.store.currency)
    shown = {
        "basket": _basket(request, cart), "cart": cart, "methods": methods,
        "days_to_pay": days_to_pay(request, request.POST), "card_problem": problem,
        "card_written": request.POST.get("gift_card", "")[:40] if problem else "",
    }  # fmt: skip
    return render_page(request, "storefront/checkout_priced.html", shown)


def _basket(request: ShopRequest, cart: Cart) -> Basket | None:
    store = request.store
    parties = parties_written(request.POST, store=store, on_date=store.date_of(now()))
    return basket_of(cart=cart, store=store, parties=parties, now=now())


@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def card_balance(request: ShopRequest) -> HttpResponse:
    """What is left on a card, for whoever has its code."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    shown: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        if too_often(request, what=WHAT, most=MOST_CODES, now=now()):
            return render_page(request, "storefront/too_often.html", status=_TOO_MANY)
        card = find(store=request.store, written=form.cleaned_data["code"])
        if card is None:
            form.add_error("code", _("No gift card of this shop has that code."))
        else:
            state = card.state(request.store.date_of(now()))
            shown |= {"card": card, "state": state}
    status = _UNPROCESSABLE if form.errors else 200
    return render_page(request, "storefront/gift_card_balance.html", shown, status=status)
