"""The API as a whole: who is let in, what is offered, how errors look."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.security import HttpBearer

from tamio import __version__
from tamio.api.credits import router as credit_router
from tamio.api.description import ABOUT
from tamio.api.handlers import handle_errors_of
from tamio.api.invoices import router
from tamio.api.papers import router as paper_router
from tamio.api.payments import router as payment_router
from tamio.api.reading import StrictParser
from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import token_of

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class StoreToken(HttpBearer):
    """`Authorization: Bearer tamio_…`, a token of the store that the call is about."""

    openapi_description = (
        "A token of one store: made on its page Settings, API tokens, or by `tamio createtoken"
        " STORE`."
    )

    def authenticate(self, request: HttpRequest, token: str) -> Store | None:
        """Every operation passes here: what is no reading needs a token that may write."""
        found = token_of(token)
        if found is None:
            return None
        found.note_use(now=now())
        if request.method not in _READING and not found.may_write:
            raise HttpError(403, "this token only reads")
        return found.store


def _read_only(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return csrf_exempt(require_safe(page))


api = NinjaAPI(
    title="Tamio",
    version=__version__,
    description=ABOUT,
    auth=StoreToken(),
    docs_url="/docs",
    docs_decorator=_read_only,
    openapi_url="/openapi.json",
    urls_namespace="api",
    parser=StrictParser(),
)
api.add_router("", router)
api.add_router("", credit_router)
api.add_router("", paper_router)
api.add_router("", payment_router)
handle_errors_of(api)
