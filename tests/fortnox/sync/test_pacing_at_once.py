"""However many ask at once, a company's budget is given out whole, and no more of it."""

from functools import partial

import pytest

from tamio.fortnox.models import RateBudget
from tamio.fortnox.sync import pacing
from tamio.fortnox.sync.budget import BURST
from tamio.fortnox.sync.pacing import Turn
from tests.commerce.together import together

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]
ASKING = 3 * BURST


def test_those_who_ask_first_of_a_new_company_share_one_budget() -> None:
    at = pacing.seconds()

    answers = together([partial(pacing.book, tenant_id="1", at=at)] * ASKING)

    turns = [answer for answer in answers if isinstance(answer, Turn)]
    assert len({turn.ticket for turn in turns}) == len(turns) == BURST
    assert pacing.used(tenant_id="1", at=at) == BURST


def test_no_answer_is_lost_when_many_come_at_once() -> None:
    at = pacing.seconds()
    turns = [pacing.book(tenant_id="1", at=at) for _ in range(BURST)]
    booked = [turn for turn in turns if isinstance(turn, Turn)]

    together([partial(pacing.answered, turn, status=201, at=at) for turn in booked])

    assert RateBudget.objects.get().answers == {"201": BURST}
    assert pacing.used(tenant_id="1", at=at + 5.3) == 0
