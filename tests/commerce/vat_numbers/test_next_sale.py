"""What the register has said of a number decides the VAT of the next sale by it."""

from datetime import timedelta

import pytest

from tamio.commerce.customers.models import Customer, VatCheck
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.standing import VatNumberStanding, standing_of
from tests.factories import NOW, company_buyer, make_invoice, make_store

pytestmark = pytest.mark.django_db

NUMBER = "DE136695976"


@pytest.fixture
def store() -> Store:
    return make_store()


def sold(store: Store) -> Invoice:
    buyer = company_buyer(country="DE", vat_number=NUMBER, organisation_number="")
    return make_invoice(store=store, buyer_details=buyer)


def answered(customer: Customer, *answers: str) -> None:
    for days, answer in enumerate(answers):
        VatCheck.objects.create(
            store=customer.store,
            customer=customer,
            vat_number=NUMBER,
            asked_at=NOW + timedelta(days=days),
            asked_by="tamio",
            answer=answer,
            answered_at=NOW + timedelta(days=days) if answer else None,
        )


@pytest.mark.parametrize(
    ("answers", "standing"),
    [
        ((), "unasked"),
        (("",), "unasked"),
        (("valid",), "valid"),
        (("invalid",), "invalid"),
        (("unreachable",), "unreachable"),
        (("valid", "unreachable"), "valid"),
        (("invalid", "unreachable", ""), "invalid"),
        (("valid", "invalid"), "invalid"),
        (("invalid", "valid"), "valid"),
    ],
)
def test_the_last_definite_answer_counts(
    store: Store, answers: tuple[str, ...], standing: str
) -> None:
    answered(sold(store).customer, *answers)
    assert standing_of(store_id=store.pk, vat_number=NUMBER) == standing


def test_another_store_has_to_ask_for_itself(store: Store) -> None:
    answered(sold(store).customer, "invalid")
    other = make_store()
    assert standing_of(store_id=other.pk, vat_number=NUMBER) is VatNumberStanding.UNASKED


@pytest.mark.parametrize(("answer", "is_taxed"), [("valid", False), ("invalid", True)])
def test_the_next_sale_goes_by_what_is_known(store: Store, answer: str, is_taxed: bool) -> None:
    first = sold(store)
    assert first.vat == 0
    answered(first.customer, answer)
    assert (sold(store).vat > 0) is is_taxed
