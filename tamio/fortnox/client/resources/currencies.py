"""/currencies"""

from dataclasses import dataclass

from tamio.fortnox.client.envelopes import unwrapped
from tamio.fortnox.client.models.currency import Currency
from tamio.fortnox.client.transport import Transport, segment


@dataclass(frozen=True, slots=True)
class Currencies:
    """The company's currencies. Scope: currency, which not every consent covers."""

    transport: Transport

    def get(self, code: str) -> Currency:
        """Raises NotFound for one that is not registered, NoScope where it may not be asked."""
        return unwrapped(self.transport.send("GET", f"/currencies/{segment(code)}"), Currency)
