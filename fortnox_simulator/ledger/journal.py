"""What the vouchers on the shelf come to: the last number of each series, each account's movement.

Vouchers are immutable and come one by one, so each is added up once; should any be taken away or
replaced, everything is added up anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from weakref import WeakKeyDictionary

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document, Shelf
from fortnox_simulator.rounding import exact

Movements = Mapping[int, Decimal]


class Journal:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._counted = self._revision = 0
        self._begin()

    def last_number(self, *, year: int, series: str) -> int:
        """0 for a series without vouchers."""
        self._catch_up()
        return self._last.get((year, series), 0)

    def movements(self, *, year: int) -> Movements:
        """Debit less credit of every account that was moved in the year, by number."""
        self._catch_up()
        return self._movements.get(year, {})

    def names(self, *, year: int, account: int) -> bool:
        """Whether a voucher of the year has the account, be it on a row that is struck out."""
        self._catch_up()
        return (year, account) in self._named

    def _catch_up(self) -> None:
        came, changed = len(self._shelf) - self._counted, self._shelf.revision - self._revision
        if came != changed:
            self._begin()
        for voucher in self._shelf.newest(len(self._shelf) - self._counted):
            self._add(voucher)
        self._counted, self._revision = len(self._shelf), self._shelf.revision

    def _begin(self) -> None:
        self._counted = self._revision = 0
        self._last: dict[tuple[int, str], int] = {}
        self._movements: dict[int, dict[int, Decimal]] = {}
        self._named: set[tuple[int, int]] = set()

    def _add(self, voucher: Document) -> None:
        year, series = int(voucher["Year"]), str(voucher["VoucherSeries"])
        last = self._last.get((year, series), 0)
        self._last[year, series] = max(last, int(voucher["VoucherNumber"]))
        self._named |= {(year, int(row["Account"])) for row in voucher["VoucherRows"]}
        of_year = self._movements.setdefault(year, defaultdict(Decimal))
        for row in counted(voucher["VoucherRows"]):
            of_year[int(row["Account"])] += movement(row)


_JOURNALS: WeakKeyDictionary[Company, Journal] = WeakKeyDictionary()


def journal(company: Company) -> Journal:
    if company not in _JOURNALS:
        _JOURNALS[company] = Journal(company.shelves["vouchers"])
    return _JOURNALS[company]


def movement(row: Document) -> Decimal:
    return exact(row.get("Debit")) - exact(row.get("Credit"))


def counted(rows: list[Document]) -> Iterator[Document]:
    """Rows that are struck out stay on the voucher (recorded), and no longer count."""
    return (row for row in rows if not row.get("Removed"))
