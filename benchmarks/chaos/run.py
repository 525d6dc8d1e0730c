"""One run: shops, chaos, quiet, proof."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.conf import settings

from benchmarks.chaos import proof
from benchmarks.chaos.actors import Actors
from benchmarks.chaos.consents import Consents
from benchmarks.chaos.figures import Figures, figures_of
from benchmarks.chaos.options import Options
from benchmarks.chaos.progress import Progress
from benchmarks.chaos.quiet import until_quiet
from benchmarks.chaos.sales import Seller
from benchmarks.chaos.shops import Shop, open_shops
from benchmarks.chaos.simulator import Simulator
from benchmarks.chaos.weather import Weather
from benchmarks.chaos.workers import Crew
from tamio.fortnox.sync import calling

_WEATHER_EVERY = 15.0
_EXPIRY_EVERY = 6.0
_REVOCATION_EVERY = 12.0
_RESTART_EVERY = 45.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`wrong` is empty if exactly what had to arrive has arrived."""

    figures: Figures
    wrong: list[str]


def run(*, options: Options, database: str, folder: Path) -> Outcome:
    """Django is set up, and `database` (its address) is its migrated, empty default."""
    simulator = Simulator(folder=folder, companies=options.lanes, fault_seed=options.seed)
    try:
        _point_at(simulator)
        return _run_against(simulator, options=options, database=database, folder=folder)
    finally:
        calling.close_connections()
        simulator.stop()


def _point_at(simulator: Simulator) -> None:
    """This process connects the stores; the workers have the same addresses by environment."""
    values = {name.lower(): value for name, value in simulator.environment.items()}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=values)


def _run_against(simulator: Simulator, *, options: Options, database: str, folder: Path) -> Outcome:
    shops = open_shops(simulator=simulator, random=options.draw("shops"))
    crew = Crew(
        workers=options.workers, database=database, environment=simulator.environment, folder=folder
    )
    try:
        return _chaos(simulator, shops, crew, options)
    finally:
        crew.stop()


def _chaos(simulator: Simulator, shops: list[Shop], crew: Crew, options: Options) -> Outcome:
    progress, actors = Progress(), Actors()
    seller = Seller(shops=shops, random=options.draw("sales"))
    weather = Weather(simulator=simulator, shops=shops, random=options.draw("weather"))
    consents = Consents(simulator=simulator, shops=shops, random=options.draw("consents"))
    weather.change()
    _send_all(actors, crew, weather, consents, options)
    _sell_all(seller, progress, options)
    actors.stop()
    weather.clear()
    last = seller.sell_everything()
    drained = until_quiet(
        crew=crew, consents=consents, progress=progress, patience=options.patience
    )
    wrong = [*actors.errors, *consents.needless, *crew.deaths, *drained.wrong]
    wrong += proof.of_shops(shops=shops, simulator=simulator, invoices=options.invoices + last)
    crew.stop()
    simulator.stop()
    figures = figures_of(
        simulator=simulator, crew=crew, weather=weather, consents=consents, drained=drained
    )
    return Outcome(figures, [*wrong, *proof.of_pace(figures)])


def _send_all(
    actors: Actors, crew: Crew, weather: Weather, consents: Consents, options: Options
) -> None:
    def about(seconds: float, who: str) -> Callable[[], float]:
        return _around(seconds, options.draw(who))

    strikes = options.draw("strikes")
    actors.send("killer", lambda: crew.strike(strikes), pause=about(options.kill_every, "killer"))
    actors.send("weather", weather.change, pause=about(_WEATHER_EVERY, "weather times"))
    actors.send("expiry", weather.expire_tokens, pause=about(_EXPIRY_EVERY, "expiry times"))
    actors.send("restarts", weather.restart_fortnox, pause=about(_RESTART_EVERY, "restart times"))
    actors.send("revocations", consents.revoke, pause=about(_REVOCATION_EVERY, "revoke times"))
    actors.send("merchants", consents.look_after, pause=lambda: 0.5)


def _around(seconds: float, random: Random) -> Callable[[], float]:
    """Pauses that are `seconds` on average, from nearly none to twice as long."""
    return lambda: random.uniform(0.02, 2) * seconds


def _sell_all(seller: Seller, progress: Progress, options: Options) -> None:
    """All invoices, spread over the time there is; the last ones at once if it has run out."""
    end, pauses = time.monotonic() + options.seconds, options.draw("pauses")
    while (left := options.invoices - seller.sold) > 0:
        seller.sell(at_most=left)
        progress.tell(f"sold {seller.sold}")
        pause = max(0.0, end - time.monotonic()) / left
        time.sleep(pause * pauses.uniform(0, 2))
