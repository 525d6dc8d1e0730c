"""Every door and where it hangs: the shop, the back office, the API, integrations, metrics."""

from django.urls import include, path
from django.views.generic import RedirectView

from tamio.config.watching.views import metrics
from tamio.storefront.views.machines import robots_of_platform

urlpatterns = [
    path("", RedirectView.as_view(url="/backoffice/"), name="home"),
    path("accounts/", include("tamio.backoffice.signing_in.urls")),
    path("accounts/", include("allauth.urls")),
    path("agencies/", include("tamio.backoffice.agencies.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("s/<slug:store_slug>/", include("tamio.storefront.urls")),
    path("backoffice/", include("tamio.backoffice.urls")),
    path("api/v1/", include("tamio.api.urls")),
    path("fortnox/", include("tamio.fortnox.pages.callback_urls")),
    path("robots.txt", robots_of_platform, name="robots"),
    path("metrics", metrics, name="metrics"),
]
