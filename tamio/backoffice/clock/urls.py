"""The clock of a store to try things in, mounted below the store's address."""

from django.urls import path

from tamio.backoffice.clock import views

urlpatterns = [
    path("clock/", views.clock, name="clock"),
    path("clock/stop/", views.stopped, name="clock_stopped"),
]
