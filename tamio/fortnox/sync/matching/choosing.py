"""A person says which card is a customer's; what waited for it goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from tamio.fortnox.models import CardQuestion, CustomerLink
from tamio.fortnox.sync import changes
from tamio.outbox import lanes
from tamio.outbox.states import State

#: So many are shown at once; the rest come when these are answered.
MOST_QUESTIONS = 50


class NotACandidate(Exception):
    """The card is none of those that could be the customer's."""


def choose_card(*, question: CardQuestion, number: str, now: datetime, by: str) -> None:
    """`number`: one of the candidates, or "" for a card of the customer's own.

    Raises NotACandidate.
    """
    if number and number not in {each["number"] for each in question.candidates}:
        raise NotACandidate(number)
    store_id = question.customer.store_id
    with transaction.atomic():
        question.number, question.answered_at, question.answered_by = number, now, by
        question.save(update_fields=["number", "answered_at", "answered_by"])
        changes.card_chosen(question=question, by=by, now=now)
        lanes.release(
            store_id=store_id, destination="fortnox", state=State.SETTINGS, now=now, by=by
        )


def open_questions(*, tenant_id: str, store_id: int) -> list[CardQuestion]:
    """The oldest, first; one query. Whoever has got a card meanwhile is not asked about."""
    linked = CustomerLink.objects.filter(tenant_id=tenant_id, customer=OuterRef("customer"))
    waiting = CardQuestion.objects.filter(
        ~Exists(linked), tenant_id=tenant_id, customer__store_id=store_id, answered_at=None
    )
    return list(waiting.select_related("customer").order_by("pk")[:MOST_QUESTIONS])
