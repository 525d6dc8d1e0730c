"""What is kept of a session: enough for its person to know it by, and no more."""

from datetime import timedelta

import pytest

from tamio.commerce.audit.models import Change
from tamio.commerce.people import sign_ins
from tamio.commerce.people.forgetting import forget
from tamio.commerce.people.models import Membership, SignIn
from tamio.commerce.people.roles import Role
from tests.factories import NOW, make_agency, make_member, make_store

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Mobile Safari/604"


def kept(agent: str = "", languages: str = "") -> SignIn:
    user = make_member(store=make_store())
    return sign_ins.keep(
        user, session_key="key", agent=agent, languages=languages, how="password", now=NOW
    )


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Linux"),
        (EDGE, "Edge", "Windows"),
        (IPHONE, "Safari", "iPhone"),
        ("curl/8", "", ""),
    ],
)
def test_a_device_is_told_by_its_browser_and_system(agent: str, browser: str, system: str) -> None:
    row = kept(agent=agent)
    assert (row.browser, row.system) == (browser, system)


@pytest.mark.parametrize(
    ("languages", "language"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv-SE"),
        ("en", "en"),
        ("", ""),
        ("*", ""),
        ("x" * 500, ""),
        ("<script>", ""),
    ],
)
def test_a_place_is_told_by_the_language_the_browser_asks_for(
    languages: str, language: str
) -> None:
    assert kept(languages=languages).language == language


def test_signing_in_is_told_in_every_store_that_the_person_reaches() -> None:
    agency = make_agency()
    own, client, client_too = make_store(), make_store(agency=agency), make_store(agency=agency)
    make_store()
    user = make_member(store=own)
    Membership.objects.create(user=user, agency=agency, role=Role.AGENCY)
    sign_ins.keep(user, session_key="k", agent="", languages="", how="passkey", now=NOW)
    told = Change.objects.filter(subject_kind="sign-in", by=user.email, after="passkey")
    assert set(told.values_list("store_id", flat=True)) == {own.pk, client.pk, client_too.pk}


def test_a_session_that_ended_long_ago_is_forgotten() -> None:
    kept()
    forget(lambda: NOW + timedelta(days=29))
    assert SignIn.objects.count() == 1
    forget(lambda: NOW + timedelta(days=31))
    assert SignIn.objects.count() == 0
