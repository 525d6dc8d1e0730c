"""/3/customers."""

from tests.simulator.caller import caller, refusal


def test_a_customer_gets_the_next_free_number() -> None:
    fortnox = caller()
    fortnox.customer(CustomerNumber="2")

    assert [fortnox.customer()["CustomerNumber"] for _ in range(3)] == ["1", "3", "4"]


def test_a_used_number_is_refused() -> None:
    fortnox = caller()
    fortnox.customer(CustomerNumber="K-7")

    status, body = fortnox.post("/customers", {"Customer": {"Name": "B", "CustomerNumber": "K-7"}})

    assert (status, body["ErrorInformation"]["code"]) == (400, 2000637)
    assert body["ErrorInformation"]["message"] == "Kundnummer K-7 används redan."


def test_a_name_is_required() -> None:
    assert refusal(caller().post("/customers", {"Customer": {"City": "Umeå"}})) == (400, 2000588)


def test_an_update_changes_only_what_it_names() -> None:
    fortnox = caller()
    before = fortnox.customer(Name="Gammal", City="Umeå")

    status, body = fortnox.put("/customers/1", {"Customer": {"Name": "Ny"}})

    assert (status, body["Customer"]) == (200, {**before, "Name": "Ny"})


def test_the_country_follows_its_code() -> None:
    fortnox = caller()
    customer = fortnox.customer(CountryCode="no", DeliveryCountryCode="GB")

    assert (customer["CountryCode"], customer["Country"]) == ("NO", "Norge")
    assert customer["DeliveryCountry"] == "Storbritannien"


def test_the_sales_account_is_a_number_when_posted_and_text_when_read() -> None:
    fortnox = caller()

    assert fortnox.customer(SalesAccount="3001")["SalesAccount"] == 3001
    assert fortnox.get("/customers/1")[1]["Customer"]["SalesAccount"] == "3001"


def test_registers_must_hold_the_codes() -> None:
    fortnox = caller()

    for field, value, code in (
        ("Currency", "XAU", 2000427),
        ("TermsOfPayment", "31", 2001700),
        ("PriceList", "Z", 2000431),
        ("TermsOfDelivery", "Q", 2001411),
        ("WayOfDelivery", "Q", 2000588),
    ):
        body = {"Customer": {"Name": "A", field: value}}
        assert refusal(fortnox.post("/customers", body)) == (400, code)
    assert fortnox.customer(TermsOfPayment="kk")["TermsOfPayment"] == "KK"


def test_a_customer_with_orders_cannot_be_deleted() -> None:
    fortnox = caller()
    fortnox.order()

    assert refusal(fortnox.delete("/customers/1")) == (400, 2000310)


def test_a_deleted_number_is_given_to_the_next_customer() -> None:
    fortnox = caller()
    fortnox.customer()
    fortnox.customer()

    assert fortnox.delete("/customers/2") == (204, None)
    assert refusal(fortnox.get("/customers/2")) == (404, 2000433)
    assert fortnox.customer()["CustomerNumber"] == "2"


def test_a_put_without_a_number_is_refused() -> None:
    assert refusal(caller().put("/customers/", {"Customer": {}})) == (400, 2000729)


def test_search_finds_parts_of_words_in_any_case() -> None:
    fortnox = caller()
    fortnox.customer(Name="Bokhandeln i Umeå", OrganisationNumber="559284-5175")
    fortnox.customer(Name="Skivbutiken", Email="info@skivor.example")

    def found(query: str) -> list[str]:
        return [c["CustomerNumber"] for c in fortnox.get(f"/customers?{query}")[1]["Customers"]]

    assert found("name=HANDEL") == ["1"]
    assert found("email=skivor") == ["2"]
    assert found("organisationnumber=559284") == ["1"]
    assert found("name=b&email=skivor") == ["2"]
    assert found("name=absent") == []


def test_inactive_customers_are_found_by_filter() -> None:
    fortnox = caller()
    fortnox.customer(Active=False)
    fortnox.customer()

    for name, number in (("inactive", "1"), ("active", "2")):
        listed = fortnox.get(f"/customers?filter={name}")[1]["Customers"]
        assert [customer["CustomerNumber"] for customer in listed] == [number]
