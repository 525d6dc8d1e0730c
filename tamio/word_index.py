"""An index of the words in some columns of a table, kept by the database itself.

A row is found by the beginnings of its words, whatever their case and accents: "asa ob" finds Åsa
Öberg, and so does "asa@exa" if that is her address. SQLite keeps the words in a table of its own
(FTS5), which triggers write along with the row, so that no way of writing can miss it; PostgreSQL
keeps an index over an expression. See docs/decisions/0046-lists-found-by-words.md.

SQLite rebuilds a table that a migration alters, and a rebuilt table has lost its triggers: such a
migration ends with `operation()` of that table's index again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunPython
from django.db.models.expressions import RawSQL

_APART = re.compile(r"[\W_]+")
#: More words than these narrow nothing.
_MOST_WORDS = 8
#: A beginning as long as those that SQLite keeps lists of, and so many words it may be of at most
#: to be asked for by all of them.
_LISTED, _FEW_WORDS = 3, 8
# What PostgreSQL is told to take for the same letter; SQLite knows by itself.
_LETTERS = "åäáàâãÅÄÁÀÂÃéèêëÉÈÊËíìîïÍÌÎÏóòôöõÓÒÔÖÕúùûüÚÙÛÜñÑçÇýÝ"
_PLAIN = "aaaaaaaaaaaaeeeeeeeeiiiiiiiioooooooooouuuuuuuunnccyy"
_MARKS = "@._-+/'&,:"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """`table` has an `id` and a `store_id`; `columns` are texts, null allowed."""

    table: str
    columns: Sequence[str]

    def operation(self) -> Operation:
        """For a migration's operations. Raises KeyError on a database that is not known."""

        def install(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
            self._execute(_REMOVE, schema_editor)
            self._execute(_INSTALL, schema_editor)

        def remove(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
            self._execute(_REMOVE, schema_editor)

        return RunPython(install, remove)

    def asked(self, *, text: str, store_id: int) -> "Asked | None":
        """The store's rows in which every word of `text` begins a word; None without a word."""
        words = [*_words(text)][:_MOST_WORDS]
        if not words:
            return None
        if connection.vendor == "sqlite":
            table = f"{self.table}_words"
            said = " AND ".join([_store_word(store_id), *map(self._meant, words)])
            sql = f"SELECT rowid FROM {table} WHERE {table} MATCH %s"  # noqa: S608  # our own name
            return Asked(sql, "rowid", (said,))
        said = " & ".join(f"{_folded(word)}{':*' * begins}" for word, begins in words)
        found = f"{self._vector()} @@ to_tsquery('simple', %s)"
        sql = f"SELECT id FROM {self.table} WHERE store_id = %s AND {found}"  # noqa: S608
        return Asked(sql, "id", (store_id, said))

    def _meant(self, written: tuple[str, bool]) -> str:
        """For SQLite, which puts all rows of a longer beginning together before it gives the
        first; those of whole words it gives one by one.
        """
        word, begins = written
        if not begins or len(word) <= _LISTED:
            return f'"{word}"{"*" * begins}'
        whole = self._words_that_begin(_folded(word)) if _folded(word).isascii() else []
        if not 0 < len(whole) <= _FEW_WORDS:
            return f'"{word}"*'
        return "(" + " OR ".join(f'"{each}"' for each in whole) + ")"

    def _words_that_begin(self, beginning: str) -> list[str]:
        """All of them, or one more than are few."""
        with connection.cursor() as cursor:
            asked = _WORDS_FROM.format(table=self.table)
            cursor.execute(asked, (beginning, _FEW_WORDS + 1))
            return [word for (word,) in cursor.fetchall() if word.startswith(beginning)]

    def _execute(self, all_of_it: dict[str, Sequence[str]], editor: Any) -> None:
        names = {
            "table": self.table,
            "columns": ", ".join(self.columns),
            "new": self._said("NEW."),
            "every": self._said(""),
            "vector": self._vector(),
        }
        for statement in all_of_it[editor.connection.vendor]:
            editor.execute(statement.format(**names), params=None)

    def _said(self, row: str) -> str:
        columns = (f"COALESCE({row}{column}, '')" for column in self.columns)
        return " || ' ' || ".join([f"'{_STORE}' || {row}store_id", *columns])

    def _vector(self) -> str:
        said = " || ' ' || ".join(f"COALESCE({column}, '')" for column in self.columns)
        letters, plain = _LETTERS + _MARKS.replace("'", "''"), _PLAIN + " " * len(_MARKS)
        return f"to_tsvector('simple', translate(lower({said}), '{letters}', '{plain}'))"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the index: all keys as a subquery for `pk__in`, or some of them at once."""

    sql: str
    key: str
    params: tuple[str | int, ...]

    def subquery(self) -> RawSQL:
        return RawSQL(self.sql, self.params)  # noqa: S611  # our own SQL, values apart

    def first(self, most: int) -> list[int]:
        """So many of the keys at most, in no order; it costs what they are, not what there is."""
        return self._keys(f"{self.sql} LIMIT %s", (most,))

    def are_at_most(self, most: int) -> bool:
        """Whether there are no more of the keys; it reads one more than that."""
        with connection.cursor() as cursor:
            some = f"SELECT COUNT(*) FROM ({self.sql} LIMIT %s) AS some"  # noqa: S608
            cursor.execute(some, (*self.params, most + 1))
            return bool(cursor.fetchone()[0] <= most)

    def latest(self, most: int) -> list[int]:
        """So many of the keys at most, those of the newest rows first."""
        return self._keys(f"{self.sql} ORDER BY {self.key} DESC LIMIT %s", (most,))

    def among(self, keys: Sequence[int]) -> set[int]:
        """Those of `keys` that are meant."""
        if not keys:
            return set()
        between = f"{self.sql} AND {self.key} BETWEEN %s AND %s"
        return set(self._keys(between, (min(keys), max(keys)))).intersection(keys)

    def _keys(self, sql: str, params: tuple[int, ...]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, (*self.params, *params))
            return [key for (key,) in cursor.fetchall()]


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Each word, and whether it may be only begun: in karl@example.com the first two are whole."""
    for written in text.split():
        words = [word for word in _APART.split(written) if word]
        yield from ((word, at == len(words)) for at, word in enumerate(words, start=1))


#: With the store's number behind it, a word that nobody writes: it keeps stores apart.
_STORE = "ofthestore"


def _store_word(store_id: int) -> str:
    return f'"{_STORE}{store_id}"'


def _folded(word: str) -> str:
    return word.lower().translate(str.maketrans(_LETTERS, _PLAIN))


#: Each word leads to the one behind it, past all rows of its own.
_WORDS_FROM = """
    SELECT word FROM (
        WITH RECURSIVE follow(word, place) AS (
            SELECT (SELECT term FROM {table}_words_said WHERE term >= %s LIMIT 1), 1
            UNION ALL
            SELECT
                (SELECT term FROM {table}_words_said WHERE term >= word || char(0) LIMIT 1),
                place + 1
            FROM follow WHERE word IS NOT NULL AND place < %s)
        SELECT word FROM follow)
    WHERE word IS NOT NULL
"""
_INSTALL: dict[str, Sequence[str]] = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE {table}_words USING fts5(
            words, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3',
            detail = none, columnsize = 0)
        """,
        "CREATE VIRTUAL TABLE {table}_words_said USING fts5vocab({table}_words, instance)",
        "INSERT INTO {table}_words (rowid, words) SELECT id, {every} FROM {table}",
        """
        CREATE TRIGGER {table}_words_new AFTER INSERT ON {table}
        BEGIN INSERT INTO {table}_words (rowid, words) VALUES (NEW.id, {new}); END
        """,
        """
        CREATE TRIGGER {table}_words_changed AFTER UPDATE OF {columns} ON {table}
        BEGIN UPDATE {table}_words SET words = {new} WHERE rowid = NEW.id; END
        """,
        """
        CREATE TRIGGER {table}_words_gone AFTER DELETE ON {table}
        BEGIN DELETE FROM {table}_words WHERE rowid = OLD.id; END
        """,
    ),
    "postgresql": ("CREATE INDEX {table}_words ON {table} USING gin ({vector})",),
}
_REMOVE: dict[str, Sequence[str]] = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS {table}_words_new",
        "DROP TRIGGER IF EXISTS {table}_words_changed",
        "DROP TRIGGER IF EXISTS {table}_words_gone",
        "DROP TABLE IF EXISTS {table}_words_said",
        "DROP TABLE IF EXISTS {table}_words",
    ),
    "postgresql": ("DROP INDEX IF EXISTS {table}_words",),
}
