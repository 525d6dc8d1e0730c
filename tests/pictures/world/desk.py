"""What the owner has done at the desk: a filter kept, rows changed together, a file read."""

from dataclasses import dataclass

from tamio.backoffice.lists.models import BulkRun, SavedFilter
from tamio.commerce.customers.models import CustomerImport
from tests.backoffice.conftest import browser_of
from tests.commerce.foreign.test_customers import SHOPIFY, checked
from tests.pictures.world.goods import Goods
from tests.pictures.world.people import People


@dataclass(frozen=True)
class Desk:
    kept: SavedFilter
    run: BulkRun
    read: CustomerImport


def work_at_it(people: People, goods: Goods) -> Desk:
    owner, lists = browser_of(people.owner), f"/backoffice/{people.store.slug}/lists/"
    owner.post(f"{lists}invoices/filters/", {"name": "Försenade", "query": "paid=overdue"})
    owner.post(f"{lists}products/bulk/", {"action": "hide", "row": [goods.card.pk, goods.pack.pk]})
    owner.post(f"{lists}products/bulk/", {"action": "show", "row": [goods.card.pk, goods.pack.pk]})
    return Desk(
        kept=SavedFilter.objects.get(store=people.store),
        run=BulkRun.objects.filter(store=people.store).latest("pk"),
        read=checked(people.store, SHOPIFY),
    )
