"""What a user of pyfortnox 1.2.0 does, as its documentation shows; prints what it was answered.

python pyfortnox_driver.py URL SECRET token CODE
python pyfortnox_driver.py URL SECRET work TOKEN
python pyfortnox_driver.py URL SECRET call TOKEN TIMES
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import fortnox


def token(url: str, secret: str, code: str) -> dict[str, Any]:
    client = fortnox.Client(authorization_code=code, client_secret=secret, base_url=url)
    try:
        return {"access_token": client.token.access_token().AccessToken}
    except KeyError as error:
        return {"failed": repr(error)}


def work(url: str, secret: str, access_token: str) -> dict[str, Any]:
    client = fortnox.Client(access_token=access_token, client_secret=secret, base_url=url)
    return {part.__name__: part(client) for part in PARTS}


def call(url: str, secret: str, access_token: str, times: str) -> dict[str, Any]:
    """The same call again and again; empty where it was answered."""
    client = fortnox.Client(access_token=access_token, client_secret=secret, base_url=url)
    return {"calls": [refusal(client.customers.list) for _ in range(int(times))]}


def customers(client: fortnox.Client) -> dict[str, Any]:
    created = client.customers.create(Name="Kund & Söner AB", City="Malmö", CountryCode="SE")
    number = created.CustomerNumber
    updated = client.customers.update(number, Email="kund@example.se")
    passing = client.customers.create(Name="Förbipasserande")
    return {
        "created": created,
        "updated": updated,
        "read": client.customers.retrieve(number),
        "found": client.customers.list(name="kund &"),
        "deleted": client.customers.destroy(passing.CustomerNumber),
        "listed": client.customers.list(),
    }


def articles(client: fortnox.Client) -> dict[str, Any]:
    created = client.articles.create(
        ArticleNumber="CP-1", Description="Cykelpump", SalesAccount=3001, Unit="st"
    )
    updated = client.articles.update("CP-1", Note="Stora modellen")
    client.articles.create(ArticleNumber="UTGÅR", Description="Gammal vara")
    return {
        "created": created,
        "updated": updated,
        "read": client.articles.retrieve("CP-1"),
        "found": client.articles.list(description="PUMP"),
        "deleted": client.articles.destroy("UTGÅR"),
        "listed": client.articles.list(),
    }


def orders(client: fortnox.Client) -> dict[str, Any]:
    created = client.orders.create(
        CustomerNumber="1",
        OrderRows=[
            {"ArticleNumber": "CP-1", "DeliveredQuantity": "3", "OrderedQuantity": "3",
             "Price": 199.9, "VAT": 25},
            {"Description": "Frakt", "DeliveredQuantity": "1", "OrderedQuantity": "1",
             "Price": 49, "AccountNumber": 3001, "VAT": 25},
        ],
    )  # fmt: skip
    number = created.DocumentNumber
    updated = client.orders.update(number, YourOrderNumber="W-1001")
    return {
        "created": created,
        "updated": updated,
        "read": client.orders.retrieve(number),
        "found": client.orders.list(customername="söner"),
    }


def pages(client: fortnox.Client) -> dict[str, Any]:
    """Lists say nothing of their number of pages here: one goes on until a page is short."""
    accounts, page = [], 1
    while True:
        found = client.accounts.list(page=page, limit=100)
        accounts += found
        if len(found) < 100:
            break
        page += 1
    return {
        "accounts": [account.Number for account in accounts],
        "pages": page,
        "account": client.accounts.retrieve(3001),
        "sorted": client.articles.list(sortby="articlenumber", sortorder="descending", limit=1),
        "company": client.company_information.info(),
        "units": client.units.list(),
        "years": client.financial_years.list(),
    }


def refusals(client: fortnox.Client) -> dict[str, Any]:
    row = {"ArticleNumber": "FINNS-INTE", "DeliveredQuantity": "1"}
    return {
        "unknown customer": refusal(lambda: client.customers.retrieve("4711")),
        "unknown article": refusal(lambda: client.articles.retrieve("4711")),
        "unknown order": refusal(lambda: client.orders.retrieve("4711")),
        "unknown field": refusal(lambda: client.customers.create(Name="A", Mobile="070")),
        "duplicate article": refusal(
            lambda: client.articles.create(ArticleNumber="CP-1", Description="En till")
        ),
        "unknown article on a row": refusal(
            lambda: client.orders.create(CustomerNumber="1", OrderRows=[row])
        ),
        "unknown filter": refusal(lambda: client.orders.list(filter="doesntexist")),
    }


def refusal(call: Callable[[], object]) -> dict[str, Any]:
    """How the client's own error classes tell what Fortnox answered."""
    try:
        call()
    except fortnox.BaseError as error:
        name = type(error).__name__
        return {"class": name, "status": error.http_status, "code": error.code,
                "message": str(error)}  # fmt: skip
    except fortnox.RateLimitError as error:
        return {"class": type(error).__name__}
    return {}


PARTS = (customers, articles, orders, pages, refusals)
COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {"token": token, "work": work, "call": call}

if __name__ == "__main__":
    url, secret, command, *words = sys.argv[1:]
    json.dump(COMMANDS[command](url, secret, *words), sys.stdout)
