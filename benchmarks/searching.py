"""How long a search takes among 50,000 products, and how long the index takes to write.

    DATABASE_URL=sqlite:///build/searching.sqlite3 .venv/bin/python -m benchmarks.searching

Makes its own database, which must be empty. Says the middle and the worst of each search, with and
without typing errors, and how large the index is. Names are put together of Swedish words so that
they are as alike, and as many, as those of a real shop.
"""

import os
import random
import statistics
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

COUNT = int(os.environ.get("COUNT", "50000"))
ROUNDS = 20
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
FIRST = [
    "kaffe",
    "te",
    "bröd",
    "ull",
    "lin",
    "trä",
    "stål",
    "glas",
    "sten",
    "läder",
    "sten",
    "koppar",
    "tenn",
    "björk",
    "ek",
    "ask",
    "tall",
    "gran",
    "rönn",
    "sjö",
    "berg",
    "dal",
    "äng",
    "skog",
    "fjäll",
    "hav",
    "ö",
    "sand",
    "is",
    "snö",
    "regn",
    "sol",
    "måne",
    "stjärn",
    "höst",
    "vinter",
    "vår",
    "sommar",
    "natt",
]
LAST = [
    "kanna",
    "mugg",
    "kåsa",
    "filt",
    "duk",
    "matta",
    "skål",
    "fat",
    "kniv",
    "gaffel",
    "sked",
    "korg",
    "låda",
    "kista",
    "hylla",
    "bord",
    "stol",
    "pall",
    "lampa",
    "lykta",
    "ljus",
    "krans",
    "ram",
    "spegel",
    "klocka",
    "bok",
    "karta",
    "påse",
    "väska",
    "rem",
    "sko",
    "strumpa",
    "mössa",
    "vante",
    "halsduk",
]
KINDS = [
    "liten",
    "stor",
    "rund",
    "smal",
    "bred",
    "hög",
    "låg",
    "mörk",
    "ljus",
    "röd",
    "blå",
    "grön",
    "grå",
    "vit",
    "svart",
]
ASKED = {
    "one word as it is": "björkkanna",
    "a part of a word": "kanna",
    "a common word": "stor",
    "three words": "stor blå ullfilt",
    "one slip": "björkkana",
    "two slips": "bjrökkana",
    "three words, two with slips": "sor blå ulflit",
    "nothing like it": "qwertyuiop",
    "a number": "P-31415",
}


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from tamio.commerce.search.models import Pair, Use, Word
    from tamio.commerce.search.upkeep import bring_up_to_date, stale

    call_command("migrate", verbosity=0)
    store = make_store()
    make_products(store)
    began = time.perf_counter()
    done = bring_up_to_date()
    print(f"index of {done} products written in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    list(stale()[:1])
    print(f"nothing to do, found out in {1000 * (time.perf_counter() - began):.0f} ms")
    print(f"{Word.objects.count()} words, {Pair.objects.count()} pairs, {Use.objects.count()} uses")
    for what, written in ASKED.items():
        report(store, what, written)


def make_store() -> Any:
    from tamio.commerce.stores.models import Store

    return Store.objects.create(
        name="Stora butiken",
        slug="stora",
        organisation_number="556703-7485",
        email="hej@butik.example",
        line1="Storgatan 1",
        postal_code="352 46",
        city="Växjö",
    )


def make_products(store: Any) -> None:
    from tamio.commerce.catalogue.models import Product, Variant

    chance = random.Random(1)
    products = Product.objects.bulk_create(
        (
            Product(
                store=store,
                item_type="physical",
                name=f"{chance.choice(KINDS)} {chance.choice(KINDS)} "
                f"{chance.choice(FIRST)}{chance.choice(LAST)} {number}",
                description=" ".join(chance.choices(FIRST + LAST + KINDS, k=25)),
                created_at=NOW,
            )
            for number in range(COUNT)
        ),
        1000,
    )
    Variant.objects.bulk_create(
        (
            Variant(store=store, product=product, sku=f"P-{number}", price=Decimal(100))
            for number, product in enumerate(products)
        ),
        1000,
    )


def report(store: Any, what: str, written: str) -> None:
    from tamio.commerce.search.finding import find

    took, found = [], 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = len(find(store=store, written=written, now=NOW).ids)
        took.append(1000 * (time.perf_counter() - began))
    middle, worst = statistics.median(took), max(took)
    print(f"{what:30} {written:22} {found:4} found {middle:7.1f} ms, worst {worst:7.1f} ms")


if __name__ == "__main__":
    main()
