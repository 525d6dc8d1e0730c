"""What the OpenAPI document says beyond the names and types of the fields."""

from typing import Any

from tamio.api.answers import ErrorOut

ABOUT = """\
Tell Tamio of sales made elsewhere. Each becomes an invoice in the store's own number series, and
each invoice goes into the store's books by itself, once.

**Token.** Every call carries `Authorization: Bearer tamio_…`, a token of one store. It is made in
the store's back office under Settings, API tokens, or by `tamio createtoken STORE`, and shown once.
A call sees and writes that store only. A token may be made so that it reads and writes nothing.

**Safe to repeat.** Send your own `external_reference` with every sale. If an answer is lost, send
the sale again: the same reference gives the first invoice, whatever else the second call says.

**Credits** work the same way: the same `external_reference` for the same invoice gives the first
credit note.

**All or nothing.** If any field is wrong nothing is written, not even a number, and the answer
names every field that is.

**Money and quantities are strings**, such as `"99.00"`: a JSON number may lose an öre on the way.
VAT is computed per line and rounded half up to whole hundredths; the totals are the lines' sums.

**Errors** always have one shape: `error` for machines, `message` for people, and `fields` with
the dotted name of each field that is wrong. Send `Accept-Language: sv` for Swedish.
"""

_SAYS = {
    400: "The body is not JSON in UTF-8, or a name stands twice in one object.",
    401: "The token is missing, unknown or revoked.",
    403: "The token only reads.",
    404: "The store has no such invoice.",
    411: "The body came without its length.",
    413: "The body is larger than 2.5 MB.",
    415: "The body is not sent as application/json in UTF-8.",
    422: "Something in the document is wrong; `fields` says what. Nothing was written.",
}


def errors(*statuses: int) -> dict[int, Any]:
    """For `response=`: what each of them answers with."""
    return dict.fromkeys(statuses, ErrorOut)


def says(own: dict[int, str], *statuses: int) -> dict[str, Any]:
    """For `openapi_extra=`: what each answer means, `own` before the ones all calls share."""
    meant = {status: _SAYS[status] for status in statuses} | own
    return {"responses": {status: {"description": text} for status, text in meant.items()}}
