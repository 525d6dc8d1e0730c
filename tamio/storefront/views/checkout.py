"""The checkout: who buys, what it costs them, and the button that obliges them to pay."""

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.paying import end_earlier, start_payment
from tamio.commerce.checkout.place_order import Agreed, place_order
from tamio.commerce.checkout.reach import countries_reached
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import PAID_FIRST, Attempt
from tamio.commerce.payments.offering import offered
from tamio.store_clock import now
from tamio.storefront.access import shop_page
from tamio.storefront.basket import Basket, basket_of
from tamio.storefront.buyers import parties_written
from tamio.storefront.cards import enter_card
from tamio.storefront.carts import cart_of, cart_with, forget_cart
from tamio.storefront.choices import choose_shipping
from tamio.storefront.forms.checkout import CheckoutForm
from tamio.storefront.pages import render_page
from tamio.storefront.request import ShopRequest
from tamio.storefront.terms import days_to_pay
from tamio.storefront.views.payment import new_address, to_provider

_UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@shop_page
def checkout(request: ShopRequest) -> HttpResponse:
    """GET shows the form; from htmx, with what the VAT depends on, only what it then costs.

    POST places the order, and leads to its confirmation. Sent twice, it leads there twice.
    """
    cart = _cart_sent(request) or cart_of(request)
    if cart is None:
        return redirect("storefront:cart", request.store.slug)
    if cart.invoice_id is not None:
        return _confirmed(request, cart)
    choose_shipping(cart, written=_written(request), keep=request.method == "POST")
    if request.POST.get("gift_card", "").strip():
        return _with_card(request, cart)
    if request.method == "POST":
        return _place(request, cart)
    return _shown(request, cart, _form(request))


def _cart_sent(request: ShopRequest) -> Cart | None:
    """The cart that the form was about: after a double click it is no longer the cookie's."""
    try:
        key = uuid.UUID(request.POST.get("cart", ""))
    except ValueError:
        return None
    return cart_with(request, key, sold=True)


def _with_card(request: ShopRequest, cart: Cart) -> HttpResponse:
    """A code was written: what is then left to pay is shown before anything is ordered."""
    problem = enter_card(request, cart)
    written = request.POST.get("gift_card", "")[:40] if problem else ""
    said = {"card_problem": problem, "card_written": written}
    status = _UNPROCESSABLE if problem else 200
    return _shown(request, cart, _form(request), status=status, said=said)


def _place(request: ShopRequest, cart: Cart) -> HttpResponse:
    form = _form(request)
    made = _ordered(request, cart, form) if form.is_valid() else None
    if made is None:
        return _shown(request, cart, form, status=_UNPROCESSABLE)
    if isinstance(made, Attempt):
        return to_provider(request, made)
    return _confirmed(request, cart)


def _form(request: ShopRequest) -> CheckoutForm:
    """What was written if it was sent, else an empty one."""
    store = request.store
    written = request.POST if request.method == "POST" else None
    methods = offered(store, currency=store.currency)
    reached = countries_reached(store)
    return CheckoutForm(written, country=store.country, methods=methods, reached=reached)


def _confirmed(request: ShopRequest, cart: Cart) -> HttpResponse:
    response = redirect("storefront:confirmation", request.store.slug, cart.key)
    forget_cart(request, response, cart)
    return response


def _ordered(request: ShopRequest, cart: Cart, form: CheckoutForm) -> Invoice | Attempt | None:
    """The invoice, or the try to pay that comes before it; None, and the errors in the form, if
    the sale could not be made.
    """
    agreed = Agreed(
        request.POST.get("agreed_total", ""),
        request.POST.get("agreed_vat"),
        request.POST.get("agreed_to_pay"),
        request.POST.get("agreed_plans"),
        request.POST.get("agreed_packs"),
    )
    try:
        if form.method() in PAID_FIRST and not _is_covered(request, cart):
            return _pay_first(request, cart, form, agreed)
        end_earlier(cart, now=now())
        return place_order(
            cart=cart,
            buyer=form.buyer(),
            now=now(),
            agreed=agreed,
            method=form.method(),
            language=get_language(),
        )
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            form.add_error(field if field in form.fields else None, messages)
    return None


def _is_covered(request: ShopRequest, cart: Cart) -> bool:
    """Whether gift cards pay for all of it."""
    basket = _basket(request, cart)
    return basket is not None and basket.is_covered


def _pay_first(
    request: ShopRequest, cart: Cart, form: CheckoutForm, agreed: Agreed
) -> Invoice | Attempt:
    key, address = new_address(request)
    return start_payment(
        cart=cart,
        buyer=form.buyer(),
        method=form.method(),
        agreed=agreed,
        return_url=address,
        language=(get_language() or "sv")[:2],
        key=key,
        now=now(),
    )


def _shown(
    request: ShopRequest,
    cart: Cart,
    form: CheckoutForm,
    *,
    status: int = 200,
    said: Mapping[str, str] | None = None,
) -> HttpResponse:
    basket = _basket(request, cart)
    if basket is None or _must_change(basket, form):
        return redirect("storefront:cart", request.store.slug)
    template = "storefront/checkout_priced.html" if request.htmx else "storefront/checkout.html"
    shown = {"form": form, "basket": basket, "cart": cart, "methods": form.methods}
    shown |= {"days_to_pay": days_to_pay(request, _written(request)), **(said or {})}
    return render_page(request, template, shown, status=status)


def _must_change(basket: Basket, form: CheckoutForm) -> bool:
    # A form that was sent is shown again in any case: what was written in it is kept.
    return not form.is_bound and basket.has_problems


def _basket(request: ShopRequest, cart: Cart) -> Basket | None:
    store, on_date = request.store, request.store.date_of(now())
    parties = parties_written(_written(request), store=store, on_date=on_date)
    return basket_of(cart=cart, store=store, parties=parties, now=now())


def _written(request: ShopRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET
