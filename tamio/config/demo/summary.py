"""What a demo tells once it is ready: a file for programs, a few lines for people."""

import json
from pathlib import Path

from tamio.config.demo.keys import Keys
from tamio.config.demo.place import Place
from tamio.config.demo.stores import AGENCY_EMAIL, SeededStore


def write_report(*, place: Place, keys: Keys, stores: list[SeededStore]) -> None:
    """Writes demo.json in one step: a program that sees it can use all of it."""
    first = stores[0]
    report = {
        "shop_url": _shop(place, first),
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


def summary(*, place: Place, keys: Keys, stores: list[SeededStore]) -> str:
    shops = "\n".join(
        f"{'':14}{_shop(place, store)}"
        + ("" if store.tenant else "   not connected: yours to connect")
        for store in stores
    )
    return f"""
Tamio is ready.

  Shops       {shops.lstrip()}
  Back office {place.url}/backoffice/
  Fortnox     {place.simulator_url}/   simulated: watch the orders arrive
  API         {place.url}/api/v1/

  Sign in     {AGENCY_EMAIL}
  Password    {keys.password}
  API token   {keys.api_token}

  All state and the logs are in {_short(place.folder)}. Ctrl-C stops everything;
  the next start goes on from there.
"""


def _shop(place: Place, store: SeededStore) -> str:
    return f"{place.url}/s/{store.slug}/"


def _short(folder: Path) -> str:
    here = Path.cwd()
    return str(folder.relative_to(here) if folder.is_relative_to(here) else folder)
