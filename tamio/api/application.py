"""The API as a whole: who is let in, what is offered, how errors look."""

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.security import HttpBearer

from tamio import __version__
from tamio.api.errors import handle_errors_of
from tamio.api.invoices import router
from tamio.api.tokens import store_of
from tamio.commerce.stores.models import Store


class StoreToken(HttpBearer):
    """`Authorization: Bearer tamio_…`, a token of the store that the call is about."""

    def authenticate(self, request: HttpRequest, token: str) -> Store | None:
        return store_of(token)


api = NinjaAPI(
    title="Tamio",
    version=__version__,
    description="Tell Tamio of sales made elsewhere. Each becomes an invoice, and each invoice"
    " goes into the store's books by itself. Money and quantities are strings.",
    auth=StoreToken(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("", router)
handle_errors_of(api)
