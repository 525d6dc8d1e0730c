"""The pages of the first steps, below /backoffice/<store>/start/."""

from django.urls import path

from tamio.backoffice.first_steps import test_sale, views

urlpatterns = [
    path("company/", views.company, name="first_company"),
    path("payment/", views.payment, name="first_payment"),
    path("product/", views.product, name="first_product"),
    path("test-sale/", test_sale.test_sale, name="first_test_sale"),
    path("put-away/", views.put_away, name="put_first_steps_away"),
]
