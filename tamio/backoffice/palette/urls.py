"""The palette, mounted below a store's address."""

from django.urls import path

from tamio.backoffice.palette import views

urlpatterns = [path("find/", views.find, name="find")]
