"""The slots an integration fills: how far a document has come on its way into the books, and what
would be sent of it.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tamio.commerce.invoices.models import CreditNote, Invoice

Submission = Callable[[Invoice], dict[str, Any] | None]
CreditSubmissions = Callable[[Sequence[CreditNote]], dict[int, dict[str, Any]]]

#: What would be sent of an invoice, in the integration's own form.
Preview = Callable[[Invoice], dict[str, Any]]

_provided: list[Submission] = []
_provided_for_credits: list[CreditSubmissions] = []
_previews: list[Preview] = []


def provide_submission(submission: Submission) -> None:
    """Called once, in the integration's AppConfig.ready."""
    _provided[:] = [submission]


def provide_credit_submissions(submissions: CreditSubmissions) -> None:
    """Called once, in the integration's AppConfig.ready. Asked for many at once, by their pk."""
    _provided_for_credits[:] = [submissions]


def credit_submissions_of(notes: Sequence[CreditNote]) -> dict[int, dict[str, Any]]:
    """By pk; without those that no integration has heard of."""
    return _provided_for_credits[0](notes) if _provided_for_credits and notes else {}


def submission_of(invoice: Invoice) -> dict[str, Any] | None:
    """None while no integration is installed, or none has heard of the invoice."""
    return _provided[0](invoice) if _provided else None


def provide_preview(preview: Preview) -> None:
    """Called once, in the integration's AppConfig.ready."""
    _previews[:] = [preview]


def preview_of(invoice: Invoice) -> dict[str, Any] | None:
    """None while no integration is installed."""
    return _previews[0](invoice) if _previews else None


@contextmanager
def provided(*submissions: Submission) -> Iterator[None]:
    """For tests: in force inside the block, in place of what is provided; none if none is given."""
    before = list(_provided)
    _provided[:] = submissions
    try:
        yield
    finally:
        _provided[:] = before
