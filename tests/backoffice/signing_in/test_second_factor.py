"""The second factor: set up, asked for, written down in the audit trail, required by a store."""

from allauth.mfa.models import Authenticator
from django.test import Client

from tamio.commerce.audit.models import Change
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.backoffice.signing_in.codes import (
    PASSWORD,
    code_of,
    recovery_codes_of,
    show_who_i_am,
    sign_in,
    text_of,
    with_app,
)
from tests.factories import make_member, make_store

HOME = "/backoffice/glashyttan/"
REQUIRE = "/backoffice/glashyttan/people/two-factor/"


def test_an_app_is_set_up_by_its_first_code_and_gives_recovery_codes(
    visitor: Client, anna: User
) -> None:
    sign_in(visitor, anna)
    asked = visitor.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Is it you?" in text_of(asked)
    show_who_i_am(visitor)
    page = text_of(visitor.get("/accounts/2fa/totp/activate/"))
    assert "data:image/svg+xml;base64," in page
    secret = page.split('<code class="digits">')[1].split("<")[0]
    answer = visitor.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)
    page = text_of(answer)
    assert recovery_codes_of(anna)[0] in page
    told = Change.objects.filter(field="two_factor", by=anna.email)
    assert set(told.values_list("after", flat=True)) == {"totp", "recovery_codes"}


def test_a_wrong_first_code_sets_nothing_up(visitor: Client, anna: User) -> None:
    sign_in(visitor, anna)
    show_who_i_am(visitor)
    visitor.get("/accounts/2fa/totp/activate/")
    answer = visitor.post("/accounts/2fa/totp/activate/", {"code": "no code"})
    assert "That code is not right." in text_of(answer)
    assert not Authenticator.objects.exists()


def test_secrets_are_encrypted_at_rest(anna: User) -> None:
    secret = with_app(anna)
    assert secret not in str(Authenticator.objects.get().data)


def test_the_password_alone_no_longer_lets_in(visitor: Client, anna: User) -> None:
    secret = with_app(anna)
    assert sign_in(visitor, anna)["Location"] == "/accounts/2fa/authenticate/"
    assert visitor.get(HOME).status_code == 302
    assert "One more step" in text_of(visitor.get("/accounts/2fa/authenticate/"))
    visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert visitor.get(HOME).status_code == 200
    assert Change.objects.get(subject_kind="sign-in").after == "two-factor"


def test_a_recovery_code_lets_in_once(visitor: Client, anna: User) -> None:
    with_app(anna)
    code = recovery_codes_of(anna)[0]
    for worked in (True, False):
        fresh = Client()
        sign_in(fresh, anna)
        fresh.post("/accounts/2fa/authenticate/", {"code": code})
        assert (fresh.get(HOME).status_code == 200) == worked


def test_guessing_codes_is_stopped_after_a_few_attempts(visitor: Client, anna: User) -> None:
    secret = with_app(anna)
    sign_in(visitor, anna)
    for _ in range(6):
        answer = visitor.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "Too many attempts" in text_of(answer)
    answer = visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert "Too many attempts" in text_of(answer)


def test_what_protects_the_account_is_changed_by_who_has_just_shown_who_they_are(
    anna: User,
) -> None:
    with_app(anna)
    answer = browser_of(anna).post("/accounts/2fa/totp/deactivate/")
    assert "reauthenticate" in answer["Location"]
    assert Authenticator.objects.filter(user=anna).exists()


def test_the_app_is_turned_off_and_it_is_told(visitor: Client, anna: User) -> None:
    secret = with_app(anna)
    sign_in(visitor, anna)
    visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    show_who_i_am(visitor)
    page = text_of(visitor.post("/accounts/2fa/totp/deactivate/", follow=True))
    assert "The app is turned off." in page
    assert not Authenticator.objects.exists()
    told = Change.objects.filter(field="two_factor").latest("pk")
    assert (told.before, told.after) == ("totp", "")


def test_a_store_that_requires_it_leads_its_people_to_set_it_up(store: Store, anna: User) -> None:
    store.requires_two_factor = True
    store.save()
    browser = browser_of(anna)
    answer = browser.get(HOME, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/2fa/"
    assert "Glashyttan asks everyone to sign in with two factors." in text_of(answer)
    fragment = browser.get(HOME, headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == "/accounts/2fa/"
    with_app(anna)
    assert browser.get(HOME).status_code == 200


def test_only_what_requires_it_is_closed(store: Store, anna: User) -> None:
    store.requires_two_factor = True
    store.save()
    other = make_store()
    anna.memberships.create(store=other, role=Role.VIEWER)
    assert browser_of(anna).get(f"/backoffice/{other.slug}/").status_code == 200


def test_an_owner_requires_it_once_they_have_it_themselves(store: Store, anna: User) -> None:
    browser = browser_of(anna)
    page = text_of(browser.post(REQUIRE, {"required": "yes"}, follow=True))
    assert "Set up two-factor sign-in for yourself first." in page
    with_app(anna)
    browser.post(REQUIRE, {"required": "yes"})
    store.refresh_from_db()
    assert store.requires_two_factor
    told = Change.objects.get(field="requires_two_factor")
    assert (told.before, told.after) == ("False", "True")
    browser.post(REQUIRE, {"required": "no"})
    store.refresh_from_db()
    assert not store.requires_two_factor


def test_every_page_of_the_second_factor_is_one_of_ours(visitor: Client, anna: User) -> None:
    secret = with_app(anna)
    recovery_codes_of(anna)
    key = Authenticator.objects.create(user=anna, type="webauthn", data={"name": "Min nyckel"})
    sign_in(visitor, anna)
    visitor.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    show_who_i_am(visitor)
    for path in (
        "", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "webauthn/",
        f"webauthn/keys/{key.pk}/edit/", f"webauthn/keys/{key.pk}/remove/", "reauthenticate/",
    ):  # fmt: skip
        page = text_of(visitor.get(f"/accounts/2fa/{path}"))
        assert "look/tokens.css" in page, path
        assert "<style" not in page, path


def test_another_persons_passkey_is_neither_renamed_nor_removed(store: Store, anna: User) -> None:
    other = make_member(store=store, password=PASSWORD)
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Min"})
    browser = Client()
    sign_in(browser, anna)
    show_who_i_am(browser)
    for path in ("edit/", "remove/"):
        assert browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{path}").status_code == 404
