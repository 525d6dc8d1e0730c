"""What a run did and met, counted."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum

from benchmarks.chaos.consents import Consents
from benchmarks.chaos.quiet import Drained
from benchmarks.chaos.simulator import Simulator
from benchmarks.chaos.weather import Weather
from benchmarks.chaos.workers import Crew
from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.models import OrderLink
from tamio.outbox.models import DeliveryEvent, Lane
from tamio.outbox.states import Happening


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Counts of one run; `seconds_to_drain` from the end of the faults."""

    invoices: int
    kills: int
    terminations: int
    restarts_of_fortnox: int
    revoked: int
    reconnected: int
    failed_reconnects: int
    faults: dict[str, int]
    takeovers: int
    resumed: int
    adopted: int
    retries: dict[str, int]
    requests: int
    answers: dict[str, int]
    too_many: int
    too_many_unordered: int
    waiting_at_quiet: int
    clicks: int
    seconds_to_drain: float


def figures_of(
    *, simulator: Simulator, crew: Crew, weather: Weather, consents: Consents, drained: Drained
) -> Figures:
    """Everything is stopped by now: the simulator's own file tells of its requests."""
    log = list(simulator.log())
    struck = Counter(entry["fault"] for entry in log if entry["fault"])
    too_many = [entry["fault"] for entry in log if entry["status"] == 429]
    return Figures(
        invoices=Invoice.objects.count(),
        kills=crew.kills,
        terminations=crew.terminations,
        restarts_of_fortnox=simulator.kills,
        revoked=consents.revoked,
        reconnected=consents.reconnected,
        failed_reconnects=consents.failed_attempts,
        faults=dict((struck + weather.struck).most_common()),
        takeovers=Lane.objects.aggregate(sum=Sum("takeovers"))["sum"] or 0,
        resumed=DeliveryEvent.objects.filter(what=Happening.RESUMED).count(),
        adopted=OrderLink.objects.filter(adopted=True).count(),
        retries=_reasons_of_retries(),
        requests=len(log),
        answers=dict(Counter(str(entry["status"]) for entry in log).most_common()),
        too_many=len(too_many),
        too_many_unordered=sum(fault != "status" for fault in too_many),
        waiting_at_quiet=drained.waiting,
        clicks=drained.clicks,
        seconds_to_drain=drained.seconds,
    )


def _reasons_of_retries() -> dict[str, int]:
    """How often something was put off, by what was said to the merchant."""
    put_off = DeliveryEvent.objects.filter(what=Happening.LATER).values_list("detail", flat=True)
    told = Counter(detail["problem"]["message"]["en"] for detail in put_off)
    return dict(told.most_common())
