"""Which error an answer becomes, from recordings where there are any."""

import httpx2
import pytest

from tamio.fortnox.client import (
    Article,
    Forbidden,
    FortnoxError,
    Malformed,
    MalformedWrite,
    NoLicence,
    NoScope,
    NotFound,
    NotSent,
    Order,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Unauthorized,
    Unavailable,
)
from tests.fortnox.client.far_side import (
    FarSide,
    Scripted,
    answered,
    fortnox,
    page,
    recorded,
    recording,
)

ORDER = Order(customer_number="1", order_rows=())
PAGE = "<html><body><h1>Underhåll pågår</h1></body></html>"


def html(status: int) -> httpx2.Response:
    return httpx2.Response(status, html=PAGE)


def information(status: int, code: object, message: str = "Nej.") -> httpx2.Response:
    return answered(status, {"ErrorInformation": {"Error": 1, "Message": message, "Code": code}})


def error_of_a_read(*answers: Scripted) -> FortnoxError:
    with pytest.raises(FortnoxError) as caught:
        fortnox(FarSide(*answers)).orders.get("1")
    return caught.value


def error_of_a_write(*answers: Scripted) -> FortnoxError:
    with pytest.raises(FortnoxError) as caught:
        fortnox(FarSide(*answers)).orders.create(ORDER)
    return caught.value


@pytest.mark.parametrize(
    ("name", "kind", "code", "field"),
    [
        ("error_1000029_400", Refused, 1000029, None),
        ("error_2000428_404", NotFound, 2000428, None),
        ("error_2000433_404", NotFound, 2000433, None),
        ("error_2000439_404", NotFound, 2000439, None),
        ("error_2000587_400", Refused, 2000587, None),
        ("error_2000729_400", Refused, 2000729, None),
        ("error_2000919_400", Refused, 2000919, None),
        ("error_2001392_400", Refused, 2001392, None),
        ("error_2001399_400", Refused, 2001399, "account_number"),
        ("error_2002980_400", Refused, 2002980, None),
        ("error_2003151_400", Refused, 2003151, None),
        ("error_2004019_400", Refused, 2004019, None),
        ("error_2004021_400", Refused, 2004021, None),
        ("auth_legacy_403_plaintext", Unauthorized, 2000311, None),
    ],
)
def test_a_recorded_error_keeps_its_code_message_and_request_id(
    name: str, kind: type[FortnoxError], code: int, field: str | None
) -> None:
    error = error_of_a_write(recorded(name))

    assert type(error) is kind
    assert error.code == code
    assert error.status == recording(name)["status"]
    assert error.request_id == recording(name)["headers"].get("X-Uid")
    assert (error.method, error.path) == ("POST", "/3/orders")
    assert not isinstance(error, Refused) or error.field == field


def test_a_message_is_kept_in_fortnox_words() -> None:
    error = error_of_a_write(recorded("error_2001399_400"))

    assert error.message == "Felaktigt fältnamn (account_number)"
    assert "code 2001399" in str(error)
    assert "00457101" in str(error)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 2001101, NoLicence),
        (403, 2001103, NoLicence),
        (400, 2001103, NoLicence),
        (403, 2000663, NoScope),
        (400, 2000663, NoScope),
        (400, 2001393, NoScope),
        (403, 2003275, Forbidden),
        (400, 2003275, Forbidden),
        (403, 9999999, Forbidden),
        (403, 2000310, Unauthorized),
        (400, 2000310, Refused),
        (404, 2000764, Refused),
        (400, "2000588", Refused),
        (405, 2000588, Refused),
    ],
)
def test_a_code_decides_before_the_status(
    status: int, code: object, kind: type[FortnoxError]
) -> None:
    assert type(error_of_a_write(information(status, code))) is kind


@pytest.mark.parametrize("code", [2000359, 2000106, 2000108, 2000134])
def test_a_refused_value_in_parentheses_is_not_taken_for_a_field(code: int) -> None:
    error = error_of_a_write(information(400, code, "Värdet innehåller ej tillåtna tecken. (Hej)"))

    assert isinstance(error, Refused)
    assert error.field is None


