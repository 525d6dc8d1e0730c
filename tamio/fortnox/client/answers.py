"""What an HTTP answer of Fortnox means: its JSON, or the error it stands for.

Recorded: 400 carries ErrorInformation with lower-case keys, 404 with upper-case keys, 401 is
{"message": "unauthorized"}, and an old 403 is plain text that ends in the code in parentheses.
"""

import re
from dataclasses import dataclass, field
from typing import TypedDict

from tamio.fortnox.client.errors import (
    Forbidden,
    FortnoxError,
    NoLicence,
    NoScope,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
)
from tamio.fortnox.client.json_text import Json, NotJson, read
from tamio.fortnox.client.scrubbing import scrub

_BY_STATUS: dict[int, type[FortnoxError]] = {401: Unauthorized, 429: RateLimited}
_BY_STATUS_AND_INFORMATION: dict[int, type[FortnoxError]] = {403: Forbidden, 404: NotFound}
_BY_CODE: dict[int, type[FortnoxError]] = {
    2000663: NoScope,
    2000764: Refused,  # "no such route", a 404 that says nothing of the thing itself
    2001101: NoLicence,
    2001103: NoLicence,
    2001393: NoScope,
    2002455: NoScope,
    2003275: Forbidden,
    2004054: Unauthorized,
}
# At other statuses than 403 the code 2000310 has been seen with another meaning.
_LOGIN_CODES_AT_403 = frozenset({2000310, 2000311})
# These messages hold the refused value in parentheses, not the field.
_CODES_NAMING_A_VALUE = frozenset({2000106, 2000108, 2000134, 2000204, 2000359})

_FIELD = re.compile(r"\(([A-Za-z]\w*)\)")
_CODE_IN_TEXT = re.compile(r"\((\d{7})\)")
_LONGEST_PLAIN_MESSAGE = 300


class Context(TypedDict):
    """What every FortnoxError about an answer carries."""

    method: str
    path: str
    status: int | None
    request_id: str | None
    retry_after: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """An answer with what is needed to explain it. `content` is the body, undecoded.

    `token` is the one the request carried, so that no message repeats it.
    """

    method: str
    path: str
    status: int
    content: bytes
    request_id: str | None = None
    retry_after: float | None = None
    token: str | None = field(default=None, repr=False)

    @property
    def context(self) -> Context:
        return Context(
            method=self.method,
            path=self.path,
            status=self.status,
            request_id=self.request_id,
            retry_after=self.retry_after,
        )


@dataclass(frozen=True, slots=True)
class _Information:
    """Fortnox's ErrorInformation. Without a code it is not one."""

    code: int
    message: str


def json_of(answer: Answer) -> Json:
    """The JSON of a 2xx answer. Raises the FortnoxError that any other answer stands for."""
    if not 200 <= answer.status < 300:
        raise _error_of(answer)
    try:
        return read(text=answer.content)
    except NotJson:
        raise lost(method=answer.method)("the answer is not JSON", **answer.context) from None


def lost(*, method: str) -> type[FortnoxError]:
    """The error for a request that was sent and got no usable answer."""
    return Unavailable if method == "GET" else OutcomeUnknown


def _error_of(answer: Answer) -> FortnoxError:
    information = _information_in(answer.content)
    kind = _kind(answer, information)
    message = information.message if information else f"Fortnox answered {answer.status}"
    code = information.code if information else None
    error = kind(scrub(message, known=answer.token), code=code, **answer.context)
    if isinstance(error, Refused):
        error.field = _field_in(error.message, code=code)
    return error


def _kind(answer: Answer, information: _Information | None) -> type[FortnoxError]:
    if answer.status in _BY_STATUS:
        return _BY_STATUS[answer.status]
    # A page of a gateway, or maintenance: not Fortnox's own judgement of the request.
    if information is None or not 400 <= answer.status < 500:
        return lost(method=answer.method)
    if answer.status == 403 and information.code in _LOGIN_CODES_AT_403:
        return Unauthorized
    otherwise = _BY_STATUS_AND_INFORMATION.get(answer.status, Refused)
    return _BY_CODE.get(information.code, otherwise)


def _information_in(content: bytes) -> _Information | None:
    try:
        body = read(text=content)
    except NotJson:
        return _information_in_text(content.decode(errors="replace"))
    found = body.get("ErrorInformation") if isinstance(body, dict) else None
    if not isinstance(found, dict):
        return None
    facts = {key.lower(): value for key, value in found.items()}
    code = str(facts.get("code"))
    return _Information(int(code), str(facts.get("message") or "")) if code.isdecimal() else None


def _information_in_text(text: str) -> _Information | None:
    code = _CODE_IN_TEXT.search(text)
    if code is None or "<" in text or len(text) > _LONGEST_PLAIN_MESSAGE:
        return None
    return _Information(int(code[1]), text.strip())


def _field_in(message: str, *, code: int | None) -> str | None:
    if code in _CODES_NAMING_A_VALUE:
        return None
    named = _FIELD.findall(message)
    return named[-1] if named else None
