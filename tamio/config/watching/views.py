"""`GET /metrics`: the lanes in Prometheus's text format, for whoever has the token."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from tamio.config.watching.metrics import registry


@gzip_page
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 unless TAMIO_METRICS_TOKEN is set, 401 unless it is brought as a bearer token."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not _brings(request, settings.METRICS_TOKEN):
        return HttpResponse(
            "The token of TAMIO_METRICS_TOKEN is needed, as a bearer token.\n",
            status=401,
            content_type="text/plain; charset=utf-8",
            headers={"WWW-Authenticate": 'Bearer realm="metrics"'},
        )
    answer = HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _brings(request: HttpRequest, token: str) -> bool:
    scheme, _, brought = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and constant_time_compare(brought.strip(), token)
