"""What a user of fortpyx 0.0.1a1 does, as its documentation shows; prints what it was answered.

    python fortpyx_driver.py URL CLIENT_ID SECRET sign_in SCOPES
    python fortpyx_driver.py URL CLIENT_ID SECRET work ACCESS_TOKEN REFRESH_TOKEN
    python fortpyx_driver.py URL CLIENT_ID SECRET renew ACCESS_TOKEN REFRESH_TOKEN

fortpyx has Fortnox's addresses built in, and takes a transport adapter of requests from whoever
wants the traffic to go another way: `http_adapter`.
"""

import json
import re
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, parse_qsl, urlsplit

import requests
from fortpyx import Fortpyx
from fortpyx.error import FortnoxError
from fortpyx.model import (
    FortnoxArticle,
    FortnoxArticleWrap,
    FortnoxCustomer,
    FortnoxCustomerWrap,
    FortnoxOrder,
    FortnoxOrderOrderRow,
    FortnoxOrderWrap,
)
from pydantic import ValidationError
from requests.adapters import HTTPAdapter

FORTNOX = re.compile(r"https://(api|apps)\.fortnox\.se")
BACK = "http://127.0.0.1:1/back"
TENANT = "910001"
Answer = dict[str, Any]


class ToTheSimulator(HTTPAdapter):  # type: ignore[misc]  # requests is not in our environment
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def send(self, request: Any, **named: Any) -> Any:
        request.url = FORTNOX.sub(self.url, request.url)
        return super().send(request, **named)


def sign_in(url: str, client_id: str, secret: str, scopes: str) -> Answer:
    fortpyx = Fortpyx(client_id=client_id, client_secret=secret, http_adapter=ToTheSimulator(url))
    address = fortpyx.get_authorization_url(redirect_uri=BACK, scopes=scopes.split())
    code = consented(FORTNOX.sub(url, address))
    # This call alone passes the adapter by: it is made with requests.post, whose own it then is.
    with patch("requests.sessions.HTTPAdapter", lambda: ToTheSimulator(url)):
        first = fortpyx.get_tokens(authorization_code=code, redirect_uri=BACK)
    access_token, refresh_token = fortpyx.refresh_tokens()
    return {"first": first, "access_token": access_token, "refresh_token": refresh_token}


def consented(address: str) -> str:
    """A person opens the address and approves; the code that the browser is sent back with."""
    asked = dict(parse_qsl(urlsplit(address).query))
    assert requests.get(address).ok
    form = {**asked, "tenant": TENANT, "decision": "approve"}
    answer = requests.post(address.partition("?")[0], data=form, allow_redirects=False)
    back = parse_qs(urlsplit(str(answer.headers["Location"])).query)
    assert back["state"] == [asked["state"]]
    return back["code"][0]


def renew(url: str, client_id: str, secret: str, access_token: str, refresh_token: str) -> Answer:
    """A call with tokens of which the access token has gone out: the client renews them."""
    told: list[tuple[str, str]] = []
    fortpyx = Fortpyx(
        client_id, secret, access_token, refresh_token, http_adapter=ToTheSimulator(url),
        on_token_refresh=lambda access, refresh: told.append((access, refresh)),
    )  # fmt: skip
    listed = outcome(fortpyx.fortnox.customers.retrieve_a_list_of_customers)
    return {"listed": listed, "told": told}


def work(url: str, client_id: str, secret: str, access_token: str, refresh_token: str) -> Answer:
    said = {}
    for part, page_size in PARTS.items():
        fortpyx = Fortpyx(
            client_id, secret, access_token, refresh_token, http_adapter=ToTheSimulator(url),
            page_size=page_size, auto_fetch_all_pages=True,
        )  # fmt: skip
        with fortpyx:
            said[part.__name__] = part(fortpyx.fortnox)
    return said


def customers(fortnox: Any) -> Answer:
    calls = fortnox.customers
    for number in range(1, 6):
        calls.create_a_customer(customer(name=f"Kund {number}"))
    return {
        "created": outcome(
            lambda: calls.create_a_customer(customer(name="Åsa Öberg", city="Malmö"))
        ),
        "updated": outcome(lambda: calls.update_a_customer(customer(name="Åsa Berg"), "6")),
        "read": outcome(lambda: calls.retrieve_a_customer("6")),
        "found": outcome(lambda: calls.retrieve_a_list_of_customers(city="malm")),
        "deleted": outcome(lambda: calls.delete_a_customer("5")),
        "read after": outcome(lambda: calls.retrieve_a_customer("5")),
        "listed": outcome(calls.retrieve_a_list_of_customers),
    }


