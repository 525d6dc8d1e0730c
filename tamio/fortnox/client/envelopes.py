"""Models in and out of Fortnox's envelopes, one at a time or page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from tamio.fortnox.client.answers import Answer, json_of
from tamio.fortnox.client.errors import Malformed, MalformedWrite
from tamio.fortnox.client.json_text import Json
from tamio.fortnox.client.models.base import Document, Stored
from tamio.fortnox.client.transport import Query, Transport

PAGE_SIZE = 500
"""The most that Fortnox gives at once."""
MOST_PAGES = 2_000
"""A million rows: more is an answer that does not end."""

D = TypeVar("D", bound=Document)


def wrapped(document: Document) -> dict[str, object]:
    """The request body: only fields that were set. Raises TypeError for an answer of Fortnox's."""
    if isinstance(document, Stored):
        raise TypeError("an answer is never sent back: build one of the fields that change")
    fields = document.model_dump(by_alias=True, exclude_unset=True)
    if not fields:
        raise ValueError(f"an empty {document.envelope} would change nothing")
    return {document.envelope: fields}


def unwrapped(answer: Answer, model: type[D]) -> D:
    """The one document in an answer. Raises the answer's error, Malformed or MalformedWrite."""
    return _parsed(answer, model, _member(answer, json_of(answer), model.envelope))


@dataclass(frozen=True, slots=True)
class Page(Generic[D]):
    """One page of a list, and how many pages there are."""

    rows: list[D]
    pages: int


def page_of(
    transport: Transport, path: str, model: type[D], *, number: int = 1, query: Query | None = None
) -> Page[D]:
    """Page `number` alone, for whoever may not ask for all: one request."""
    asked = {**(query or {}), "limit": PAGE_SIZE, "page": number}
    answer = transport.send("GET", path, query=asked)
    body = json_of(answer)
    rows = _member(answer, body, model.list_envelope)
    if not isinstance(rows, list):
        raise Malformed(f"{model.list_envelope} is not a list", **answer.context)
    return Page([_parsed(answer, model, row) for row in rows], _pages(answer, body))


def listed(
    transport: Transport, path: str, model: type[D], *, query: Query | None = None
) -> Iterator[D]:
    """All documents of a list, page by page as they are consumed."""
    for page in pages(transport, path, model, query=query):
        yield from page


def pages(
    transport: Transport, path: str, model: type[D], *, query: Query | None = None
) -> Iterator[list[D]]:
    """The pages of a list, one request each, as they are consumed."""
    for number in range(1, MOST_PAGES + 1):
        page = page_of(transport, path, model, number=number, query=query)
        yield page.rows
        if number >= page.pages:
            return
    raise Malformed(f"more than {MOST_PAGES} pages", method="GET", path=path)


def _parsed(answer: Answer, model: type[D], fields: Json) -> D:
    try:
        return model.model_validate(fields, extra="ignore", by_alias=True, by_name=False)
    except ValidationError as error:
        told = _without_values(model, error)
    raise _malformed(answer)(told, **answer.context)


def _without_values(model: type[Document], error: ValidationError) -> str:
    problems = error.errors(include_input=False, include_url=False, include_context=False)
    where = (".".join(str(part) for part in problem["loc"]) for problem in problems)
    return "; ".join(
        f"{model.envelope}.{place}: {problem['msg']}"
        for place, problem in zip(where, problems, strict=True)
    )


def _member(answer: Answer, body: Json, name: str) -> Json:
    if isinstance(body, dict) and name in body:
        return body[name]
    raise _malformed(answer)(f"the answer holds no {name}", **answer.context)


def _malformed(answer: Answer) -> type[Malformed]:
    return Malformed if answer.method == "GET" else MalformedWrite


def _pages(answer: Answer, body: Json) -> int:
    information = _member(answer, body, "MetaInformation")
    pages = information.get("@TotalPages") if isinstance(information, dict) else None
    try:
        return TypeAdapter(int).validate_python(pages)
    except ValidationError:
        raise Malformed("MetaInformation.@TotalPages is no number", **answer.context) from None
