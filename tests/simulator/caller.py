"""A caller of the simulated API, in-process, with a token of its own."""

from collections.abc import Mapping
from typing import Any

from fortnox_simulator.app import create_app
from fortnox_simulator.companies.company import Company
from fortnox_simulator.resources.call import Call, Handler
from fortnox_simulator.state import State
from tests.simulator.in_process import client

TENANT = 910001
SCOPES = (
    "article",
    "bookkeeping",
    "companyinformation",
    "costcenter",
    "currency",
    "customer",
    "invoice",
    "order",
    "price",
    "project",
    "settings",
)


class Caller:
    """Sends requests under /3 and gives back status and parsed body."""

    def __init__(self, state: State, *, tenant: int = TENANT, scopes: tuple[str, ...] = SCOPES):
        self.state = state
        self.tenant = tenant
        self.app = create_app(state)
        self.http = client(self.app)
        self.client = next(iter(state.clients.values()))
        state.grants.give_consent(
            client=self.client, tenant=tenant, scopes=list(scopes), service=True
        )
        self.token = self.new_token()

    @property
    def company(self) -> Company:
        return self.state.companies[self.tenant]

    def new_token(self) -> str:
        record = self.state.grants.by_service_account(client=self.client, tenant=self.tenant)
        return str(record["access_token"])

    def send(self, method: str, path: str, body: object = None, **named: Any) -> Any:
        """The raw response, for tests that look at headers."""
        headers = {"Authorization": f"Bearer {self.token}", **named.pop("headers", {})}
        if body is not None:
            named["json"] = body
        return self.http.request(method, f"/3{path}", headers=headers, **named)

    def get(self, path: str) -> tuple[int, Any]:
        return _parsed(self.send("GET", path))

    def post(self, path: str, body: object) -> tuple[int, Any]:
        return _parsed(self.send("POST", path, body))

    def put(self, path: str, body: object = None) -> tuple[int, Any]:
        return _parsed(self.send("PUT", path, body))

    def delete(self, path: str) -> tuple[int, Any]:
        return _parsed(self.send("DELETE", path))

    def directly(self, handler: Handler, *keys: str, body: object = None) -> Any:
        """What a handler answers, without the wire: for tests that ask hundreds of times."""
        clock = self.state.clock
        call = Call(self.company, now=clock.now(), today=clock.today(), keys=keys, body=body)
        return handler(call).payload

    def customer(self, **fields: Any) -> dict[str, Any]:
        return self.made("Customer", "/customers", {"Name": "Kund", **fields})

    def article(self, **fields: Any) -> dict[str, Any]:
        return self.made("Article", "/articles", {"Description": "Vara", **fields})

    def order(self, *rows: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
        if not self.company.shelves["customers"]:
            self.customer()
        body = {"CustomerNumber": "1", "OrderRows": list(rows), **fields}
        return self.made("Order", "/orders", body)

    def invoice(self, *rows: Mapping[str, Any], **fields: Any) -> dict[str, Any]:
        if not self.company.shelves["customers"]:
            self.customer()
        body = {"CustomerNumber": "1", "InvoiceRows": list(rows), **fields}
        return self.made("Invoice", "/invoices", body)

    def made(self, name: str, path: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        status, answer = self.post(path, {name: fields})
        assert status == 201, answer
        made: dict[str, Any] = answer[name]
        return made


def caller(*, rate_limit: int = 0, scopes: tuple[str, ...] = SCOPES, **company: Any) -> Caller:
    """A caller of a fresh company; `company` holds fields of the seed, such as `settings`."""
    seed = {
        "companies": [
            {
                "tenant": TENANT,
                "name": "Provbolaget AB",
                "organisation_number": "559284-5175",
                **company,
            }
        ]
    }
    state = State(seed=seed, rate_limit=rate_limit, refresh_seconds=0)
    return Caller(state, scopes=scopes)


def refusal(answer: tuple[int, Any]) -> tuple[int, int]:
    """Status and code of a refusal, checked for the case its keys must have."""
    status, body = answer
    information = body["ErrorInformation"]
    key = "code" if status == 400 else "Code"
    return status, int(information[key])


def _parsed(response: Any) -> tuple[int, Any]:
    return response.status_code, response.json() if response.content else None