def articles(fortnox: Any) -> Answer:
    calls = fortnox.articles
    pump = article(article_number="CP-1", description="Cykelpump", construction_account=3231)
    plain = article(article_number="CP-2", description="Ringklocka")
    return {
        "created": outcome(lambda: calls.create_an_article(pump)),
        "created without construction account": outcome(lambda: calls.create_an_article(plain)),
        "updated": outcome(
            lambda: calls.update_an_article(article(description="Pump", note="Stor"), "CP-1")
        ),
        "read": outcome(lambda: calls.retrieve_an_article("CP-1")),
        "found": outcome(lambda: calls.retrieve_a_list_of_articles(description="KLOCK")),
        "listed": outcome(lambda: calls.retrieve_a_list_of_articles(sortby="articlenumber")),
    }


def orders(fortnox: Any) -> Answer:
    calls = fortnox.orders
    rows = [row("CP-1", "3", 199.9), row("CP-2", "1", 49)]
    sale = order(external_invoice_reference1="webb-0000001", order_rows=rows)
    return {
        "created": outcome(lambda: calls.create_a_new_order(sale)),
        "second": outcome(lambda: calls.create_a_new_order(order(order_rows=rows[:1]))),
        "updated": outcome(lambda: calls.update_an_order(order(your_order_number="W-1"), "1")),
        "cancelled": outcome(lambda: calls.cancels_given_order("2")),
        "invoiced": outcome(lambda: calls.create_invoice_out_of_given_order("1")),
        "read": outcome(lambda: calls.retrieve_a_single_order("1")),
        "found": outcome(
            lambda: calls.retrieve_a_list_of_orders(externalinvoicereference1="webb-0000001")
        ),
        "listed": outcome(lambda: calls.retrieve_a_list_of_orders(sortby="documentnumber")),
    }


def books(fortnox: Any) -> Answer:
    accounts = fortnox.accounts.list_all_accounts()
    company = fortnox.company_information.retrieve_the__company__information()
    return {
        "accounts": [account.number for account in accounts.accounts],
        "account": outcome(lambda: fortnox.accounts.retrieve_an_account("3001")),
        "company": outcome(lambda: company),
        "years": outcome(fortnox.financial_years.retrieve_a_list_of_financial_years),
    }


def refusals(fortnox: Any) -> Answer:
    taken = article(article_number="CP-1", description="En till")
    nowhere = order(order_rows=[row("FINNS-INTE", "1", 1)])
    dashed = customer(name="Kund — med långt streck")
    return {
        "unknown order": outcome(lambda: fortnox.orders.retrieve_a_single_order("4711")),
        "duplicate article": outcome(lambda: fortnox.articles.create_an_article(taken)),
        "unknown article on a row": outcome(lambda: fortnox.orders.create_a_new_order(nowhere)),
        "character": outcome(lambda: fortnox.customers.create_a_customer(dashed)),
        "cancelling twice": outcome(lambda: fortnox.orders.cancels_given_order("2")),
    }


def customer(**fields: Any) -> object:
    return FortnoxCustomerWrap(customer=FortnoxCustomer(**fields))


def article(**fields: Any) -> object:
    return FortnoxArticleWrap(article=FortnoxArticle(**fields))


def order(**fields: Any) -> object:
    return FortnoxOrderWrap(order=FortnoxOrder(customer_number="1", **fields))


def row(number: str, quantity: str, price: float) -> object:
    return FortnoxOrderOrderRow(
        article_number=number, ordered_quantity=quantity, delivered_quantity=quantity, price=price
    )


def outcome(call: Callable[[], Any]) -> Answer:
    """What the client read from the answer, or how its own error tells of it."""
    try:
        read: Answer = call().model_dump(mode="json", by_alias=True)
    except FortnoxError as error:
        return {"FortnoxError": error.error_code, "description": error.description}
    except ValidationError as error:
        return {"ValidationError": [list(fault["loc"]) for fault in error.errors()]}
    return read


PARTS = {customers: 2, articles: 2, orders: 2, books: 100, refusals: 2}
COMMANDS: dict[str, Callable[..., Answer]] = {"sign_in": sign_in, "work": work, "renew": renew}

if __name__ == "__main__":
    url, client_id, secret, command, *words = sys.argv[1:]
    json.dump(COMMANDS[command](url, client_id, secret, *words), sys.stdout)
