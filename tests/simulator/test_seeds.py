"""What a seed fills the registers with, and how it is told what they refuse."""

from typing import Any

import pytest

from fortnox_simulator.companies.seed_registers import REGISTERS, defaults
from tests.simulator.caller import Caller, caller


def codes(fortnox: Caller, path: str, plural: str, key: str = "Code") -> list[str]:
    return [entry[key] for entry in fortnox.get(f"/{path}")[1][plural]]


def test_a_new_company_has_the_usual_registers() -> None:
    fortnox = caller()

    assert codes(fortnox, "currencies", "Currencies") == ["DKK", "EUR", "GBP", "NOK", "SEK", "USD"]
    assert codes(fortnox, "pricelists", "PriceLists") == ["A"]
    assert codes(fortnox, "termsofdeliveries", "TermsOfDeliveries") == ["FRITT", "FVL"]
    assert codes(fortnox, "wayofdeliveries", "WayOfDeliveries") == ["B", "H", "P"]
    assert codes(fortnox, "projects", "Projects", "ProjectNumber") == []
    assert codes(fortnox, "costcenters", "CostCenters") == []


def test_a_seed_adds_to_the_registers_by_text_or_by_fields() -> None:
    fortnox = caller(
        units={"pall": "Pall", "st": {"CodeEnglish": "ea"}},
        cost_centers={"BUT": {"Description": "Butiken", "Active": False}},
    )

    assert fortnox.get("/units/pall")[1]["Unit"]["Description"] == "Pall"
    st = fortnox.get("/units/st")[1]["Unit"]
    assert (st["Description"], st["CodeEnglish"]) == ("styck", "ea")
    assert fortnox.get("/costcenters/BUT")[1]["CostCenter"]["Active"] is False


def test_a_seeds_settings_may_list_the_codes_instead() -> None:
    fortnox = caller(
        settings={
            "currencies": ["EUR", "ISK"],
            "price_lists": ["A", "B"],
            "terms_of_delivery": ["EXW"],
            "ways_of_delivery": ["P"],
        }
    )

    assert codes(fortnox, "currencies", "Currencies") == ["EUR", "ISK", "SEK"]
    assert codes(fortnox, "pricelists", "PriceLists") == ["A", "B"]
    assert codes(fortnox, "termsofdeliveries", "TermsOfDeliveries") == ["EXW"]
    assert codes(fortnox, "wayofdeliveries", "WayOfDeliveries") == ["P"]


@pytest.mark.parametrize(
    ("company", "field"),
    [
        ({"units": ["st"]}, "companies.units"),
        ({"projects": {"A 1": "A"}}, "companies.projects.A 1"),
        ({"cost_centers": {"TOOLONG": "A"}}, "companies.cost_centers.TOOLONG"),
        ({"currencies": {"QQQ": "Q"}}, "companies.currencies.QQQ"),
        ({"prices": [{"ArticleNumber": "1", "PriceList": "A"}]}, "companies.prices[0]"),
        ({"locked_until": "soon"}, "companies.locked_until"),
        ({"country_code": "XX"}, "companies.country_code"),
    ],
)
def test_a_seed_that_the_registers_refuse_names_the_entry(
    company: dict[str, Any], field: str
) -> None:
    described = {"tenant": 1, "name": "B", "organisation_number": "1", **company}
    message = {"seed": {"companies": [described]}}

    response = caller().http.post("/_simulator/reset", json=message)

    assert (response.status_code, response.json()["field"]) == (400, field)


def test_the_usual_registers_pass_the_rules_that_a_seeds_own_must() -> None:
    entries: dict[str, Any] = dict(defaults())
    as_usual, by_the_rules = caller().company, caller(**entries).company

    for register in REGISTERS.values():
        usual, ruled = (company.shelves[register.path] for company in (as_usual, by_the_rules))
        assert [register.shown(entry) for entry in usual.values()] == [
            register.shown(entry) for entry in ruled.values()
        ]
