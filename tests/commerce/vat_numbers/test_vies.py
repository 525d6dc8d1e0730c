"""VIES has three answers: valid, not valid, and none. Nothing else is ever made of what it says."""

import pytest

from tamio.commerce.customers.vat_numbers.register import Entry, Unreachable
from tamio.commerce.customers.vat_numbers.vies import Vies
from tests.commerce.vat_numbers.server import NOT_THERE, WELL, Register, trouble

pytestmark = pytest.mark.integration
OURS = "SE556703748501"


def look_up(register: Register, *, asked_by: str = OURS) -> Entry:
    return Vies(register.url).look_up("DE136695976", asked_by=asked_by)


def test_a_number_in_force_comes_with_proof_and_the_registered_name(register: Register) -> None:
    assert look_up(register) == Entry(
        is_valid=True,
        consultation_number="WAPIAAAAZ1a2b3c4",
        name="GLASHÜTTE GMBH",
        address="HAUPTSTR. 1 10115 BERLIN",
    )
    assert register.asked == [
        {
            "countryCode": "DE",
            "vatNumber": "136695976",
            "requesterMemberStateCode": "SE",
            "requesterNumber": "556703748501",
        }
    ]


def test_a_number_not_in_force_has_proof_too_and_dashes_are_no_name(register: Register) -> None:
    register.answers = [(200, NOT_THERE)]
    assert look_up(register) == Entry(is_valid=False, consultation_number="WAPIAAAAZ9z8y7x6")


def test_without_a_number_of_ones_own_one_asks_without_proof(register: Register) -> None:
    register.answers = [(200, {"valid": True, "userError": "VALID"})]
    assert look_up(register, asked_by="") == Entry(is_valid=True)
    assert register.asked == [{"countryCode": "DE", "vatNumber": "136695976"}]


def test_an_asker_that_vies_does_not_know_asks_again_without_its_name(register: Register) -> None:
    register.answers = [(400, trouble("INVALID_REQUESTER_INFO")), (200, {"valid": False})]
    assert look_up(register) == Entry(is_valid=False)
    assert ["requesterNumber" in asked for asked in register.asked] == [True, False]


@pytest.mark.parametrize(
    ("status", "content", "said", "everyone"),
    [
        (200, {"valid": False, "userError": "MS_UNAVAILABLE"}, "MS_UNAVAILABLE", False),
        (200, {"valid": False, "userError": "TIMEOUT"}, "TIMEOUT", False),
        (400, trouble("MS_MAX_CONCURRENT_REQ"), "MS_MAX_CONCURRENT_REQ", False),
        (500, trouble("GLOBAL_MAX_CONCURRENT_REQ"), "GLOBAL_MAX_CONCURRENT_REQ", True),
        (500, trouble("SERVICE_UNAVAILABLE"), "SERVICE_UNAVAILABLE", True),
        (403, trouble("IP_BLOCKED"), "IP_BLOCKED", True),
        (503, "<html>Maintenance</html>", "HTTP 503", True),
        (200, [WELL], "HTTP 200", True),
        (200, {}, "does not say", True),
        (200, {"valid": "yes"}, "does not say", True),
    ],
)
def test_all_else_is_no_answer_and_never_a_no(
    register: Register, status: int, content: object, said: str, *, everyone: bool
) -> None:
    register.answers = [(status, content)]
    with pytest.raises(Unreachable, match=said) as raised:
        look_up(register)
    assert raised.value.everyone is everyone


def test_nobody_there_is_no_answer() -> None:
    with pytest.raises(Unreachable) as raised:
        Vies("http://127.0.0.1:9/rest-api").look_up("DE136695976", asked_by="")
    assert raised.value.everyone
