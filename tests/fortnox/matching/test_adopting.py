"""A customer who has exactly one card in Fortnox is sold to on it, and it stays as it was."""

from dataclasses import replace

import pytest

from fortnox_simulator.testing import Simulator
from tamio.fortnox.models import CustomerLink, Settings
from tests.factories import buyer, company_buyer
from tests.fortnox.matching.conftest import ASA, GLASBRUKET, Fortnox, sell
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import calls, mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_a_first_sale_on_a_card_that_is_there_costs_no_more_than_on_a_new_one(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    before = mark(sim)
    invoice = sell(store, clock, company_buyer())
    assert submission(invoice).state == "submitted", submission(invoice).problem
    made = [(method, path.removeprefix("/3")) for method, path in calls(sim, before)]
    assert made == [("GET", "/customers/77"), ("POST", "/articles"), ("POST", "/orders")]
    assert sim.orders(TENANT)[-1]["CustomerNumber"] == "77"


def test_a_customer_without_a_card_costs_what_it_did(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    before = mark(sim)
    sell(store, clock, buyer())
    assert [method for method, _ in calls(sim, before)] == ["POST", "POST", "POST"]


def test_the_accountants_card_is_left_as_it_is(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    before = fortnox.card("77")
    store = connected().store
    sell(store, clock, company_buyer(delivery_line1="Lagret", **_DELIVERED))
    assert fortnox.card("77") == before
    assert CustomerLink.objects.get().number == "77"


def test_a_repeat_sale_on_an_adopted_card_costs_one_request(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    sell(store, clock, company_buyer())
    before = mark(sim)
    sell(store, clock, company_buyer())
    assert [method for method, _ in calls(sim, before)] == ["POST"]


def test_what_the_customer_changes_later_is_sent_and_nothing_with_it(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    sell(store, clock, company_buyer())
    sell(store, clock, company_buyer(line1="Nygatan 3"))
    card = fortnox.card("77")
    assert card["Address1"] == "Nygatan 3"
    assert card["Name"] == "Glasbruket i Boda AB"
    assert card["EmailInvoice"] == "faktura@glasbruket.example"
    assert card["City"] == "TINGSRYD"


def test_the_vat_type_is_put_right_for_the_order_stands_on_it(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET, VATType="EXPORT")
    invoice = sell(connected().store, clock, company_buyer())
    assert submission(invoice).state == "submitted", submission(invoice).problem
    card = fortnox.card("77")
    assert (card["VATType"], card["Name"]) == ("SEVAT", "Glasbruket i Boda AB")


def test_a_private_person_is_known_by_e_mail_and_name_together(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(ASA)
    store = connected().store
    sell(store, clock, buyer())
    assert sim.orders(TENANT)[-1]["CustomerNumber"] == "78"
    sell(store, clock, buyer(email="annan@example.com"))
    assert sim.orders(TENANT)[-1]["CustomerNumber"] != "78"


@pytest.mark.parametrize(
    "fields",
    [
        {"Type": "PRIVATE"},
        {"OrganisationNumber": "202100-5480"},
        {"OrganisationNumber": "120210054890"},
    ],
    ids=["a person's", "another number", "a longer number"],
)
def test_a_card_that_is_not_theirs_is_not_taken(
    sim: Simulator,
    fortnox: Fortnox,
    connected: Connect,
    clock: MovableClock,
    fields: dict[str, str],
) -> None:
    fortnox.make(GLASBRUKET, **fields)
    invoice = sell(connected().store, clock, company_buyer())
    assert submission(invoice).state == "submitted", submission(invoice).problem
    assert sim.orders(TENANT)[-1]["CustomerNumber"] != "77"


def test_an_inactive_card_is_not_taken(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET, Active=False)
    sell(connected().store, clock, company_buyer())
    assert sim.orders(TENANT)[-1]["CustomerNumber"] != "77"


def test_a_card_that_is_gone_since_it_was_read_makes_way_for_a_new_one(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    fortnox.delete("77")
    invoice = sell(store, clock, company_buyer())
    assert submission(invoice).state == "submitted", submission(invoice).problem
    assert CustomerLink.objects.get().number != "77"


def test_a_card_that_has_become_anothers_is_not_taken(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    """Fortnox gives the number of a deleted customer to the next."""
    fortnox.make(GLASBRUKET)
    store = connected().store
    fortnox.change("77", OrganisationNumber="556703-7485", Name="En annan AB")
    sell(store, clock, company_buyer())
    assert sim.orders(TENANT)[-1]["CustomerNumber"] != "77"
    assert fortnox.card("77")["Name"] == "En annan AB"


def test_two_customers_of_tamios_do_not_share_a_card(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    first, second = connected().store, connected().store
    sell(first, clock, company_buyer())
    sell(second, clock, company_buyer())
    one, other = CustomerLink.objects.order_by("pk").values_list("number", flat=True)
    assert one == "77"
    assert other != "77"


def test_with_the_setting_off_every_customer_gets_a_card_of_their_own(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET)
    store = connected().store
    Settings.objects.filter(store=store).update(match_customers=False)
    sell(store, clock, company_buyer())
    assert sim.orders(TENANT)[-1]["CustomerNumber"] != "77"


def test_an_order_does_not_go_to_where_an_adopted_card_delivers(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    fortnox.make(GLASBRUKET, DeliveryAddress1="Bruksvägen 1", DeliveryCity="Boda")
    sell(connected().store, clock, company_buyer())
    order = sim.orders(TENANT)[-1]
    assert (order["DeliveryAddress1"], order["DeliveryCity"]) == ("Lillgatan 2", "Växjö")
    assert fortnox.card("77")["DeliveryAddress1"] == "Bruksvägen 1"


def test_a_new_card_has_the_sales_currency_and_keeps_it(
    fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    store.currency = "EUR"
    store.save()
    sell(store, clock, buyer())
    number = CustomerLink.objects.get().number
    assert fortnox.card(number)["Currency"] == "EUR"
    store.currency = "SEK"
    store.save()
    sell(store, clock, buyer())
    assert fortnox.card(number)["Currency"] == "EUR"


def test_invoices_go_to_the_address_that_was_given_for_them(
    sim: Simulator, fortnox: Fortnox, connected: Connect, clock: MovableClock
) -> None:
    store = connected().store
    sell(store, clock, company_buyer(invoice_email="Faktura@glasbruket.example"))
    number = CustomerLink.objects.get().number
    assert fortnox.card(number)["EmailInvoice"] == "faktura@glasbruket.example"
    assert fortnox.card(number)["Email"] == "inkop@glasbruket.example"
    before = mark(sim)
    sell(store, clock, replace(company_buyer(), invoice_email=""))
    assert [method for method, _ in calls(sim, before)] == ["POST"]
    assert fortnox.card(number)["EmailInvoice"] == "faktura@glasbruket.example"


_DELIVERED = {
    "delivery_name": "Eva Ek",
    "delivery_postal_code": "411 04",
    "delivery_city": "Göteborg",
    "delivery_country": "SE",
}
