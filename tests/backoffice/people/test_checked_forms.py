"""An agency's forms are checked while one types, with the rights of saving."""

import pytest
from django.urls import reverse

from tamio.commerce.people.models import Invitation, Membership
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.backoffice.test_checking import check, said
from tests.factories import make_agency, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "form", "wrong"),
    [
        ("agencies:new_store", {"name": "Glas", "slug": "å å"}, "slug"),
        ("agencies:brand", {"name": ""}, "name"),
        ("agencies:invite", {"email": "anna@"}, "email"),
    ],
)
def test_an_agency_s_forms_are_checked(name: str, form: dict[str, str], wrong: str) -> None:
    agency = make_agency()
    owner = browser_of(Membership.objects.create(
        user=make_user(email="o@example.com"), agency=agency, role=Role.OWNER
    ).user)  # fmt: skip
    address = reverse(name, args=[agency.pk])
    assert said(check(owner, address, form, wrong))[wrong]
    assert f'hx-post="{address}"' in owner.get(address).content.decode()
    assert not Store.objects.exists()
    assert not Invitation.objects.exists()


def test_who_may_not_save_may_not_check() -> None:
    agency = make_agency()
    viewer = browser_of(Membership.objects.create(
        user=make_user(email="v@example.com"), agency=agency, role=Role.VIEWER
    ).user)  # fmt: skip
    assert check(viewer, reverse("agencies:brand", args=[agency.pk]), {}).status_code == 403


def test_what_is_no_form_takes_no_check() -> None:
    agency = make_agency()
    owner = browser_of(Membership.objects.create(
        user=make_user(email="o@example.com"), agency=agency, role=Role.OWNER
    ).user)  # fmt: skip
    assert check(owner, reverse("agencies:drop_logo", args=[agency.pk]), {}).status_code == 400
