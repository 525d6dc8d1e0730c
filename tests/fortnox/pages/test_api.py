"""What the API says of an invoice's submission."""

from django.utils import translation

from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.api import submission
from tamio.outbox.states import State
from tests.factories import make_invoice
from tests.fortnox.pages import rows


def test_a_sale_just_made_waits(store: Store) -> None:
    assert submission(make_invoice(store=store)) == {
        "state": "waiting",
        "order_number": None,
        "requests": 0,
        "problem": None,
    }


def test_a_submitted_one_says_its_order_and_what_it_cost(connected: Store) -> None:
    invoice = make_invoice(store=connected)
    delivery = rows.put(invoice, State.SUBMITTED)
    rows.link(invoice, order_number="10234")
    rows.exchange(connected, delivery=delivery)
    assert submission(invoice) == {
        "state": "submitted",
        "order_number": "10234",
        "requests": 1,
        "problem": None,
    }


def test_an_order_that_is_only_noted_has_no_number_yet(connected: Store) -> None:
    invoice = make_invoice(store=connected)
    rows.link(invoice, order_number="", linked_at=None, net=None, vat=None, total=None)
    told = submission(invoice)
    assert told is not None
    assert told["order_number"] is None


def test_a_problem_is_told_in_the_language_of_the_request(connected: Store) -> None:
    invoice = make_invoice(store=connected)
    rows.put(invoice, State.SETTINGS, problem=rows.problem())
    for language, message in (
        ("en", "Fortnox does not find the account."),
        ("sv", "Fortnox hittar inte kontot."),
    ):
        with translation.override(language):
            told = submission(invoice)
        assert told is not None
        assert told["problem"]["message"] == message
        assert set(told["problem"]) == {"code", "field", "message", "remedy"}
