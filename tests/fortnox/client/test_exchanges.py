"""What is kept of a request and its answer, and what never is."""

import traceback

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.fortnox.client import Customer, Exchange, FortnoxError, Order
from tamio.fortnox.client.exchange import ANSWER_LIMIT
from tamio.fortnox.client.scrubbing import scrub
from tests.fortnox.client.far_side import NOON, FarSide, answered, fortnox, page, recorded

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJ0ZW5hbnRJZCI6MX0.c2lnbmF0dXJlLW9mLWEtdG9rZW4"
OPAQUE = "0123456789abcdef0123456789abcdef01234567"
HEADER_TOKEN = "seldom-seen-token-77"


def test_an_exchange_holds_the_request_and_the_answer() -> None:
    exchanges: list[Exchange] = []
    far_side = FarSide(recorded("customer_create_countrycode"))

    fortnox(far_side, exchanges=exchanges).customers.create(Customer(name="Ann"))

    (exchange,) = exchanges
    assert (exchange.method, exchange.path, exchange.status) == ("POST", "/3/customers", 201)
    assert exchange.request_body == '{"Customer":{"Name":"Ann"}}'
    assert exchange.answer_body is not None
    assert '"CustomerNumber":"248"' in exchange.answer_body
    assert (exchange.started_at, exchange.failure, exchange.request_id) == (NOON, None, "27a7106c")
    assert exchange.duration_ms >= 0


def test_a_read_has_no_request_body_and_keeps_its_query() -> None:
    exchanges: list[Exchange] = []

    fortnox(FarSide(page("Accounts")), exchanges=exchanges).accounts.list(financial_year=2)

    assert exchanges[0].request_body is None
    assert exchanges[0].path == "/3/accounts?financialyear=2&limit=500&page=1"


def test_a_failure_is_on_record_before_it_is_raised() -> None:
    exchanges: list[Exchange] = []
    client = fortnox(FarSide(httpx2.ReadTimeout("timed out")), exchanges=exchanges)

    with pytest.raises(FortnoxError):
        client.orders.create(Order(customer_number="1"))

    assert exchanges[0].status is None
    assert exchanges[0].answer_body is None
    assert exchanges[0].failure == "OutcomeUnknown: ReadTimeout: timed out"


def test_both_requests_around_a_401_are_on_record() -> None:
    exchanges: list[Exchange] = []
    far_side = FarSide(recorded("api_401_expired_access_token"), recorded("order_get"))

    fortnox(far_side, exchanges=exchanges).orders.get("1")

    assert [exchange.status for exchange in exchanges] == [401, 200]


def test_a_long_answer_is_cut_and_says_so() -> None:
    exchanges: list[Exchange] = []
    client = fortnox(FarSide(httpx2.Response(503, text="å" * 50_000)), exchanges=exchanges)

    with pytest.raises(FortnoxError):
        client.orders.get("1")

    assert exchanges[0].answer_body is not None
    assert exchanges[0].answer_body.startswith("å" * ANSWER_LIMIT)
    assert exchanges[0].answer_body.endswith("[cut: 50000 characters in all]")


@pytest.mark.parametrize("secret", [JWT, OPAQUE, HEADER_TOKEN])
@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
def test_a_token_that_fortnox_echoes_is_neither_kept_nor_raised(secret: str, status: int) -> None:
    exchanges: list[Exchange] = []
    told = {"error": 1, "message": f"Ogiltig token: {secret}", "code": 2000588}
    far_side = FarSide(*[answered(status, {"ErrorInformation": told, "access_token": secret})] * 3)
    client = fortnox(far_side, exchanges=exchanges, token=lambda renew: secret)

    with pytest.raises(FortnoxError) as caught:
        client.orders.create(Order(customer_number=secret))

    assert secret not in repr(exchanges)
    assert secret not in "".join(traceback.format_exception(caught.value))
    assert secret not in repr(caught.value.__dict__)


@pytest.mark.parametrize(
    "trouble",
    [
        httpx2.LocalProtocolError(f"Illegal header value b'Bearer {HEADER_TOKEN}'"),
        httpx2.ConnectError(f"no route with {JWT}"),
    ],
)
def test_a_failure_that_quotes_the_header_loses_it(trouble: httpx2.RequestError) -> None:
    exchanges: list[Exchange] = []
    client = fortnox(FarSide(trouble), exchanges=exchanges, token=lambda renew: HEADER_TOKEN)

    with pytest.raises(FortnoxError) as caught:
        client.orders.get("1")

    shown = repr(exchanges) + repr(caught.value) + str(caught.value)
    assert HEADER_TOKEN not in shown
    assert JWT not in shown
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    "text",
    [
        f'{{"access_token":"{HEADER_TOKEN}","expires_in":3600}}',
        f'{{"refresh_token" : "{HEADER_TOKEN}"}}',
        f"client_secret={HEADER_TOKEN}",
        f"grant_type=refresh_token&refresh_token={HEADER_TOKEN}&x=1",
        f"Authorization: Bearer {HEADER_TOKEN}",
        f"{JWT[:40]}",
    ],
)
def test_text_shaped_like_a_secret_is_taken_out(text: str) -> None:
    kept = scrub(text)

    assert HEADER_TOKEN not in kept
    assert JWT[:40] not in kept


@pytest.mark.parametrize(
    "text",
    [
        '{"Description":"Basic membership, bearer of good news"}',
        '{"ErrorInformation":{"error":1,"message":"Nej","code":2000428}}',
        '{"ExternalInvoiceReference1":"TAMIO-0192f0c1d2e34f5a6b7c8d9e0f1a2b3c"}',
        "Beställning 860101-8735, 1 234,50 kr",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert scrub(text, known="t") == text


@given(st.text(), st.text(alphabet="abcXYZ019-_.~", min_size=6), st.text())
def test_the_token_in_use_never_survives(before: str, token: str, after: str) -> None:
    assert token not in scrub(before + token + after, known=token)


def test_a_kept_answer_holds_no_character_that_a_database_refuses() -> None:
    exchanges: list[Exchange] = []
    client = fortnox(FarSide(httpx2.Response(503, content=b"a\x00b")), exchanges=exchanges)

    with pytest.raises(FortnoxError):
        client.orders.get("1")

    assert exchanges[0].answer_body == "a\ufffdb"
