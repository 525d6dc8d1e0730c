"""Codes from before OAuth, which a person made among the company's users in Fortnox."""

from collections.abc import Mapping
from typing import Any

from fortnox_simulator.control.actions import company_of
from fortnox_simulator.faults import Malformed, text
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.state import State

Message = Mapping[str, Any]


def authorization_code(state: State, message: Message) -> object:
    """`{"tenant": 910001, "scopes": ["order"], "client_id": ...}`; the first client unless named.

    Without scopes the code holds all of the client's, as it did then. Raises Malformed.
    """
    company = company_of(state, message)
    client = _client(state, message)
    scopes = _scopes(client, message)
    code = state.grants.legacy.new_code(client=client, tenant=company.tenant, scopes=scopes)
    state.storage.commit()
    return {"authorization_code": code}


def _client(state: State, message: Message) -> Client:
    asked = text(message, "client_id", None) or next(iter(state.clients))
    if asked not in state.clients:
        raise Malformed("client_id", f"must be one of {', '.join(state.clients)}")
    return state.clients[asked]


def _scopes(client: Client, message: Message) -> list[str]:
    scopes = message.get("scopes", sorted(client.scopes))
    known = sorted(client.scopes)
    if not isinstance(scopes, list) or not scopes or any(each not in known for each in scopes):
        raise Malformed("scopes", f"must be a list of {', '.join(known)}")
    return scopes
