"""What a demo tells once it is ready: a file for programs, a few lines for people."""

import json
from dataclasses import dataclass
from pathlib import Path

from tamio.config.demo.keys import Keys
from tamio.config.demo.place import Place
from tamio.config.demo.stores import AGENCY_EMAIL


@dataclass(frozen=True, slots=True)
class Shop:
    """A store as it is now: people may have renamed it, or ended its connection."""

    slug: str
    is_connected: bool


def write_report(*, place: Place, keys: Keys, shops: list[Shop]) -> None:
    """Writes demo.json in one step: a program that sees it can use all of it."""
    first = shops[0]
    report = {
        "shop_url": _address(place, first),
        "backoffice_url": f"{place.url}/backoffice/",
        "simulator_url": place.simulator_url,
        "email": AGENCY_EMAIL,
        "password": keys.password,
        "store": first.slug,
        "api_url": f"{place.url}/api/v1",
        "api_token": keys.api_token,
    }
    half = place.report.with_suffix(".half")
    half.write_text(json.dumps(report, indent=2) + "\n")
    half.chmod(0o600)
    half.replace(place.report)


def summary(*, place: Place, keys: Keys, shops: list[Shop]) -> str:
    addresses = "\n".join(
        f"{'':14}{_address(place, shop)}"
        + ("" if shop.is_connected else "   not connected: yours to connect")
        for shop in shops
    )
    return f"""
Tamio is ready.

  Shops       {addresses.lstrip()}
  Back office {place.url}/backoffice/
  Fortnox     {place.simulator_url}/   simulated: watch the orders arrive
  API         {place.url}/api/v1/openapi.json

  Sign in     {AGENCY_EMAIL}
  Password    {keys.password}
  API token   {keys.api_token}

  All state and the logs are in {_short(place.folder)}. Ctrl-C stops everything;
  the next start goes on from there.
"""


def _address(place: Place, shop: Shop) -> str:
    return f"{place.url}/s/{shop.slug}/"


def _short(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)
