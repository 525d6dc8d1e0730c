"""The registers: what holds of all of them, and then what each has of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.simulator.caller import SCOPES, Caller, caller, refusal


@dataclass(frozen=True)
class Register:
    """`least` is the least that a new entry needs besides its code, `change` an update of it."""

    path: str
    name: str
    plural: str
    scope: str
    missing: int
    code: str = "X1"
    key: str = "Code"
    least: Mapping[str, Any] = field(default_factory=lambda: {"Description": "Text"})
    change: Mapping[str, Any] = field(default_factory=lambda: {"Description": "Annan text"})
    location: str = ""
    required: str = "Description"
    is_deleted: bool = True

    def body(self, **fields: Any) -> dict[str, Any]:
        return {self.name: {self.key: self.code, **self.least, **fields}}

    def made(self, fortnox: Caller) -> dict[str, Any]:
        return fortnox.made(self.name, f"/{self.path}", self.body()[self.name])


REGISTERS = [
    Register("units", "Unit", "Units", "settings", 2000432),
    Register("termsofpayments", "TermsOfPayment", "TermsOfPayments", "settings", 2000429,
             location="paymentterms"),
    Register("termsofdeliveries", "TermsOfDelivery", "TermsOfDeliveries", "settings", 2000435,
             is_deleted=False),
    Register("wayofdeliveries", "WayOfDelivery", "WayOfDeliveries", "settings", 2000588,
             required="Code"),
    Register("currencies", "Currency", "Currencies", "currency", 2000427, code="JPY"),
    Register("pricelists", "PriceList", "PriceLists", "price", 2000431, is_deleted=False),
    Register("projects", "Project", "Projects", "project", 2001161, code="901",
             key="ProjectNumber", location="project"),
    Register("costcenters", "CostCenter", "CostCenters", "costcenter", 2000588),
]  # fmt: skip
every_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.path)


@every_register
def test_an_entry_is_made_and_read(register: Register) -> None:
    fortnox = caller()

    response = fortnox.send("POST", f"/{register.path}", register.body())

    made = response.json()[register.name]
    assert response.status_code == 201
    assert response.headers["location"] == (register.location or register.path)
    assert made["@url"] == f"https://api.fortnox.se/3/{register.path}/{register.code}"
    assert {name: made[name] for name in register.least} == register.least
    assert fortnox.get(f"/{register.path}/{register.code}") == (200, {register.name: made})


@every_register
def test_an_entry_is_listed(register: Register) -> None:
    fortnox = caller()
    made = register.made(fortnox)

    listed = fortnox.get(f"/{register.path}?limit=500")[1]

    entries = listed[register.plural]
    assert list(listed) == ["MetaInformation", register.plural]
    assert listed["MetaInformation"]["@TotalResources"] == len(entries)
    (entry,) = [entry for entry in entries if entry[register.key] == register.code]
    assert {name: made[name] for name in entry if name != "@url"} == {
        name: value for name, value in entry.items() if name != "@url"
    }


@every_register
def test_an_update_changes_what_it_names_and_not_the_code(register: Register) -> None:
    fortnox = caller()
    made = register.made(fortnox)

    changes = {**register.change, register.key: "77"}
    status, body = fortnox.put(f"/{register.path}/{register.code}", {register.name: changes})

    assert (status, body[register.name]) == (200, {**made, **register.change})
    assert fortnox.get(f"/{register.path}/{register.code}") == (200, body)
    assert fortnox.get(f"/{register.path}/77")[0] == 404


@every_register
def test_an_entry_that_nothing_names_is_deleted_where_entries_can_be(register: Register) -> None:
    fortnox = caller()
    register.made(fortnox)

    answer = fortnox.delete(f"/{register.path}/{register.code}")

    if not register.is_deleted:
        assert refusal(answer) == (404, 2000764)
        return
    assert answer == (204, None)
    assert fortnox.get(f"/{register.path}/{register.code}")[0] == 404
    register.made(fortnox)


@every_register
def test_a_code_is_used_once(register: Register) -> None:
    fortnox = caller()
    register.made(fortnox)

    answer = fortnox.post(f"/{register.path}", register.body(Description="Annan"))

    assert refusal(answer) == (400, 2000588)
    kept = fortnox.get(f"/{register.path}/{register.code}")[1][register.name]
    assert kept["Description"] == "Text"


@every_register
def test_an_unknown_field_is_refused(register: Register) -> None:
    fortnox = caller()
    register.made(fortnox)
    body = register.body(Colour="red")

    assert refusal(fortnox.post(f"/{register.path}", body)) == (400, 2001399)
    assert refusal(fortnox.put(f"/{register.path}/{register.code}", body)) == (400, 2001399)


@every_register
def test_an_unknown_code_is_not_found(register: Register) -> None:
    fortnox = caller()
    path = f"/{register.path}/4711"

    assert refusal(fortnox.get(path)) == (404, register.missing)
    assert refusal(fortnox.put(path, register.body())) == (404, register.missing)
    if register.is_deleted:
        assert refusal(fortnox.delete(path)) == (404, register.missing)


@every_register
def test_what_is_required_must_be_sent_and_stays(register: Register) -> None:
    fortnox = caller()
    body = register.body()
    del body[register.name][register.required]

    assert refusal(fortnox.post(f"/{register.path}", body)) == (400, 2000588)
    register.made(fortnox)
    cleared = {register.name: {register.required: None}}
    answer = fortnox.put(f"/{register.path}/{register.code}", cleared)
    assert refusal(answer) == (400, 2000699)


@every_register
def test_a_register_needs_its_scope(register: Register) -> None:
    others = tuple(scope for scope in SCOPES if scope != register.scope)
    fortnox = caller(scopes=others)

    assert refusal(fortnox.get(f"/{register.path}")) == (403, 2000663)
    assert refusal(fortnox.post(f"/{register.path}", register.body())) == (403, 2000663)


@every_register
def test_a_body_must_be_wrapped_in_the_entrys_name(register: Register) -> None:
    body = register.body()[register.name]

    assert refusal(caller().post(f"/{register.path}", body)) == (400, 2001392)


@pytest.mark.parametrize(
    ("path", "code", "user"),
    [
        ("units", "st", lambda fortnox: fortnox.article(Unit="st")),
        ("units", "st", lambda fortnox: fortnox.order({"Unit": "st"})),
        ("termsofpayments", "10", lambda fortnox: fortnox.customer(TermsOfPayment="10")),
        ("wayofdeliveries", "P", lambda fortnox: fortnox.order(WayOfDelivery="P")),
        ("currencies", "EUR", lambda fortnox: fortnox.customer(Currency="EUR")),
        ("projects", "7", lambda fortnox: fortnox.order({"Project": "7"})),
        ("projects", "7", lambda fortnox: fortnox.order(Project="7")),
        ("costcenters", "BUT", lambda fortnox: fortnox.customer(CostCenter="BUT")),
    ],
)
def test_what_a_card_a_document_or_a_row_names_cannot_be_deleted(
    path: str, code: str, user: Any
) -> None:
    fortnox = caller(projects={"7": "Ombyggnad"}, cost_centers={"BUT": "Butiken"})
    user(fortnox)

    assert refusal(fortnox.delete(f"/{path}/{code}")) == (400, 2000310)
    assert fortnox.get(f"/{path}/{code}")[0] == 200


def test_the_companys_own_terms_of_payment_cannot_be_deleted() -> None:
    fortnox = caller(settings={"terms_of_payment": "20"})

    assert refusal(fortnox.delete("/termsofpayments/20")) == (400, 2000310)
    assert fortnox.delete("/termsofpayments/30") == (204, None)
    assert refusal(fortnox.delete("/termsofpayments/30")) == (404, 2000429)


def test_terms_of_payment_are_kept_in_capitals_and_alphanumeric() -> None:
    fortnox = caller()
    body = {"TermsOfPayment": {"Code": "45days", "Description": "45 dagar"}}

    assert fortnox.post("/termsofpayments", body)[1]["TermsOfPayment"]["Code"] == "45DAYS"
    assert refusal(fortnox.post("/termsofpayments", body)) == (400, 2000588)
    body["TermsOfPayment"]["Code"] = "45 dagar"
    assert refusal(fortnox.post("/termsofpayments", body)) == (400, 2000106)


def test_terms_of_payment_are_listed_as_they_were_made_under_another_address() -> None:
    fortnox = caller()
    fortnox.made("TermsOfPayment", "/termsofpayments", {"Code": "1", "Description": "1 dag"})

    listed = fortnox.get("/termsofpayments")[1]["TermsOfPayments"]

    assert [terms["Code"] for terms in listed][-2:] == ["KK", "1"]
    assert listed[-1]["@url"] == "https://api.fortnox.se/3/termsofpayment/1"


def test_codes_are_escaped_in_addresses() -> None:
    fortnox = caller()

    units = fortnox.get("/units")[1]["Units"]

    assert "https://api.fortnox.se/3/units/f%C3%B6rp" in [unit["@url"] for unit in units]
    assert fortnox.get("/units/f%C3%B6rp")[1]["Unit"]["CodeEnglish"] == "pack"


def test_a_project_without_a_number_takes_the_next_one() -> None:
    fortnox = caller(series={"projects": 5600})

    numbers = [
        fortnox.made("Project", "/projects", {"Description": "A"})["ProjectNumber"]
        for _ in range(2)
    ]

    assert numbers == ["5600", "5601"]


def test_projects_are_listed_with_few_fields_in_the_order_of_text() -> None:
    fortnox = caller(projects={"2": "Två", "17": {"Description": "Sjutton", "ProjectLeader": "Bo"}})

    listed = fortnox.get("/projects")[1]["Projects"]

    assert [project["ProjectNumber"] for project in listed] == ["17", "2"]
    assert list(listed[0]) == [
        "@url", "Description", "EndDate", "ProjectNumber", "Status", "StartDate",
    ]  # fmt: skip
    found = fortnox.get("/projects?projectleader=bo")[1]["Projects"]
    assert [project["Description"] for project in found] == ["Sjutton"]
    fortnox.state.variants.choose({"listed_documents": "described"})
    assert fortnox.get("/projects")[1]["Projects"][0]["ProjectLeader"] == "Bo"


def test_a_projects_number_holds_no_spaces() -> None:
    body = {"Project": {"Description": "A", "ProjectNumber": "A 1"}}

    assert refusal(caller().post("/projects", body)) == (400, 2000106)


@pytest.mark.parametrize(
    ("field", "value", "code", "message"),
    [
        ("Project", "99", 2000588, "Kunde inte hämta/hitta projekt"),
        ("Project", "Fast pris", 2000106, "Värdet måste vara alfanumeriskt (Fast pris)"),
        ("CostCenter", "NY", 2000588, "Kunde inte hämta/hitta kostnadsställe"),
    ],
)
def test_a_project_or_cost_center_must_exist_to_be_named(
    field: str, value: str, code: int, message: str
) -> None:
    fortnox = caller(projects={"7": "Ombyggnad"}, cost_centers={"BUT": "Butiken"})
    fortnox.customer(Project="7", CostCenter="BUT")
    order = {"CustomerNumber": "1", "OrderRows": []}

    answers = [
        fortnox.post("/customers", {"Customer": {"Name": "A", field: value}}),
        fortnox.put("/customers/1", {"Customer": {field: value}}),
        fortnox.post("/orders", {"Order": {**order, field: value}}),
        fortnox.post("/orders", {"Order": {**order, "OrderRows": [{field: value}]}}),
    ]

    assert [refusal(answer) for answer in answers] == [(400, code)] * 4
    assert {answer[1]["ErrorInformation"]["message"] for answer in answers} == {message}
    made = fortnox.order({"Project": "7", "CostCenter": "BUT"})
    assert (made["Project"], made["CostCenter"]) == ("7", "BUT")


def test_only_the_list_chosen_last_is_preselected_and_new_customers_take_it() -> None:
    fortnox = caller()
    assert fortnox.customer()["PriceList"] == "A"

    fortnox.made("PriceList", "/pricelists", {"Code": "B", "Description": "B", "PreSelected": True})

    listed = fortnox.get("/pricelists")[1]["PriceLists"]
    assert {entry["Code"]: entry["PreSelected"] for entry in listed} == {"A": False, "B": True}
    assert fortnox.customer()["PriceList"] == "B"
