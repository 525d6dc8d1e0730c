"""/ : the companies."""

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.companies.company import Company
from fortnox_simulator.pages.figures import full_moment
from fortnox_simulator.pages.layout import page
from fortnox_simulator.pages.markup import Child, tag
from fortnox_simulator.pages.tables import link, number, state, table, text, tight
from fortnox_simulator.state import State

COLUMNS = (
    text("Företag"),
    tight("Org.nr"),
    tight("Databasnr"),
    tight("Koppling"),
    number("Kunder"),
    number("Artiklar"),
    number("Order"),
)


async def show(simulator: State, request: Request) -> Response:
    rows = [_row(simulator, company) for company in simulator.companies.values()]
    note = "Ett låtsat Fortnox för utveckling och test. Inget här når det riktiga."
    return page(
        "Företag",
        tag(
            "p",
            note,
            " Klockan här är ",
            full_moment(simulator.clock.now().isoformat()),
            ".",
            class_="quiet",
        ),
        table(COLUMNS, rows),
    )


def _row(simulator: State, company: Company) -> list[Child]:
    counts: list[Child] = [
        str(len(company.shelves[kind])) for kind in ("customers", "articles", "orders")
    ]
    is_connected = simulator.grants.is_connected(company.tenant)
    return [
        link(company.name, f"/companies/{company.tenant}"),
        str(company.card["organisation_number"]),
        str(company.tenant),
        state("Kopplad", "good") if is_connected else state("Ej kopplad"),
        *counts,
    ]
