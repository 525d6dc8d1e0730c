"""Amounts and times as a Swedish accountant reads them."""

from datetime import datetime

from fortnox_simulator.clock import SWEDEN
from fortnox_simulator.pages.markup import Html, tag
from fortnox_simulator.rounding import exact

THIN = "\u00a0"


def amount(value: object, *, currency: str = "") -> str:
    """1249.5 becomes "1 249,50", with a real minus sign."""
    figure = f"{exact(value):,.2f}".replace(",", THIN).replace(".", ",").replace("-", "−")
    return f"{figure}{THIN}{currency}" if currency else figure


def quantity(value: object) -> str:
    return str(value).replace(".", ",").replace("-", "−")


def percent(value: object) -> str:
    figure = exact(value)
    whole = figure == figure.to_integral_value()
    return f"{int(figure) if whole else figure}{THIN}%".replace(".", ",")


def moment(iso: str) -> Html:
    """The time of day, with the date for who asks."""
    local = datetime.fromisoformat(iso).astimezone(SWEDEN)
    full = f"{local:%Y-%m-%d %H:%M:%S}"
    return tag("time", f"{local:%H:%M:%S}", datetime=local.isoformat(), title=full)


def full_moment(iso: str) -> Html:
    local = datetime.fromisoformat(iso).astimezone(SWEDEN)
    return tag("time", f"{local:%Y-%m-%d %H:%M:%S}", datetime=local.isoformat())
