"""Where Fortnox sends people back to: one address for all stores, as it is registered there."""

from django.urls import path

from tamio.fortnox.pages.callback import callback

app_name = "fortnox"

urlpatterns = [path("callback/", callback, name="callback")]
