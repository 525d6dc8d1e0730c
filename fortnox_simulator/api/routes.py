"""From path to resource. Segments are split before they are decoded, so %2F stays in a number."""

from dataclasses import dataclass
from urllib.parse import unquote

from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import (
    accounts,
    articles,
    company_information,
    customers,
    financial_years,
    orders,
    terms_of_payment,
    units,
)
from fortnox_simulator.resources.call import Handler, Resource

RESOURCES: dict[str, Resource] = {
    "accounts": accounts.RESOURCE,
    "articles": articles.RESOURCE,
    "companyinformation": company_information.RESOURCE,
    "customers": customers.RESOURCE,
    "financialyears": financial_years.RESOURCE,
    "orders": orders.RESOURCE,
    "termsofpayments": terms_of_payment.RESOURCE,
    "units": units.RESOURCE,
}
NO_ROUTE = 2000764
NO_IDENTIFIER = 2000729


@dataclass(frozen=True)
class Route:
    resource: Resource
    handler: Handler
    key: str


def route(*, method: str, path: str) -> Route:
    """`path` is raw, below /3. Raises 2000764, and 2000729 for a PUT or DELETE without a number."""
    segments = [unquote(segment) for segment in path.strip("/").split("/")]
    resource = RESOURCES.get(segments[0].lower())
    if resource is None:
        raise FortnoxError(NO_ROUTE)
    handler = _handler(resource, method, segments[1:])
    if handler is None:
        raise FortnoxError(NO_ROUTE)
    return Route(resource, handler, segments[1] if len(segments) > 1 else "")


def _handler(resource: Resource, method: str, keys: list[str]) -> Handler | None:
    if not keys:
        if method in {"PUT", "DELETE"} and resource.update:
            raise FortnoxError(NO_IDENTIFIER)
        return {"GET": resource.list, "POST": resource.create}.get(method)
    if len(keys) == 1:
        verbs = {"GET": resource.get, "PUT": resource.update, "DELETE": resource.delete}
        return verbs.get(method)
    return resource.actions.get(keys[1]) if method == "PUT" and len(keys) == 2 else None
