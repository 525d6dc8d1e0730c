"""The page on which a person says yes or no, and for which company."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.companies.company import Company
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.oauth.scopes import LICENCE_NAMES, SCOPES, missing_licence
from fortnox_simulator.pages.layout import page
from fortnox_simulator.pages.markup import Html, join, tag


def ask(
    client: Client, scopes: list[str], companies: Iterable[Company], request: Request
) -> Response:
    hidden = [
        tag("input", type="hidden", name=name, value=value)
        for name, value in request.query_params.items()
    ]
    choices = [
        _choice(company, scopes, checked=position == 0)
        for position, company in enumerate(companies)
    ]
    form = tag(
        "form",
        hidden,
        tag("p", tag("strong", client.id), " vill få läsa och skriva i ditt företags Fortnox:"),
        tag("ul", [tag("li", SCOPES[scope]) for scope in scopes], class_="scopes"),
        tag("fieldset", tag("legend", "Vilket företag gäller det?"), choices),
        tag(
            "div",
            tag("button", "Godkänn", class_="main", name="decision", value="approve"),
            tag("button", "Neka", name="decision", value="deny"),
            class_="buttons",
        ),
        method="post",
        action="/oauth-v1/auth",
        class_="consent sheet",
    )
    return page("Godkänn koppling", form, refresh=False, narrow=True)


def refused(reason: str) -> Response:
    text = tag(
        "p", reason, " Ingen har fått tillgång till något. Gå tillbaka och börja om kopplingen."
    )
    return page(
        "Kopplingen kan inte visas",
        tag("div", text, class_="sheet"),
        refresh=False,
        narrow=True,
        status=400,
    )


def _choice(company: Company, scopes: list[str], *, checked: bool) -> Html:
    missing = {missing_licence(scope, company.licences) for scope in scopes} - {None}
    names = sorted(LICENCE_NAMES[licence] for licence in missing if licence)
    note = f"Saknar licens: {', '.join(names)}" if names else ""
    details = tag(
        "span",
        join(
            [
                tag("strong", company.name),
                tag("br"),
                tag("span", company.card["organisation_number"], class_="quiet small"),
                tag("br") if note else None,
                tag("span", note, class_="wrong-text small") if note else None,
            ]
        ),
    )
    radio = tag("input", type="radio", name="tenant", value=str(company.tenant), checked=checked)
    return tag("label", radio, details, class_="choice")
