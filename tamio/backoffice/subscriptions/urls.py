"""Subscriptions, mounted below a store's address."""

from django.urls import path

from tamio.backoffice.subscriptions import acting, changing, discounts, ending, figures, views
from tamio.backoffice.subscriptions.deferred import views as deferred

urlpatterns = [
    path("", views.subscriptions, name="subscriptions"),
    path("figures/", figures.subscription_figures, name="subscription_figures"),
    path("deferred/", deferred.deferred_page, name="deferred"),
    path("deferred/months.csv", deferred.deferred_table, name="deferred_csv"),
    path("deferred/vouchers.si", deferred.deferred_sie, name="deferred_sie"),
    path("<int:number>/", views.subscription, name="subscription"),
    path("<int:number>/change/", changing.change, name="subscription_change"),
    path("<int:number>/change/drop/", changing.drop_planned, name="subscription_drop"),
    path("<int:number>/pause/", acting.pause, name="subscription_pause"),
    path("<int:number>/pause/drop/", acting.unpause, name="subscription_unpause"),
    path("<int:number>/resume/", acting.resume, name="subscription_resume"),
    path("<int:number>/cancel/", ending.cancel, name="subscription_cancel"),
    path("<int:number>/cancel/drop/", ending.uncancel, name="subscription_uncancel"),
    path("<int:number>/discount/end/", discounts.end_discount, name="subscription_end_discount"),
    path("<int:number>/bill/", acting.bill, name="subscription_bill"),
]