@pytest.mark.parametrize(
    "trouble",
    [
        httpx2.ConnectError("[Errno -2] Name or service not known"),
        httpx2.ConnectError("[Errno 111] Connection refused"),
        httpx2.ConnectTimeout("timed out"),
        httpx2.PoolTimeout("no free connection"),
    ],
)
def test_what_never_reached_fortnox_was_not_sent(trouble: Exception) -> None:
    assert type(error_of_a_write(trouble)) is NotSent
    assert type(error_of_a_read(trouble)) is NotSent


LOST: list[Scripted] = [
    httpx2.ReadTimeout("timed out"),
    httpx2.ReadError("[Errno 104] Connection reset by peer"),
    httpx2.WriteTimeout("timed out"),
    httpx2.WriteError("[Errno 32] Broken pipe"),
    httpx2.RemoteProtocolError("Server disconnected without sending a response."),
    information(500, 1000003),
    html(500),
    html(502),
    html(503),
    html(200),
    html(302),
    html(400),
    html(403),
    html(404),
    httpx2.Response(200),
    httpx2.Response(200, content=b'{"Order": {"DocumentNumber": "4'),
    httpx2.Response(200, content=b"\xff\xfe\x00"),
    answered(400, {"status": "maintenance"}),
    answered(404, {"ErrorInformation": {"Message": "Underhåll"}}),
    answered(404, ["ErrorInformation"]),
    answered(404, {"ErrorInformation": "Nej"}),
]


@pytest.mark.parametrize("trouble", LOST, ids=str)
def test_a_write_without_a_usable_answer_has_an_unknown_outcome(trouble: Scripted) -> None:
    assert type(error_of_a_write(trouble)) is OutcomeUnknown


@pytest.mark.parametrize("trouble", LOST, ids=str)
def test_a_read_without_a_usable_answer_is_unavailable(trouble: Scripted) -> None:
    assert type(error_of_a_read(trouble)) is Unavailable


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ({}, None),
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "Mon, 23 Nov 2026 12:00:09 GMT"}, 9.0),
        ({"Retry_After": "Mon, 23 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"Retry_After": "Mon, 23 Nov 2026 11:00:00"}, None),
        ({"Retry_After": "soon"}, None),
    ],
)
def test_a_rate_limit_says_how_long_to_wait_only_if_fortnox_did(
    header: dict[str, str], seconds: float | None
) -> None:
    error = error_of_a_write(answered(429, {"message": "too many"}, **header))

    assert type(error) is RateLimited
    assert error.retry_after == seconds


def test_an_answer_that_lacks_a_field_names_it_without_its_neighbours_values() -> None:
    error = error_of_a_read(
        answered(200, {"Order": {"DocumentNumber": "8", "CustomerName": "Anna Andersson"}})
    )

    assert type(error) is Malformed
    assert "Order.CustomerNumber" in error.message
    assert "Anna" not in repr(error) + str(error)


def test_a_write_that_answers_something_else_is_to_be_looked_up() -> None:
    error = error_of_a_write(answered(201, {"Order": {"DocumentNumber": "8"}}))

    assert type(error) is MalformedWrite
    assert isinstance(error, OutcomeUnknown)
    assert isinstance(error, Malformed)


@pytest.mark.parametrize(
    "body",
    [
        {"Orders": []},
        {"MetaInformation": {"@TotalPages": 1}},
        {"MetaInformation": {"@TotalPages": 1}, "Orders": {}},
        {"MetaInformation": {"@TotalPages": 1}, "Orders": ["8"]},
        {"MetaInformation": {}, "Orders": []},
        {"MetaInformation": [], "Orders": []},
        [],
    ],
)
def test_a_list_of_another_shape_is_malformed(body: object) -> None:
    with pytest.raises(Malformed):
        fortnox(FarSide(answered(200, body))).orders.find(external_invoice_reference_1="T-1")


def test_a_list_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tamio.fortnox.client.envelopes.MOST_PAGES", 3)
    far_side = FarSide(*[page("Accounts", of=10**9)] * 4)

    with pytest.raises(Malformed, match="more than 3 pages"):
        fortnox(far_side).accounts.list(financial_year=1)
    assert len(far_side.requests) == 3


def test_a_known_error_leaves_nothing_to_guess_about_an_article() -> None:
    used = information(400, 2000013, 'Artikelnummer "1" används redan.')

    with pytest.raises(Refused) as caught:
        fortnox(FarSide(used)).articles.create(Article(article_number="1", description="x"))

    assert caught.value.code == 2000013
