"""Submissions as a list, by the one mechanism of lists."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.lists.kinds import Cell, Listed
from tamio.clock import now
from tamio.fortnox.pages.submission_list.acting import ACTIONS, NAME, rows
from tamio.fortnox.pages.submission_list.filters import SubmissionFilters
from tamio.fortnox.pages.submission_list.shown import names, shown
from tamio.fortnox.pages.words import reason_words
from tamio.look.chips import Text
from tamio.outbox.models import Delivery


def _form(request: StoreRequest, params: Any) -> SubmissionFilters:
    # What is recorded for sending is recorded in the world's time, in every store.
    return SubmissionFilters(params, store=request.store, now=now())


def _with_lanes(found: QuerySet[Delivery], _sort: str) -> QuerySet[Delivery]:
    return found.select_related("lane")


def _heads() -> Sequence[Text]:
    return (
        _("Document"), _("Invoice number"), _("Buyer"), _("Total"), _("Currency"), _("State"),
        _("Number in Fortnox"), _("Recorded"), _("Done at"), _("Tries"), _("What is wrong"),
        _("What to do"), _("Code"), _("Reason"),
    )  # fmt: skip


def _cells(request: StoreRequest, deliveries: Sequence[Delivery]) -> Iterator[Sequence[Cell]]:
    for row in shown(request.store, deliveries):
        each, problem = row.delivery, row.problem
        yield (
            row.name, row.invoice.number, row.invoice.buyer_name, row.total, row.invoice.currency,
            str(row.chip.state), row.there, _moment(each.recorded_at), _moment(each.settled_at),
            each.tries, str(problem.message) if problem else "",
            str(problem.remedy) if problem else "", problem.code if problem else "",
            str(reason_words(each.reason)),
        )  # fmt: skip


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""


SUBMISSIONS = Listed(
    name=NAME,
    url_name="backoffice:fortnox:submissions",
    title=gettext_lazy("Submissions"),
    template="fortnox/submission_list/list.html",
    rows=lambda request: rows(request.store),
    form=_form,
    sorts={"recorded_at"},
    default="-recorded_at",
    heads=_heads,
    cells=_cells,
    prepare=_with_lanes,
    actions=ACTIONS,
    called=names,
)
