"""The withdrawal function: on every page, in two steps, for anybody, telling nobody anything."""

import re

import pytest

from tamio.commerce.mail.models import Message
from tamio.commerce.withdrawals.models import Withdrawal
from tests.factories import make_product, make_store
from tests.storefront.shopping import COMPANY, Answer, Shopper, seen, text

WRITTEN = {"name": "Åsa Öberg", "order_number": "1001", "email": "asa@example.com", "what": ""}


def token_of(answer: Answer) -> str:
    found = re.search(r'name="token" value="([^"]+)"', text(answer))
    assert found
    return found[1]


def send(shopper: Shopper, **fields: object) -> Answer:
    first = {"token": token_of(shopper.get("angra/"))}
    return shopper.client.post(shopper.url("angra/"), first | WRITTEN | fields)


@pytest.mark.parametrize("path", ["", "cart/", "angra/"])
def test_every_page_leads_to_it_by_the_words_of_the_law(shopper: Shopper, path: str) -> None:
    assert "Withdraw from the contract here" in seen(shopper.get(path))
    swedish = seen(shopper.get(path, headers={"accept-language": "sv"}))
    assert "Ångra avtalet här" in swedish


def test_the_first_step_asks_who_and_what_and_receives_nothing(shopper: Shopper) -> None:
    said = seen(send(shopper))
    assert "Confirm withdrawal" in said
    assert "Step 2 of 2" in said
    assert Withdrawal.objects.count() == 0


def test_the_button_of_the_second_step_says_what_the_law_asks(shopper: Shopper) -> None:
    shopper.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "sv"
    page = shopper.client.get(shopper.url("angra/"), headers={"accept-language": "sv"})
    data = WRITTEN | {"token": token_of(page)}
    answer = shopper.client.post(shopper.url("angra/"), data, headers={"accept-language": "sv"})
    assert "Bekräfta ånger" in seen(answer)


def test_confirmed_it_is_received_with_day_and_time(shopper: Shopper) -> None:
    answer = send(shopper, confirm="1")
    made = Withdrawal.objects.get()
    page = shopper.client.get(answer["Location"])
    assert re.search(r"[A-Z]\w+ \d+, \d{4} at \d\d:\d\d \(Central European", seen(page))
    swedish = shopper.client.get(answer["Location"], headers={"accept-language": "sv"})
    assert re.search(r"\d+ \w+ \d{4} kl\. \d\d:\d\d \(centraleuropeisk", seen(swedish))
    assert str(made.token) in answer["Location"]
    assert Message.objects.filter(kind="withdrawal", recipient="asa@example.com").exists()


def test_confirmed_twice_it_is_one(shopper: Shopper) -> None:
    token = token_of(shopper.get("angra/"))
    for _ in range(2):
        assert send(shopper, token=token, confirm="1").status_code == 302
    assert Withdrawal.objects.count() == 1


def test_nobody_learns_whether_there_is_such_an_order(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    shopper.buy()
    pages = []
    for number in ("1001", "4711"):
        answer = send(shopper, order_number=number, confirm="1")
        page = seen(shopper.client.get(answer["Location"]))
        pages.append(re.sub(r"\w+ \d+, \d+ at [\d:]+", "…", page).replace(number, "…"))
    assert pages[0] == pages[1]
    assert Withdrawal.objects.filter(invoice__isnull=False).count() == 1


def test_the_link_of_an_order_is_not_asked_what_is_known(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    invoice = shopper.buy()
    page = shopper.get(f"angra/?order={invoice.order_link.token}")
    assert 'name="email"' not in text(page)
    assert invoice.buyer_email in seen(page)
    data = {"token": token_of(page), "order": invoice.order_link.token, "what": "", "confirm": "1"}
    shopper.client.post(shopper.url("angra/"), data)
    assert Withdrawal.objects.get().invoice == invoice


def test_a_company_is_told_whom_to_ask(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    invoice = shopper.buy(**COMPANY)
    said = seen(shopper.get(f"angra/?order={invoice.order_link.token}"))
    assert "The right of withdrawal is for consumers." in said


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("order_number", ""), ("email", "nobody"), ("what", "x" * 501), ("token", "1")],
)
def test_what_is_missing_or_wrong_is_said(shopper: Shopper, field: str, value: str) -> None:
    answer = send(shopper, **{field: value, "confirm": "1"})
    assert answer.status_code == 422
    assert Withdrawal.objects.count() == 0


def test_what_was_written_can_be_changed(shopper: Shopper) -> None:
    page = send(shopper, change="1")
    assert 'value="asa@example.com"' in text(page)
    assert "Step 1 of 2" in seen(page)


def test_a_withdrawal_of_another_store_is_not_shown(shopper: Shopper) -> None:
    send(shopper, confirm="1")
    token = Withdrawal.objects.get().token
    assert Shopper(make_store()).get(f"angra/{token}/").status_code == 404


def test_one_address_on_the_network_sends_only_so_many(
    shopper: Shopper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamio.storefront.views.withdrawal._MOST_AN_HOUR", 1)
    codes = [send(shopper, confirm="1").status_code for _ in range(2)]
    assert codes == [302, 429]
