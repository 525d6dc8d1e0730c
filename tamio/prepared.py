"""Queries whose SQL is worked out once: the few that every page of a shop or every delivery asks.

Django writes the SQL of a query anew each time, which takes several times as long as SQLite takes
to answer it. The rows are read each time, and made into models as ever.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)

_PLANS = "_tamio_prepared"
# Values that stand for the parameters while the SQL is written: no query has them by itself.
_STAND_INS: dict[type, Callable[[int], Any]] = {
    int: lambda number: 7_040_500_300_100 + number,
    str: lambda number: f"\x01parameter {number}",
    date: lambda number: date(1, 1, 1 + number),
    datetime: lambda number: datetime(1, 1, 1, microsecond=1 + number, tzinfo=UTC),
    UUID: lambda number: UUID(int=1 + number),
}


class Prepared(Generic[Row]):
    """`build` makes the query from one value of each of `kinds` (int, str, date, datetime, UUID).

    It may use them in filters alone, and nothing else that changes: SQL is kept a connection long.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], *kinds: type) -> None:
        self._build = build
        self._kinds = kinds

    def rows(self, *values: Any) -> list[Row]:
        """The models that the query finds for these values."""
        # A connection belongs to one thread, and so does what is kept with it.
        plans: dict[Prepared[Any], _Plan] = connections[DEFAULT_DB_ALIAS].__dict__.setdefault(
            _PLANS, {}
        )
        plan = plans.get(self)
        if plan is None:
            stand_ins = [_STAND_INS[kind](at) for at, kind in enumerate(self._kinds)]
            plan = plans[self] = _Plan(self._build(*stand_ins), stand_ins)
        return plan.rows(values)

    def first(self, *values: Any) -> Row | None:
        return next(iter(self.rows(*values)), None)


class _Plan:
    """What Django works out for a query before it asks it, and for its rows before it reads one."""

    def __init__(self, queryset: QuerySet[Any], stand_ins: list[Any]) -> None:
        self._model = queryset.model
        self._compiler = compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._connection = compiler.connection
        self._sql, self._written = compiler.as_sql()
        places = {self._ready(each): at for at, each in enumerate(stand_ins)}
        self._places = [places.get(each) for each in self._written]
        select, made_of = compiler.select, compiler.klass_info
        self._converters = compiler.get_converters([column for column, *_ in select])
        fields = made_of["select_fields"]
        self._own = slice(fields[0], fields[-1] + 1)
        self._names = [column.target.attname for column, *_ in select[self._own]]
        # The type stubs are of a later Django, which wants to know one thing more.
        populators: Callable[..., list[Any]] = get_related_populators
        self._related = populators(made_of, select, DEFAULT_DB_ALIAS)
        self._annotated = list(compiler.annotation_col_map.items())

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        ready = [self._ready(each) for each in values]
        parameters = tuple(
            each if at is None else ready[at]
            for each, at in zip(self._written, self._places, strict=True)
        )
        with self._connection.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            found = cursor.fetchall()
        if found and self._converters:
            found = self._compiler.apply_converters(found, self._converters)
        return [self._made(row) for row in found]

    def _made(self, row: Any) -> Any:
        made = self._model.from_db(DEFAULT_DB_ALIAS, self._names, row[self._own])
        for each in self._related:
            each.populate(row, made)
        for name, at in self._annotated:
            setattr(made, name, row[at])
        return made

    def _ready(self, value: Any) -> Any:
        """As Django hands it to the database."""
        if isinstance(value, UUID) and not self._connection.features.has_native_uuid_field:
            return value.hex
        if isinstance(value, datetime):
            return self._connection.ops.adapt_datetimefield_value(value)
        if isinstance(value, date):
            return self._connection.ops.adapt_datefield_value(value)
        return value


def hold(row: Model, name: str, related: list[Any]) -> None:
    """Makes `related` what `row` answers by its reverse relation `name`, as prefetching does."""
    descriptor = getattr(type(row), name)
    for each in related:
        setattr(each, descriptor.field.name, row)
    answer = getattr(row, name).get_queryset()
    answer._result_cache, answer._prefetch_done = related, True
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = answer
