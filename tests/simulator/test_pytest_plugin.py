"""The fixtures that come with the installed package, in a test suite of somebody else."""

import textwrap

import pytest

pytestmark = pytest.mark.integration
pytest_plugins = ["pytester"]

SUITE = """
    import json
    from urllib.request import Request, urlopen

    TENANT = 910001

    def customers(fortnox):
        return fortnox.state.companies[TENANT].shelves["customers"]

    def make_customer(fortnox, name):
        token = fortnox.access_token(TENANT)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        body = json.dumps({"Customer": {"Name": name}}).encode()
        urlopen(Request(f"{fortnox.api_url}/customers", body, headers)).read()

    def test_a_customer_arrives(fortnox):
        make_customer(fortnox, "Bokhandeln")
        fortnox.state.settle({**fortnox.state.settings(), "rate_limit": 1})

        assert [card["Name"] for card in customers(fortnox).values()] == ["Bokhandeln"]
        assert len(fortnox.requests()) == 1

    def test_the_next_test_starts_anew(fortnox):
        assert not customers(fortnox)
        assert fortnox.requests() == []
        assert fortnox.state.settings()["rate_limit"] == 7
"""
CONFTEST = """
    import pytest

    @pytest.fixture(scope="session")
    def fortnox_options():
        return {"rate_limit": 7}
"""


def test_each_test_has_a_simulator_as_it_was_at_the_start(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(textwrap.dedent(SUITE))
    pytester.makeconftest(textwrap.dedent(CONFTEST))

    result = pytester.runpytest_subprocess("-p", "no:django", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=2)
