"""GET and POST /oauth-v1/auth: the request for consent, and the person's answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from fortnox_simulator.numerals import whole_number
from fortnox_simulator.oauth import consent_page, forms
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.oauth.scopes import INTEGRATION, missing_licence
from fortnox_simulator.state import State


@dataclass(frozen=True)
class Asked:
    """A request for consent that may be shown to a person."""

    client: Client
    redirect_uri: str
    state: str
    scopes: list[str]
    service: bool


class NoReturn(Exception):
    """Client or return address are wrong: nothing may be sent there, so a page says what is."""


class Returned(Exception):
    """The request is refused, and its sender hears of it at its return address."""

    def __init__(self, redirect_uri: str, **answer: str) -> None:
        self.address = f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(answer)}"
        super().__init__(answer.get("error", ""))


async def show(state: State, request: Request) -> Response:
    try:
        asked = _read(state, request.query_params)
    except NoReturn as error:
        return consent_page.refused(str(error))
    except Returned as answer:
        return RedirectResponse(answer.address, 302)
    return consent_page.ask(asked.client, asked.scopes, state.companies.values(), request)


async def decide(state: State, request: Request) -> Response:
    """The form's post: the same parameters, the chosen `tenant`, and `decision`."""
    form = await forms.fields(request)
    try:
        asked = _read(state, {**request.query_params, **form})
        address = _decided(state, asked, form)
    except NoReturn as error:
        return consent_page.refused(str(error))
    except Returned as answer:
        address = answer.address
    state.storage.commit()
    return RedirectResponse(address, 302)


def _read(state: State, given: Mapping[str, str]) -> Asked:
    client = state.clients.get(given.get("client_id", ""))
    if client is None:
        raise NoReturn("Integrationen är inte känd: client_id finns inte i registret.")
    address = given.get("redirect_uri", "")
    if not client.may_return_to(address):
        raise NoReturn("redirect_uri är inte den som är registrerad för integrationen.")
    token = given.get("state", "")
    scopes = given.get("scope", "").split()
    service = given.get("account_type") == "service"
    fault, description = _fault(client, given, scopes, service=service)
    if fault:
        raise Returned(address, error=fault, error_description=description, state=token)
    return Asked(client, address, token, scopes, service)


def _fault(
    client: Client, given: Mapping[str, str], scopes: list[str], *, service: bool
) -> tuple[str, str]:
    if given.get("response_type") != "code":
        return "unsupported_response_type", "The response type must be code"
    if not given.get("state"):
        return "invalid_request", "The state parameter is missing"
    unknown = [scope for scope in scopes if scope not in client.scopes]
    if unknown or not scopes:
        return "invalid_scope", f"An unsupported scope was requested: {' '.join(unknown)}"
    if given.get("account_type", "service") != "service":
        return "invalid_request", "The account type is unknown"
    if service and not client.service_account:
        return "invalid_request", "Client does not allow service account"
    return "", ""


def _decided(state: State, asked: Asked, form: Mapping[str, str]) -> str:
    """The address to go back to with a code. Raises Returned when it is no."""
    company = state.companies.get(whole_number(form.get("tenant", "")) or 0)
    if form.get("decision") != "approve" or company is None:
        raise Returned(
            asked.redirect_uri,
            error="access_denied",
            error_description="The resource owner denied the request",
            state=asked.state,
        )
    missing = [scope for scope in asked.scopes if missing_licence(scope, company.licences)]
    if missing or INTEGRATION not in company.licences:
        raise Returned(
            asked.redirect_uri,
            error="invalid_scope",
            error_description=f"No active licence for the requested scope: {' '.join(missing)}",
            state=asked.state,
        )
    consent = state.grants.give_consent(
        client=asked.client, tenant=company.tenant, scopes=asked.scopes, service=asked.service
    )
    code = state.grants.new_code(consent, redirect_uri=asked.redirect_uri)
    return Returned(asked.redirect_uri, code=code, state=asked.state).address
