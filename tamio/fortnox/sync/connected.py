"""What every delivery asks of its store: the company that it is connected to, and how it books."""

from tamio.fortnox.models import Connection, Settings
from tamio.prepared import Prepared


def connected_as(store_id: int) -> tuple[Connection | None, Settings | None]:
    """None for what there is not (yet)."""
    return _CONNECTIONS.first(store_id), _SETTINGS.first(store_id)


_CONNECTIONS = Prepared(lambda store: Connection.objects.filter(store=store), int)
_SETTINGS = Prepared(lambda store: Settings.objects.filter(store=store), int)
