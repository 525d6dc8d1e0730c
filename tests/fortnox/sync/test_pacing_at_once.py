"""However many ask at once, a company's budget is given out whole, and no more of it."""

from datetime import timedelta
from functools import partial

import pytest

from tamio.fortnox.sync.pacing import SLOTS, take_slot
from tamio.outbox.lease import machine_now
from tests.commerce.together import together

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


def test_those_who_ask_first_of_a_new_company_share_one_budget() -> None:
    at = machine_now()

    waits = together([partial(take_slot, tenant_id="1", at=at)] * (SLOTS + 6))

    assert waits.count(timedelta(0)) == SLOTS


def test_nobody_waits_while_there_is_room() -> None:
    at = machine_now()
    take_slot(tenant_id="1", at=at)

    waits = together([partial(take_slot, tenant_id="1", at=at)] * (SLOTS - 1))

    assert waits == [timedelta(0)] * (SLOTS - 1)
