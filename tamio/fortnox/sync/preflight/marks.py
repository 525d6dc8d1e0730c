"""By which settings a pre-flight was made: once they are others, it is out of date."""

import hashlib
import json

from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync.accounts.loading import choices


def settings_mark(*, connection: Connection, settings: Settings) -> str:
    """One query. The connection carries its store."""
    store = connection.store
    chosen = choices(settings).order_by("pk").values_list("cell", "product", "number")
    looked_at = [
        connection.tenant_id,
        connection.connected_at.isoformat(),
        settings.goods_account,
        settings.services_account,
        settings.customer_prefix,
        settings.start_date.isoformat(),
        store.organisation_number,
        store.currency,
        [list(each) for each in chosen],
    ]
    return hashlib.sha256(json.dumps(looked_at).encode()).hexdigest()
