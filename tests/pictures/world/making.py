"""The whole of it, in the order in which it would have happened."""

from dataclasses import dataclass

from django.core.cache import cache

from tamio.commerce.search import upkeep
from tests.pictures.world.books import Books, keep_books
from tests.pictures.world.desk import Desk, work_at_it
from tests.pictures.world.goods import Goods, stock_up
from tests.pictures.world.people import People, take_on_people
from tests.pictures.world.regulars import Regulars, find_regulars
from tests.pictures.world.sales import Sales, sell
from tests.pictures.world.visits import Visits, open_doors


@dataclass(frozen=True)
class World:
    """What the pages' addresses are made of."""

    people: People
    goods: Goods
    sales: Sales
    regulars: Regulars
    books: Books
    desk: Desk
    visits: Visits


def make_world() -> World:
    """On an empty database, with the clock at `tests.factories.NOW`."""
    cache.clear()  # what throttles count is there
    people = take_on_people()
    goods = stock_up(people.store)
    regulars = find_regulars(people.store, goods)
    sales = sell(people.store, goods)
    books = keep_books(people, sales)
    desk = work_at_it(people, goods)
    upkeep.bring_up_to_date()
    visits = open_doors(people, goods, sales, regulars)
    return World(people, goods, sales, regulars, books, desk, visits)
