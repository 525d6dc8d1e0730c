"""/companies/{tenant}/{tab}: what one company holds."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.companies.company import Company
from fortnox_simulator.oauth.scopes import LICENCE_NAMES
from fortnox_simulator.pages import books, documents, registers
from fortnox_simulator.pages.layout import COMPANIES, page
from fortnox_simulator.pages.markup import Html, tag
from fortnox_simulator.state import State

TABS = {
    "orders": "Order",
    "invoices": "Fakturor",
    "customers": "Kunder",
    "articles": "Artiklar",
    "vouchers": "Verifikationer",
    "accounts": "Konton",
}


async def show(simulator: State, request: Request) -> Response:
    company = simulator.companies.get(int(request.path_params["tenant"]))
    tab = request.path_params.get("tab", "orders")
    if company is None or tab not in TABS:
        return missing("Företaget finns inte.")
    content = CONTENTS[tab](simulator, company)
    return page(company.name, _card(company), _tabs(company, tab), content, trail=(COMPANIES,))


def missing(reason: str) -> Response:
    return page("Finns inte", tag("p", reason), trail=(COMPANIES,), refresh=False, status=404)


def _card(company: Company) -> Html:
    licences = ", ".join(LICENCE_NAMES.get(held, held) for held in sorted(company.licences))
    number_of = company.card["organisation_number"]
    facts = f"{number_of} · databasnummer {company.tenant} · licenser: {licences}"
    return tag("p", facts, class_="quiet")


def _tabs(company: Company, current: str) -> Html:
    links = [
        tag(
            "a",
            title,
            href=f"/companies/{company.tenant}/{name}",
            aria_current="page" if name == current else None,
        )
        for name, title in TABS.items()
    ]
    return tag("nav", links, class_="tabs", aria_label="Register")


CONTENTS: dict[str, Callable[[State, Company], Html]] = {
    "orders": documents.orders,
    "invoices": documents.invoices,
    "customers": registers.customers,
    "articles": registers.articles,
    "vouchers": books.vouchers,
    "accounts": books.accounts,
}
