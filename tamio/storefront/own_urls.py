"""The addresses at a store's own domain: those of its shop, at the root.

They are named as on the platform: `{% url "storefront:product" store.slug sku %}` leads to
/products/<sku>/ here and to /s/<slug>/products/<sku>/ there.
"""

from django.urls import include, path, register_converter

from tamio.storefront.views import machines


class _Unsaid:
    """The slug, which the host says already: nothing of it stands in the address."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, _slug: str) -> str:
        return ""


register_converter(_Unsaid, "unsaid")

urlpatterns = [
    path("language/", include("django.conf.urls.i18n")),
    path("robots.txt", machines.robots_of_store, {"store_slug": ""}, name="robots"),
    path("<unsaid:store_slug>", include("tamio.storefront.urls")),
]
