"""The pages of one shop. They are mounted below /s/<store_slug>/."""

from django.urls import path, re_path

from tamio.storefront.views import (
    cart,
    catalogue,
    checkout,
    confirmation,
    credit_note,
    drawn,
    gift_cards,
    machines,
    missing,
    order,
    orders,
    papers,
    payment,
    search,
    texts,
    withdrawal,
)

app_name = "storefront"

urlpatterns = [
    path("", catalogue.home, name="home"),
    path("products/<path:sku>/", catalogue.product, name="product"),
    path("categories/<slug:slug>/", catalogue.category, name="category"),
    path("collections/<slug:slug>/", catalogue.collection, name="collection"),
    path("search/", search.search, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("pages/<slug:page>/", texts.page, name="page"),
    path("cart/", cart.cart, name="cart"),
    path("cart/reservation/", cart.reservation, name="reservation"),
    path("cart/plan/", cart.cart_plan, name="cart_plan"),
    path("cart/code/", cart.cart_code, name="cart_code"),
    path("cart/gift-card/", gift_cards.pay_with_card, name="pay_with_card"),
    path("cart/gifts/<int:line>/out/", gift_cards.gift_out, name="gift_out"),
    path("gift-card/", gift_cards.card_balance, name="card_balance"),
    path("gift-card/<path:sku>/buy/", gift_cards.buy_card, name="buy_card"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("confirmation/<uuid:key>/", confirmation.confirmation, name="confirmation"),
    path("confirmation/<uuid:key>/invoice.pdf", papers.invoice_pdf, name="invoice_pdf"),
    path(
        "confirmation/<uuid:key>/credit-notes/<int:number>/",
        credit_note.credit_note,
        name="credit_note",
    ),
    path(
        "confirmation/<uuid:key>/credit-notes/<int:number>/credit-note.pdf",
        papers.credit_note_pdf,
        name="credit_note_pdf",
    ),
    path("confirmation/<uuid:key>/pay/", payment.pay_invoice, name="pay_invoice"),
    path("pay/<uuid:key>/", payment.pay, name="pay"),
    path("pay/<uuid:key>/test/", payment.test_page, name="test_payment"),
    path("webhooks/<slug:provider>/", payment.webhook, name="webhook"),
    path("order/<str:token>/", order.order, name="order"),
    path("order/<str:token>/invoice.pdf", order.order_pdf, name="order_pdf"),
    path(
        "order/<str:token>/credit-notes/<int:number>/credit-note.pdf",
        order.order_credit_note_pdf,
        name="order_credit_note_pdf",
    ),
    path(
        "order/<str:token>/credit-notes/<int:number>/",
        order.order_credit_note,
        name="order_credit_note",
    ),
    path("orders/", orders.ask, name="orders"),
    path("orders/mine/", orders.my_orders, name="my_orders"),
    path("orders/mine/<int:number>/", orders.my_order, name="my_order"),
    path("orders/leave/", orders.leave, name="leave_orders"),
    path("orders/<str:token>/", orders.open_orders, name="open_orders"),
    path("angra/", withdrawal.withdraw, name="withdraw"),
    path("angra/<uuid:key>/", withdrawal.withdrawn, name="withdrawn"),
    path("theme.css", drawn.theme, name="theme"),
    re_path(
        r"^pictures/(?P<digest>[0-9a-f]{32})-(?P<width>[0-9]{2,4})\.webp$",
        drawn.picture,
        name="picture",
    ),
    re_path(
        r"^logo/(?P<digest>[0-9a-f]{32})\.(?P<kind>svg|png)$",
        drawn.logo,
        name="logo",
    ),
    path("robots.txt", machines.robots_of_store, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    re_path(
        r"^sitemaps/(?P<part>pages|[1-9][0-9]{0,5})\.xml$",
        machines.sitemap_part,
        name="sitemap_part",
    ),
    path("art/<path:sku>.svg", drawn.art, name="art"),
    # Only with a slash at its end: without one, Django redirects to the address that has it.
    re_path(r"^.*/$", missing.missing, name="missing"),
]
