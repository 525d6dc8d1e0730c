"""Which of the five answers an error is, and that each says what to do."""

from datetime import UTC, datetime, timedelta

import pytest

from tamio.fortnox.client import errors
from tamio.fortnox.sync.answers import outcome_of
from tamio.outbox.outcome import Bug, Later, NeedsSettings, Reconnect, Rejected

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def refused(code: int, message: str = "Fel.") -> errors.Refused:
    return errors.Refused(message, status=400, code=code)


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (errors.NotSent("ConnectError"), Later),
        (errors.Unavailable("", status=503), Later),
        (errors.OutcomeUnknown("ReadTimeout"), Later),
        (errors.MalformedWrite("total is missing"), Later),
        (errors.Malformed("total is missing"), Later),
        (errors.RateLimited("", status=429), Later),
        (errors.InvalidClient(error="invalid_client"), Later),
        (errors.OAuthError(error="server_error"), Later),
        (errors.InvalidGrant(error="invalid_grant"), Reconnect),
        (errors.ConsentRefused(error="access_denied"), Reconnect),
        (errors.Unauthorized("unauthorized", status=401), Reconnect),
        (errors.NoScope("", status=403, code=2000663), Reconnect),
        (errors.Forbidden("", status=403, code=2003275), Reconnect),
        (errors.NoLicence("", status=400, code=2001101), NeedsSettings),
        (refused(2001304), NeedsSettings),
        (refused(2000550), NeedsSettings),
        (refused(2000427), NeedsSettings),
        (refused(2000359, "Värdet innehåller ej tillåtna tecken."), Rejected),
        (refused(2004194, "Ogiltigt VAT-nummer."), Rejected),
        (refused(9999999, "Något nytt."), Rejected),
        (refused(2001399, "Felaktigt fältnamn (X)"), Bug),
        (refused(2002649, "Felaktig datastruktur."), Bug),
    ],
)
def test_each_error_is_one_of_five_answers(
    error: errors.FortnoxError, answer: type[Later | Reconnect | NeedsSettings | Rejected | Bug]
) -> None:
    outcome = outcome_of(error, now=NOW)
    assert isinstance(outcome, answer)
    for words in (outcome.problem.message, outcome.problem.remedy):
        assert words.sv.endswith((".", "!")) or error.message in words.sv
        assert words.en


def test_a_rate_limit_rests_the_lane_and_costs_no_try() -> None:
    outcome = outcome_of(errors.RateLimited("", status=429, retry_after=7), now=NOW)
    assert isinstance(outcome, Later)
    assert outcome.counts_as_try is False
    assert outcome.rests_until == NOW + timedelta(seconds=7)


def test_an_unreachable_fortnox_is_noticed_once_for_the_whole_lane() -> None:
    outcome = outcome_of(errors.NotSent("ConnectError"), now=NOW)
    assert isinstance(outcome, Later)
    assert outcome.whole_lane is True


def test_one_document_that_fortnox_chokes_on_does_not_stop_the_others() -> None:
    outcome = outcome_of(errors.OutcomeUnknown("", status=500), now=NOW)
    assert isinstance(outcome, Later)
    assert outcome.whole_lane is False


def test_a_rejection_names_the_field_that_fortnox_named() -> None:
    error = refused(2000919, "Ogiltigt land: South Korea (Country)")
    error.field = "Country"
    outcome = outcome_of(error, now=NOW)
    assert isinstance(outcome, Rejected)
    assert outcome.problem.field == "Country"
    assert "South Korea" in outcome.problem.message.sv
