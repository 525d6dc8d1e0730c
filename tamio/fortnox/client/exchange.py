"""One request and what came of it, on record without secrets."""

from dataclasses import dataclass
from datetime import datetime

ANSWER_LIMIT = 32_768
"""Characters of an answer that are kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One request to Fortnox and its answer. Holds no header, no token, no secret.

    `status` and `answer_body` are None when no answer came; `failure` then says why.
    """

    method: str
    path: str
    """With the query, percent-encoded, from the host on: /3/orders?limit=500&page=1."""
    request_body: str | None
    status: int | None
    answer_body: str | None
    """At most ANSWER_LIMIT characters, and a note when it was longer."""
    started_at: datetime
    """Aware, UTC."""
    duration_ms: int
    failure: str | None
    request_id: str | None
    """Fortnox's X-Uid, which their support asks for."""


def kept(answer: str) -> str:
    """`answer` up to ANSWER_LIMIT, saying so when it was longer, without what databases refuse."""
    text = answer.replace("\0", "\ufffd")
    if len(text) <= ANSWER_LIMIT:
        return text
    return f"{text[:ANSWER_LIMIT]} [cut: {len(text)} characters in all]"
