"""What the owner has done at the desk: a filter kept, rows changed, a file read, a till let in."""

from dataclasses import dataclass

from tamio.backoffice.lists.models import BulkRun, SavedFilter
from tamio.commerce.customers.models import CustomerImport
from tamio.commerce.tokens.issuing import issue_token
from tests.backoffice.conftest import browser_of
from tests.commerce.foreign.test_customers import SHOPIFY, checked
from tests.factories import NOW
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
    _let_in(people)
    return Desk(
        kept=SavedFilter.objects.get(store=people.store),
        run=BulkRun.objects.filter(store=people.store).latest("pk"),
        read=checked(people.store, SHOPIFY),
    )


def _let_in(people: People) -> None:
    for name in ("Kassan", "Lagret i Norra Västergötland och dess leverantörer", "Gamla kassan"):
        token, _plain = issue_token(
            store=people.store, name=name, now=NOW, may_write=name != "Kassan",
            by=people.owner.email,
        )  # fmt: skip
        token.note_use(now=NOW)
    token.revoke(now=NOW, by=people.owner.email)
