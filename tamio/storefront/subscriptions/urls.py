"""Below /orders/mine/subscriptions/: a subscriber's own pages."""

from django.urls import path

from tamio.storefront.subscriptions import cards, changing, stopping, views

urlpatterns = [
    path("", views.subscriptions, name="my_subscriptions"),
    path("<int:number>/", views.subscription, name="my_subscription"),
    path("<int:number>/address/", views.address, name="my_subscription_address"),
    path("<int:number>/change/", changing.change, name="my_subscription_change"),
    path("<int:number>/change/drop/", changing.drop_planned, name="my_subscription_drop"),
    path("<int:number>/pause/", stopping.pause, name="my_subscription_pause"),
    path("<int:number>/pause/drop/", stopping.unpause, name="my_subscription_unpause"),
    path("<int:number>/resume/", stopping.resume, name="my_subscription_resume"),
    path("<int:number>/cancel/", stopping.cancel, name="my_subscription_cancel"),
    path("<int:number>/cancel/drop/", stopping.uncancel, name="my_subscription_uncancel"),
    path("<int:number>/card/", cards.card, name="my_card"),
    path("<int:number>/by-invoice/", cards.by_invoice, name="my_subscription_by_invoice"),
    path("<int:number>/card/<uuid:key>/", cards.card_page, name="my_card_page"),
    path("<int:number>/card/<uuid:key>/test/", cards.test_card, name="my_test_card"),
]
