"""What stands in a new company's registers: the defaults beside this, and what its seed names."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.faults import Malformed
from fortnox_simulator.resources import (
    cost_centers,
    currencies,
    price_lists,
    projects,
    terms_of_delivery,
    terms_of_payment,
    units,
    ways_of_delivery,
)
from fortnox_simulator.resources.call import Call
from fortnox_simulator.resources.code_register import CodeRegister

Entries = dict[str, Document]
# By the field of a seed that adds to it: code to text, or code to fields.
REGISTERS: dict[str, CodeRegister] = {
    "units": units.REGISTER,
    "terms_of_payment": terms_of_payment.REGISTER,
    "terms_of_delivery": terms_of_delivery.REGISTER,
    "ways_of_delivery": ways_of_delivery.REGISTER,
    "currencies": currencies.REGISTER,
    "price_lists": price_lists.REGISTER,
    "projects": projects.REGISTER,
    "cost_centers": cost_centers.REGISTER,
}
# A seed's settings may still list the codes of these, in place of the defaults.
LISTED = {"currencies", "price_lists", "terms_of_delivery", "ways_of_delivery"}


def fill(description: Mapping[str, Any], call: Callable[[object], Call]) -> None:
    """Fills each register; what the seed names passes the rules of the API.

    `call` makes a call of a body. Raises Malformed, which names the field and the code.
    """
    for name, register in REGISTERS.items():
        codes = _codes(name, description.get("settings", {}))
        given = _given(name, codes, description.get(name, {}))
        for code in codes:
            if code not in given:
                register.file(call(None), {register.key: code, **defaults()[name][code]})
        for code, fields in given.items():
            body = {register.name: {register.key: code, **fields}}
            try:
                register.create(call(body))
            except FortnoxError as refusal:
                raise Malformed(f"companies.{name}.{code}", refusal.message) from refusal


def _codes(name: str, settings: Mapping[str, Any]) -> list[str]:
    """Of the defaults, or those that the settings list; kronor are always among the currencies."""
    if name not in LISTED or name not in settings:
        return list(defaults()[name])
    always = [currencies.HOME] if name == "currencies" else []
    return list(dict.fromkeys([*always, *settings[name]]))


def _given(name: str, codes: Iterable[str], said: object) -> Entries:
    """What the seed says itself, laid over the default of the same code."""
    if not isinstance(said, dict):
        raise Malformed(f"companies.{name}", "must be an object: code to text, or to fields")
    usual = defaults()[name]
    named: dict[str, object] = {code: code for code in codes if code not in usual}
    return {
        code: usual.get(code, {}) | (it if isinstance(it, dict) else {"Description": it})
        for code, it in (named | said).items()
    }


@cache
def defaults() -> dict[str, Entries]:
    """What every new company has, by the field of a seed and by code."""
    entries: dict[str, Entries] = json.loads(
        (Path(__file__).parent / "registers.json").read_text("utf-8")
    )
    return entries
