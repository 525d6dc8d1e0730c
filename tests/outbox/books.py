"""What worker processes are given to do, and what they have written into the book."""

from collections.abc import Callable
from pathlib import Path
from time import sleep

from tamio.outbox.destinations import declared
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import make_store
from tests.outbox.far_side import DESTINATION
from tests.outbox.rows import recorded
from tests.outbox.running import eventually


def record_sales(*, lanes: int, each: int, after: int = 0) -> list[int]:
    """New lanes, and sales in them whose numbers follow on `after`."""
    with declared(DESTINATION):
        stores = [make_store() for _ in range(lanes)]
        sales = range(after + 1, after + lanes * each + 1)
        return [recorded(subject_id=n, store=stores[n % lanes]).subject_id for n in sales]


def sell_until(is_so: Callable[[], bool], *, within: float, after: int = 0) -> list[int]:
    """Sells a little in several lanes, and again, until it is so; what was sold."""
    sales: list[int] = []

    def sold_and_so() -> bool:
        sales.extend(record_sales(lanes=6, each=2, after=after + len(sales)))
        sleep(0.2)
        return is_so()

    eventually(sold_and_so, within=within)
    return sales


def wait_for_progress() -> None:
    before = submitted()
    eventually(lambda: submitted() > before, within=30)


def submitted() -> int:
    return Delivery.objects.filter(state=State.SUBMITTED).count()


def written(book: Path) -> list[int]:
    """The documents, in the order in which they were written."""
    return [int(line.split()[0]) for line in book.read_text().splitlines()]


def writers(book: Path) -> set[int]:
    """The processes that have written."""
    return {int(line.split()[1]) for line in book.read_text().splitlines()}
