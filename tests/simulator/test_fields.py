"""Fields: unknown ones, read-only ones, types, characters, lengths, clearing."""

import pytest

from tests.simulator.caller import caller, refusal


def test_an_unknown_field_is_refused_by_its_name() -> None:
    status, body = caller().post("/customers", {"Customer": {"Name": "A", "Mobile": "070"}})

    assert (status, body["ErrorInformation"]["code"]) == (400, 2001399)
    assert body["ErrorInformation"]["message"] == "Felaktigt fältnamn (Mobile)"


@pytest.mark.parametrize("field", ["VATType", "VatType", "CountryCode", "Quantity"])
def test_fields_that_others_expect_on_an_order_are_unknown(field: str) -> None:
    fortnox = caller()
    fortnox.customer()

    body = {"Order": {"CustomerNumber": "1", "OrderRows": [], field: "SE"}}

    assert refusal(fortnox.post("/orders", body)) == (400, 2001399)


def test_quantity_on_a_row_is_unknown() -> None:
    fortnox = caller()
    fortnox.customer()

    body = {"Order": {"CustomerNumber": "1", "OrderRows": [{"Quantity": 1}]}}

    assert refusal(fortnox.post("/orders", body)) == (400, 2001399)


def test_the_price_of_an_article_is_written_elsewhere() -> None:
    body = {"Article": {"Description": "A", "SalesPrice": 10}}

    assert refusal(caller().post("/articles", body)) == (400, 2000321)


def test_what_fortnox_works_out_cannot_be_sent() -> None:
    fortnox = caller()
    order = fortnox.order()

    assert refusal(fortnox.put("/orders/1", {"Order": order})) == (400, 2000321)


@pytest.mark.parametrize("body", [None, [], {}, {"Name": "A"}, "text", {"Customers": {}}])
def test_a_body_must_be_wrapped_in_the_name_of_its_resource(body: object) -> None:
    assert refusal(caller().post("/customers", body)) == (400, 2001392)


def test_a_body_that_is_no_json_is_refused() -> None:
    fortnox = caller()

    for broken in (b"{", b"{'Customer': 1}", b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'):
        response = fortnox.send("POST", "/customers", content=broken)
        assert response.json()["ErrorInformation"]["code"] == 2002115


def test_a_row_must_be_an_object() -> None:
    fortnox = caller()
    fortnox.customer()

    sent: list[object] = [["text"], "text", {"0": {}}]
    for rows in sent:
        body = {"Order": {"CustomerNumber": "1", "OrderRows": rows}}
        assert refusal(fortnox.post("/orders", body)) == (400, 2002649)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("Active", "perhaps", 2000134),
        ("InvoiceDiscount", "ten", 2000108),
        ("InvoiceDiscount", "NaN", 2000108),
        ("InvoiceDiscount", True, 2000108),
        ("InvoiceDiscount", "1e400", 2000108),
        ("Name", {"first": "A"}, 2002649),
        ("Name", "A" * 1025, 2000107),
        ("ZipCode", "123 456 789", 2000107),
        ("Type", "OTHER", 2000588),
        ("CountryCode", "XX", 2000919),
        ("VATNumber", "123456-7890", 2004194),
        ("SalesAccount", "300", 2000588),
        ("SalesAccount", "30A1", 2000108),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(field: str, value: object, code: int) -> None:
    body = {"Customer": {"Name": "A", field: value}}

    assert refusal(caller().post("/customers", body)) == (400, code)


@pytest.mark.parametrize(
    "character", ['"', "'", "<", "[", "{", "|", "~", "—", "…", "·", "😀", "\t"]
)
def test_a_character_outside_the_set_refuses_the_whole_document(character: str) -> None:
    fortnox = caller()
    fortnox.customer()
    row = {"Description": f"Te {character} kaffe", "DeliveredQuantity": "1"}

    body = {"Order": {"CustomerNumber": "1", "OrderRows": [{"Description": "Bra"}, row]}}

    assert refusal(fortnox.post("/orders", body)) == (400, 2000359)
    assert not fortnox.company.shelves["orders"]


@pytest.mark.parametrize(
    "text", ["Åsa Öst & Co – 5’ (½) §7", "Ελλάδα Привет 你好", "a\u00a0b", "1²³"]
)
def test_letters_of_any_script_and_the_official_signs_are_taken(text: str) -> None:
    assert caller().customer(Name=text)["Name"] == text


@pytest.mark.parametrize("text", ["¼", "①", "Ⅷ", "٣"])
def test_numbers_that_are_no_ascii_digits_are_not_taken(text: str) -> None:
    assert refusal(caller().post("/customers", {"Customer": {"Name": text}})) == (400, 2000359)


def test_an_empty_text_never_clears_and_null_does() -> None:
    fortnox = caller()
    fortnox.customer(City="Umeå", Phone1="090-1", Email="a@example.com")

    fortnox.put("/customers/1", {"Customer": {"City": "", "Phone1": None, "Email": "API_BLANK"}})

    customer = fortnox.get("/customers/1")[1]["Customer"]
    assert (customer["City"], customer["Phone1"], customer["Email"]) == ("Umeå", None, "")


def test_a_required_field_cannot_be_cleared() -> None:
    fortnox = caller()
    fortnox.customer()

    for blank in (None, "API_BLANK"):
        answer = fortnox.put("/customers/1", {"Customer": {"Name": blank}})
        assert refusal(answer) == (400, 2000699)


def test_numbers_and_flags_may_come_as_text() -> None:
    customer = caller().customer(Name=12, Active="false", InvoiceDiscount="2.5")

    assert (customer["Name"], customer["Active"]) == ("12", False)
    assert customer["InvoiceDiscount"] == 2.5


@pytest.mark.parametrize("quantity", ["1_000", " 1", "NaN", "1,5", "1e999999"])
def test_a_quantity_is_a_number_and_nothing_that_looks_like_one(quantity: str) -> None:
    fortnox = caller()
    fortnox.customer()
    row = {"Price": 1, "DeliveredQuantity": quantity}

    answer = fortnox.post("/orders", {"Order": {"CustomerNumber": "1", "OrderRows": [row]}})

    assert refusal(answer) == (400, 2000108)
