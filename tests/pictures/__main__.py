"""Pictures of every page, and what is wrong there.

    .venv/bin/python -m tests.pictures [--only PART ...] [--page NAME ...] [--light LIGHT ...]
                                       [--out FOLDER]

PART is one of sales, catalogue, people, settings, integration, shop; NAME a page's, such as
invoice; LIGHT is language-scheme-width, such as sv-dark-390. Without them: all there are. The
pictures go to build/pictures, a folder for each light and part. Exit code 1 with anything found.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.pictures.checks import Check
    from tests.pictures.walk import Findings, Light

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    with TemporaryDirectory(prefix="tamio-pictures-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/pictures.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        from tamio.config.translations import compile_all

        list(compile_all())
        django.setup()
        return _look_around(_asked())


def _asked() -> Namespace:
    from tests.pictures.places import PARTS
    from tests.pictures.walk import DESK, LOCALES, PHONE

    lights = [
        "-".join(map(str, each)) for each in product(LOCALES, ("light", "dark"), (DESK, PHONE))
    ]
    asked = ArgumentParser(prog="python -m tests.pictures", description="Pictures of every page.")
    asked.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    asked.add_argument("--page", nargs="+", default=[], metavar="NAME")
    asked.add_argument("--light", nargs="+", choices=lights, default=lights, metavar="LIGHT")
    asked.add_argument("--out", type=Path, default=ROOT / "build" / "pictures", metavar="FOLDER")
    asked.add_argument(
        "--no-checks", action="store_true", help="take the pictures, and nothing else"
    )
    asked.add_argument("--short", action="store_true", help="each page in one light, without Tab")
    return asked.parse_args()


def _look_around(asked: Namespace) -> int:
    from tests.journeys.browsing import chromium
    from tests.pictures.beginning import served
    from tests.pictures.places import places
    from tests.pictures.walk import Walk

    with served() as (url, world):
        chosen = [
            place
            for place in places(world)
            if place.part in asked.only and (not asked.page or place.name in asked.page)
        ]
        cookies = {place.who: world.visits.cookies(place.who) for place in chosen}
        with chromium() as browser:
            walk = Walk(browser, url, cookies, _checks(asked), pictures=asked.out)
            if asked.short:
                found = _tell(walk.in_turn(chosen))
            else:
                found = sum(_tell(walk.through(chosen, _light(each))) for each in asked.light)
    sys.stdout.write(f"{len(chosen)} pages; {found} things to mend. Pictures: {asked.out}\n")
    return 1 if found else 0


def _checks(asked: Namespace) -> "list[Check]":
    from tests.pictures import checks

    if asked.no_checks:
        return []
    quick: list[Check] = [checks.looks_right, checks.is_for_everyone, checks.can_be_reached]
    return quick if asked.short else [*quick, checks.is_walked_by_keyboard]


def _light(written: str) -> "Light":
    from tests.pictures.walk import Light

    language, scheme, width = written.split("-")
    return Light(language, scheme, int(width))  # type: ignore[arg-type]


def _tell(findings: "Findings") -> int:
    """As they come, and how many there were."""
    count = 0
    for place, problems in findings:
        count += len(problems)
        sys.stdout.writelines(f"{place}: {problem}\n" for problem in problems)
        sys.stdout.flush()
    return count


if __name__ == "__main__":
    sys.exit(main())
