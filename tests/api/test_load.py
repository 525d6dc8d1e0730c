"""Many lines, many calls at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tamio.commerce.invoices.models import Invoice
from tests.api.calls import Caller, sale
from tests.commerce.together import together
from tests.factories import make_store


def with_lines(count: int) -> dict[str, Any]:
    document = sale("external_reference", f"ORDER-{count}")
    document["lines"] *= count
    return document


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_lines(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    caller = Caller(make_store())
    caller.post(sale())

    with django_assert_max_num_queries(40) as few:
        assert caller.post(with_lines(2)).status_code == 201
    with django_assert_max_num_queries(40) as many:
        assert caller.post(with_lines(40)).status_code == 201

    assert len(many) == len(few)


@pytest.mark.django_db
def test_reading_an_invoice_writes_nothing_and_asks_as_much_for_many_lines_as_for_few(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    caller = Caller(make_store())
    numbers = [caller.post(with_lines(count)).json()["number"] for count in (1, 60)]

    asked = []
    for number in numbers:
        with django_assert_max_num_queries(8) as queries:
            caller.get(f"/invoices/{number}")
        asked.append(len(queries))
        assert all(query["sql"].startswith("SELECT") for query in queries)

    assert asked[0] == asked[1]


@pytest.mark.integration
@pytest.mark.usefixtures("shared_database")
def test_one_sale_told_many_times_at_once_is_created_once_and_known_after_that() -> None:
    caller = Caller(make_store())

    answers = together([partial(caller.post, sale())] * 8)

    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert {answer.json()["number"] for answer in answers} == {1001}
    assert Invoice.objects.count() == 1
