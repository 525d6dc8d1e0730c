"""What a request said of a buyer goes after the years of the law; the amounts stay."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.audit.erasing import erase
from tamio.commerce.audit.retention import ERASED
from tamio.fortnox.models import ExchangeRecord
from tamio.fortnox.sync.erasing import of_exchange
from tamio.outbox.models import DeliveryEvent
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.pages import rows
from tests.tries import times

LONG_AFTER = NOW.replace(year=NOW.year + 10)
CUSTOMER = {
    "Customer": {
        "CustomerNumber": "1001",
        "Name": "Åsa Öberg",
        "Email": "asa@example.com",
        "Address1": "Lillgatan 2",
        "OrganisationNumber": "811218-9876",
        "ZipCode": "352 30",
        "VATType": "SEVAT",
        "Active": True,
    }
}


def record(**fields: str) -> ExchangeRecord:
    return ExchangeRecord(**{"method": "POST", "path": "/3/customers"} | fields)


def test_a_buyers_name_and_addresses_go_and_the_numbers_of_the_books_stay() -> None:
    erased = of_exchange(record(request_body=json.dumps(CUSTOMER)))
    assert json.loads(erased["request_body"])["Customer"] == {
        "CustomerNumber": "1001",
        "Name": ERASED,
        "Email": ERASED,
        "Address1": ERASED,
        "OrganisationNumber": ERASED,
        "ZipCode": ERASED,
        "VATType": "SEVAT",
        "Active": True,
    }


def test_amounts_stay_digit_by_digit() -> None:
    body = (
        '{"Order": {"Total": 148.50, "OrderRows": [{"Price": 99.00, "Description": "Till Åsa"}]}}'
    )
    kept = of_exchange(record(answer_body=body))["answer_body"]
    assert '"Total": 148.50' in kept
    assert '"Price": 99.00' in kept
    assert "Åsa" not in kept


@pytest.mark.parametrize("body", ["{cut", "<html>Åsa</html>", "[" * 5000, '"Åsa"', '["Åsa"]'])
def test_what_cannot_be_told_apart_goes_whole(body: str) -> None:
    kept = of_exchange(record(answer_body=body))["answer_body"]
    assert "Åsa" not in kept
    assert ERASED in kept


def test_what_was_looked_for_goes_from_the_path() -> None:
    path = of_exchange(record(path="/3/customers?email=asa%40example.com&page=1"))["path"]
    assert path == f"/3/customers?email={ERASED}&page={ERASED}"
    assert of_exchange(record(path="/3/orders/10234"))["path"] == "/3/orders/10234"


def test_an_empty_body_stays_empty() -> None:
    assert of_exchange(record())["request_body"] == ""


@given(
    st.recursive(
        st.text(min_size=3) | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    ),
    st.decimals(min_value=-10_000, max_value=10_000, places=2),
)
@settings(max_examples=times(0.6))
def test_no_text_of_an_unknown_field_is_left_whatever_the_shape(
    content: object, amount: Decimal
) -> None:
    body = f'{{"Unheard": {json.dumps(content)}, "Total": {amount}}}'
    kept = json.loads(of_exchange(record(answer_body=body))["answer_body"], parse_float=Decimal)
    assert kept["Total"] == amount
    assert _texts(kept["Unheard"]) <= {ERASED, ""}


def _texts(content: object) -> set[str]:
    if isinstance(content, dict):
        return set().union(*(_texts(value) for value in content.values()))
    if isinstance(content, list):
        return set().union(*(_texts(value) for value in content))
    return {content} if isinstance(content, str) else set()


@pytest.mark.django_db
def test_after_the_years_of_the_law_the_database_lets_them_go_and_not_before() -> None:
    store = make_store()
    rows.connect(store)
    invoice = make_invoice(store=store)
    delivery = rows.put(invoice, State.REJECTED, problem=rows.problem())
    delivery.skip(reason="Åsa ringde", now=NOW, by=rows.PERSON)
    rows.exchange(store, delivery=delivery, request_body=json.dumps(CUSTOMER))
    assert not any(erase(now=NOW.replace(year=NOW.year + 8)).values())
    done = erase(now=LONG_AFTER)
    assert done["exchanges"] == 1
    assert done["events"] == delivery.events.count()
    assert "Åsa" not in ExchangeRecord.objects.get().request_body
    skipped = DeliveryEvent.objects.get(what="skipped")
    assert (skipped.by, skipped.detail) == (ERASED, {})
    assert set(DeliveryEvent.objects.exclude(what="skipped").values_list("by", flat=True)) == {
        "tamio"
    }
