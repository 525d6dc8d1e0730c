"""The customer's card in Fortnox: made, looked at, told apart from another's, changed."""

from dataclasses import dataclass

from tamio.fortnox.client.errors import NotFound, Refused
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.client.models.customer import Customer, CustomerSummary, StoredCustomer
from tamio.fortnox.sync import wording
from tamio.fortnox.sync.cards import Fields, NumberUsed, fields_of, unlike
from tamio.outbox.problem import Problem

_NUMBER_USED = 2000637


class NumberTaken(Exception):
    """Our customer number is another customer's in Fortnox; `problem` shows both."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message.en)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """The customer's card under the number that we chose."""

    wanted: Customer
    fortnox: Fortnox
    protected: frozenset[str] = frozenset()

    @property
    def fields(self) -> Fields:
        return fields_of(self.wanted)

    def create(self) -> None:
        """Raises NumberUsed."""
        try:
            self.fortnox.customers.create(self.wanted)
        except Refused as error:
            if error.code != _NUMBER_USED:
                raise
            raise NumberUsed(self._number) from error

    def read(self) -> Fields | None:
        try:
            return self.fortnox.customers.get(self._number).model_dump(mode="json")
        except NotFound:
            return None

    def change(self, changed: Fields) -> None:
        self.fortnox.customers.update(self._number, Customer.model_validate(changed))

    def merge(self, found: Fields) -> Fields:
        """Raises NumberTaken."""
        theirs = StoredCustomer.model_validate(found)
        if not is_the_same(self.wanted, theirs):
            raise NumberTaken(wording.number_taken(ours=self.wanted.name or "", card=theirs))
        return unlike(self.fields, found)

    @property
    def _number(self) -> str:
        assert self.wanted.customer_number is not None
        return self.wanted.customer_number


def is_the_same(ours: Customer, theirs: StoredCustomer | CustomerSummary) -> bool:
    """The organisation number decides where both have one; else e-mail and name together."""
    if ours.organisation_number and theirs.organisation_number:
        return _alike(ours.organisation_number, theirs.organisation_number)
    return _alike(ours.email, theirs.email) and _alike(ours.name, theirs.name)


def _alike(one: str | None, other: str | None) -> bool:
    return (one or "").casefold().strip() == (other or "").casefold().strip()
