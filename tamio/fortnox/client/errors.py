"""Everything that can go wrong between us and Fortnox.

FortnoxError
├── NotSent              nothing reached Fortnox (name, connection): safe to send again
├── OutcomeUnknown       a write whose fate is unknown: look before writing again
│   └── MalformedWrite   written for certain, but the answer cannot be read (also Malformed)
├── Unavailable          the same trouble on a read: safe to repeat later
├── RateLimited          429, known not to be executed; `retry_after` is seldom given
├── Unauthorized         the access token is refused, also after it was renewed once
├── Forbidden            the connection may not do this: licence, scope, permission
│   ├── NoLicence        the company has not bought what the resource needs
│   └── NoScope          the consent does not cover the resource
├── NotFound             Fortnox says that the thing does not exist
├── Refused              the request is wrong and will fail identically when repeated
├── Malformed            an answer that does not parse as the model
└── OAuthError           the authorization server's own errors: `error`, `description`
    ├── InvalidGrant     code or refresh token used, expired or revoked: connect again
    ├── InvalidClient    client id or secret wrong
    └── ConsentRefused   the person, or Fortnox for the company, said no
"""

from typing import ClassVar


class FortnoxError(Exception):
    """`status` and `code` are None where there was no answer, `request_id` is Fortnox's X-Uid.

    `retry_after` is in seconds. No attribute ever holds a header or a token. `about` is for the
    caller, who knows which customer's or article's number the request was about.
    """

    def __init__(
        self,
        message: str = "",
        *,
        method: str = "",
        path: str = "",
        status: int | None = None,
        code: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.path = path
        self.status = status
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after
        self.about = ""

    def __str__(self) -> str:
        facts = [
            f"{self.method} {self.path}".strip(),
            f"status {self.status}" if self.status else "",
            f"code {self.code}" if self.code else "",
            f"request id {self.request_id}" if self.request_id else "",
        ]
        known = ", ".join(fact for fact in facts if fact)
        return f"{self.message} [{known}]" if known else self.message


class NotSent(FortnoxError):
    """Nothing reached Fortnox: no name, no connection. Safe to send again."""


class OutcomeUnknown(FortnoxError):
    """A write was sent and its fate is unknown. Look for its effect before writing again."""


class Unavailable(FortnoxError):
    """A read got no usable answer. Safe to repeat later."""


class RateLimited(FortnoxError):
    """429: not executed. Wait `retry_after` seconds, or a while when it is None."""


class Unauthorized(FortnoxError):
    """The access token is refused, and so was a renewed one. Not executed."""


class Forbidden(FortnoxError):
    """The connection may not do this. Not executed."""


class NoLicence(Forbidden):
    """The company has no active licence for the resource, or none for integrations."""


class NoScope(Forbidden):
    """The consent does not cover the resource: a new authorization is needed."""


class NotFound(FortnoxError):
    """Fortnox itself says that the thing does not exist."""


class Refused(FortnoxError):
    """The request is wrong and fails identically when repeated: `code`, `message`, `field`."""

    field: str | None = None
    """The field that the message names in parentheses, as Fortnox spells it."""


class Malformed(FortnoxError):
    """An answer that does not parse as the model. The message names fields, never values."""


class MalformedWrite(Malformed, OutcomeUnknown):
    """Fortnox says it has written, but what it answered does not parse as the model."""


class OAuthError(FortnoxError):
    """The authorization server refused: `error` is its code, `description` its explanation."""

    def __init__(
        self,
        *,
        error: str,
        description: str = "",
        status: int | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(
            f"{error}: {description}" if description else error,
            status=status,
            request_id=request_id,
        )
        self.error = error
        self.description = description


class InvalidGrant(OAuthError):
    """The code or refresh token is used, expired or revoked: a person must connect again."""


class InvalidClient(OAuthError):
    """The client id or secret is wrong: ours to mend."""


class ConsentRefused(OAuthError):
    """The person, or Fortnox on behalf of the company, did not give the consent."""

    CODES: ClassVar[frozenset[str]] = frozenset(
        {"access_denied", "consent_required", "invalid_scope", "unauthorized_client"}
    )


def oauth_error(
    *,
    error: str,
    description: str = "",
    status: int | None = None,
    request_id: str | None = None,
) -> OAuthError:
    """The right OAuthError for an `error` code, whether from the token endpoint or the redirect."""
    kind = {"invalid_grant": InvalidGrant, "invalid_client": InvalidClient}.get(error, OAuthError)
    if error in ConsentRefused.CODES:
        kind = ConsentRefused
    return kind(error=error, description=description, status=status, request_id=request_id)
