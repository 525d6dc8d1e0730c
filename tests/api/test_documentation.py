import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.api.calls import Caller, sale
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def described() -> Any:
    return Client().get("/api/v1/openapi.json").json()


def test_every_operation_names_every_error_it_can_answer_with(described: Any) -> None:
    paths = described["paths"]

    assert set(paths["/api/v1/invoices"]["post"]["responses"]) == {
        "200", "201", "400", "401", "403", "411", "413", "415", "422",
    }  # fmt: skip
    assert set(paths["/api/v1/invoices/{number}"]["get"]["responses"]) == {"200", "401", "404"}


def test_every_answer_says_what_it_means(described: Any) -> None:
    for path in described["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            for answer in operation["responses"].values():
                assert answer["description"].endswith(".")


def test_every_field_has_words_or_an_example(described: Any) -> None:
    for name, schema in described["components"]["schemas"].items():
        for field, said in schema["properties"].items():
            assert {"description", "examples", "$ref", "anyOf", "items"} & set(said), (name, field)


def test_the_examples_are_a_sale_that_is_taken(described: Any) -> None:
    schemas = described["components"]["schemas"]

    def example(name: str) -> dict[str, Any]:
        fields = schemas[name]["properties"].items()
        return {field: value(said) for field, said in fields if not is_alternative(said)}

    def is_alternative(said: Any) -> bool:
        return str(said.get("description")).startswith("In place of")

    def value(said: Any) -> Any:
        if "$ref" in said:
            return example(said["$ref"].rsplit("/", 1)[1])
        if "items" in said:
            return [value(said["items"])]
        if "examples" in said:
            return said["examples"][0]
        return value(next(iter(said.get("anyOf") or said["oneOf"])))

    answer = Caller(make_store()).post(example("InvoiceIn"))
    assert answer.status_code == 201, answer.json()


def test_closed_lists_are_described_as_such(described: Any) -> None:
    schemas = described["components"]["schemas"]

    assert schemas["LineIn"]["properties"]["type"]["enum"] == [
        "physical", "service", "digital", "gift_card",
    ]  # fmt: skip
    assert schemas["CustomerIn"]["properties"]["type"]["enum"] == ["private", "company"]
    assert "submitted" in schemas["SubmissionOut"]["properties"]["state"]["enum"]


def test_the_page_loads_our_own_files_only_and_runs_nothing_inline() -> None:
    page = Client().get("/api/v1/docs").content.decode()

    loaded = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert loaded
    for address in loaded:
        assert address.startswith("/static/")
        assert finders.find(address.removeprefix("/static/"))
    for script in re.findall("<script[^>]*>", page):
        assert "src=" in script or "application/json" in script


@pytest.mark.parametrize("path", ["docs", "openapi.json"])
def test_the_documentation_is_there_to_be_read_only(path: str) -> None:
    client, address = Client(enforce_csrf_checks=True), f"/api/v1/{path}"

    assert client.get(address).status_code == 200
    assert client.post(address, sale(), content_type="application/json").status_code == 405
