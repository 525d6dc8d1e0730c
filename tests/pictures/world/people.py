"""A store, its agency with other clients, and everybody who works there."""

from dataclasses import dataclass

from django.db import transaction

from tamio.commerce.content.models import Shopfront
from tamio.commerce.payments.models import PaymentSettings
from tamio.commerce.people import inviting
from tamio.commerce.people.models import Agency, Invitation, Membership, User
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.signing_in.codes import PASSWORD
from tests.factories import NOW, make_agency, make_member, make_store, make_user

ANNA = "anna@example.com"


@dataclass(frozen=True)
class People:
    """`colleague` works in the store, `partner` in the agency."""

    store: Store
    agency: Agency
    owner: User
    head: User
    colleague: Membership
    partner: Membership
    client: Store
    invited: Invitation
    token: str
    asked: Invitation


def take_on_people() -> People:
    agency = make_agency(name="Norra Byrån")
    store = make_store(
        name="Glashyttan", slug="glashyttan", payment_terms_days=30, agency=agency,
        tagline="Handblåst glas från Småland", swish="1230000000",
    )  # fmt: skip
    Shopfront.objects.create(store=store)
    PaymentSettings.objects.create(store=store, by_test=True, by_swish=True)
    owner = make_member(store=store, email=ANNA, name="Anna Lind", password=PASSWORD)
    head = _in_agency(agency, Role.OWNER, email="eva@byran.example", name="Eva Ström")
    _in_agency(agency, Role.AGENCY, email="bo@byran.example", name="Bo Ek")
    colleague = make_member(
        store=store, role=Role.BOOKKEEPER, email="karin@example.com", name="Karin Ås"
    )
    invited, token = _asked(Place(store_id=store.pk), "lo@example.com", Role.SUPPORT)
    asked, _token = _asked(Place(agency_id=agency.pk), "ny@byran.example", Role.AGENCY)
    clients = [
        make_store(agency=agency, name=name, slug=slug)
        for name, slug in (("Kvarnboden", "kvarnboden"), ("Sjöbris Segel & Tackel", "sjobris"))
    ]
    return People(
        store=store, agency=agency, owner=owner, head=head, client=clients[0], invited=invited,
        token=token, asked=asked, colleague=Membership.objects.get(user=colleague),
        partner=Membership.objects.get(user__email="bo@byran.example"),
    )  # fmt: skip


def _in_agency(agency: Agency, role: Role, *, email: str, name: str) -> User:
    user = make_user(email=email, name=name, password=PASSWORD)
    Membership.objects.create(user=user, agency=agency, role=role)
    return user


def _asked(place: Place, email: str, role: Role) -> tuple[Invitation, str]:
    with transaction.atomic():
        return inviting.invite(place, email=email, role=role, by=ANNA, now=NOW)
